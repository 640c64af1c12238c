package dev.wireroom.launcher.shadow;

import static dev.wireroom.launcher.shadow.DifferenceTest.entity;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Analysis;
import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SentimentLabel;
import dev.wireroom.launcher.EnrichedArticles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShadowReportTest {
    private static final Sentiment GOOD = new Sentiment(SentimentLabel.POSITIVE, 0.5f, 0.7f);
    private static final Sentiment BAD = new Sentiment(SentimentLabel.NEGATIVE, -0.25f, 0.6f);

    private final ShadowReport report = new ShadowReport(1);

    @Test
    void seesNoChangeWhereThereIsNone() {
        EnrichedArticle article = enriched("v1", GOOD, entity(EntityType.PERSON, "Kerry", BAD, 0));
        report.add(article, article, 2_000_000);

        assertThat(report.values())
                .containsEntry("compared", 1L)
                .containsEntry("changed", 0L)
                .containsEntry("entitiesKept", 1L)
                .containsEntry("meanScoreChange", 0.0)
                .containsEntry("millisPerArticle", 2.0)
                .containsEntry("examples", List.of());
    }

    @Test
    void countsWhatComesGoesAndMoves() {
        EnrichedArticle before =
                enriched(
                        "v1",
                        GOOD,
                        entity(EntityType.PERSON, "Siemens", null, 0),
                        entity(EntityType.PERSON, "Kerry", null, 20),
                        entity(EntityType.LOCATION, "Lagos", null, 40));
        EnrichedArticle after =
                enriched(
                        "v2",
                        GOOD,
                        entity(EntityType.ORGANIZATION, "Siemens", null, 0),
                        entity(EntityType.PERSON, "John Kerry", null, 20, 25),
                        entity(EntityType.PERSON, "Okafor", null, 60));
        report.add(before, after, 0);
        report.add(before, after, 0);

        assertThat(report.values())
                .containsEntry("changed", 2L)
                .containsEntry("entitiesKept", 0L)
                .containsEntry("entitiesGained", Map.of("person", Map.of("Okafor", 2)))
                .containsEntry("entitiesLost", Map.of("location", Map.of("Lagos", 2)))
                .containsEntry("entitiesRetyped", Map.of("Siemens: person -> organization", 2))
                .containsEntry("entitiesRenamed", Map.of("Kerry -> John Kerry", 2))
                .containsEntry("mentionsGained", 4L)
                .containsEntry("mentionsLost", 2L)
                .containsEntry("inService", Map.of("v1", 2))
                .containsEntry("shadow", "v2");
        assertThat(ShadowText.of(report))
                .contains("mentions gained 4, lost 2")
                .contains("+ Okafor ×2")
                .contains("- Lagos ×2")
                .contains("retyped 2: Siemens: person -> organization ×2");
        assertThat(report.examples()).as("no more than asked for").hasSize(1);
    }

    @Test
    void skipsWhatNeitherModelReads() {
        EnrichedArticle swahili =
                EnrichedArticles.enriched("v1", List.of())
                        .setAnalysis(
                                new Analysis(
                                        AnalysisStatus.NOT_ANALYSED, "language-not-supported", 0))
                        .build();
        report.add(swahili, swahili, 0);
        report.skip("withdrawn");

        assertThat(report.size()).isZero();
        assertThat(ShadowText.of(report))
                .isEqualTo(
                        """
                        Nothing could be compared.
                        skipped: 1 not analysed: language-not-supported, 1 withdrawn
                        """);
    }

    @Test
    void countsAnArticleThatOnlyOneModelReads() {
        EnrichedArticle unread =
                EnrichedArticles.enriched("v1", List.of())
                        .setAnalysis(
                                new Analysis(
                                        AnalysisStatus.NOT_ANALYSED, "language-not-supported", 0))
                        .build();
        report.add(enriched("v1", GOOD), unread, 0);

        assertThat(report.values()).containsEntry("changed", 1L);
        assertThat(report.skipped()).isEmpty();
    }

    @Test
    void countsSentimentsByWhereTheyWent() {
        Entity kerry = entity(EntityType.PERSON, "Kerry", GOOD, 0);
        report.add(
                enriched("v1", GOOD, kerry),
                enriched("v2", BAD, entity(EntityType.PERSON, "Kerry", null, 0)),
                0);
        report.add(enriched("v1", null, kerry), enriched("v2", GOOD, kerry), 0);

        assertThat(report.values())
                .containsEntry("entitySentimentsChanged", 1L)
                .containsEntry(
                        "sentiments",
                        Map.of("positive", Map.of("negative", 1), "none", Map.of("positive", 1)))
                .containsEntry("meanScoreChange", 0.75);
        assertThat(ShadowText.of(report))
                .contains("2 articles compared, 2 would change (100.0 %)")
                .contains("positive")
                .contains("toward Kerry positive -> none");
    }

    private static EnrichedArticle enriched(
            String version, Sentiment sentiment, Entity... entities) {
        return EnrichedArticles.enriched(version, List.of(entities))
                .setSentiment(sentiment)
                .build();
    }
}
