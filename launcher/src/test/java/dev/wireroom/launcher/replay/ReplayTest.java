package dev.wireroom.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SentimentLabel;
import dev.wireroom.launcher.EnrichedArticles;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReplayTest {

    private static final Instant TEN = EnrichedArticles.TEN;
    private static final Selection ALL = selection(null, null);

    @Test
    void aTimeBelongsToWhatBeginsWithItNotToWhatEndsWithIt() {
        EnrichedArticle article = enriched("v1");
        assertThat(selection(TEN, null).test(article)).isTrue();
        assertThat(selection(TEN.plusMillis(1), null).test(article)).isFalse();
        assertThat(selection(null, TEN).test(article)).isFalse();
        assertThat(selection(null, TEN.plusMillis(1)).test(article)).isTrue();
    }

    @Test
    void everyConditionMustHold() {
        EnrichedArticle article = enriched("v1");
        Selection exact =
                new Selection(
                        Optional.of(TEN),
                        Optional.empty(),
                        Optional.of("agency"),
                        Set.of("a"),
                        Optional.of("v1"));
        assertThat(ALL.test(article)).isTrue();
        assertThat(exact.test(article)).isTrue();
        assertThat(exact.test(enriched("v2"))).isFalse();
        assertThat(
                        new Selection(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("paper"),
                                        Set.of(),
                                        Optional.empty())
                                .test(article))
                .isFalse();
        assertThat(exact.testId("b")).isFalse();
    }

    @Test
    void aChangeIsToldInWordsThatASearchFinds() {
        EnrichedArticle before = enriched("v1", "location:oslo", "person:kerry");
        EnrichedArticle after = enriched("v2", "location:oslo", "organization:nordhavn-bank");
        after.setLanguage(new DetectedLanguage("no", 1f));
        after.setSentiment(new Sentiment(SentimentLabel.NEGATIVE, -0.5f, 0.8f));

        Change change = Change.between(before, after);

        assertThat(change)
                .hasToString(
                        "a: language en -> no, sentiment none -> negative,"
                                + " +organization:nordhavn-bank, -person:kerry");
    }

    @Test
    void theReportAddsUpAndNamesVersions() {
        ReplayReport report = new ReplayReport();
        for (int i = 0; i < 4; i++) {
            report.sent();
        }
        report.returned(
                Change.between(
                        enriched("v1", "location:oslo"),
                        enriched("v2", "location:bergen", "location:oslo")));
        report.returned(Change.between(enriched("v2"), enriched("v2")));
        report.superseded();
        assertThat(report.complete()).isFalse();
        report.unanswered("d");

        assertThat(report.complete()).isFalse();
        assertThat(report.text().lines())
                .containsExactly(
                        "replayed 2 of 4 articles; 1 superseded by newer revisions, 1 failed",
                        "changed: entities of 1 articles (1 added, 0 removed), language of 0,"
                                + " sentiment of 0",
                        "enrichment v1 -> v2: 1 articles",
                        "enrichment v2: 1 articles",
                        "no answer: 1; see whether enrich runs, then replay them again",
                        "  d: no answer");
    }

    private static Selection selection(Instant since, Instant until) {
        return new Selection(
                Optional.ofNullable(since),
                Optional.ofNullable(until),
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    private static EnrichedArticle enriched(String version, String... entities) {
        return EnrichedArticles.enriched(
                        version,
                        Arrays.stream(entities)
                                .map(
                                        id ->
                                                new Entity(
                                                        id,
                                                        null,
                                                        id,
                                                        EntityType.LOCATION,
                                                        1f,
                                                        null,
                                                        List.of()))
                                .toList())
                .build();
    }
}
