package dev.wireroom.enrich.topology;

import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.contract.Stage;
import dev.wireroom.enrich.lifecycle.ArticleState;
import dev.wireroom.schema.topics.ReplayHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplaysOnTheLineTest {

    private static final Map<LedgerOutcome, Long> COUNTED_ONCE =
            Map.of(LedgerOutcome.ACCEPTED, 1L, LedgerOutcome.NEW, 1L);

    private static final String STORY =
            "It rained in Nairobi all day and the river rose by a metre before the evening came,"
                    + " so that the bridges at the market had to be closed to lorries and buses."
                    + " The mayor said that the water would fall again by the end of the week.";

    private final Line line = new Line();

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void aRevisionSentAgainIsTheSameToTheByteAndBearsTheMark() {
        EnrichedArticle published = published(STORY);

        replay(published, ReplayHeaders.RESEND);

        TestRecord<String, EnrichedArticle> again = onlyRecord();
        assertThat(again.value()).isEqualTo(published);
        assertThat(ReplayHeaders.id(again.headers())).contains("replay-7");
        assertThat(again.headers().toArray()).hasSize(1);
        assertThat(line.annotator().calls()).as("analysed once only").isEqualTo(1);
    }

    @Test
    void aRevisionIsAnalysedAnewAndOtherwiseStaysWhatItWas() {
        EnrichedArticle published = published(STORY);
        EnrichedArticle byAnOlderModel =
                EnrichedArticle.newBuilder(published)
                        .setEnrichmentVersion("word-list-0")
                        .setEntities(List.of())
                        .setModels(List.of())
                        .setLanguage(new DetectedLanguage("sw", 0.4f))
                        .build();
        line.advance(Duration.ofMinutes(5));

        replay(byAnOlderModel, ReplayHeaders.ENRICH);

        EnrichedArticle anew = onlyRecord().value();
        assertThat(anew.getEnrichedAt()).isAfterOrEqualTo(line.now());
        assertThat(
                        EnrichedArticle.newBuilder(anew)
                                .setEnrichedAt(published.getEnrichedAt())
                                .build())
                .as("what the present model makes of it, in the same revision")
                .isEqualTo(published);
    }

    @Test
    void aReplayIsNotCountedAgain() {
        EnrichedArticle published = published(STORY);
        assertThat(line.ledger(Stage.ENRICH)).isEqualTo(COUNTED_ONCE);

        replay(published, ReplayHeaders.RESEND);
        replay(published, ReplayHeaders.ENRICH);
        line.replayRaw(Line.utf8("x"), new byte[] {1, 2}, headers(ReplayHeaders.RESEND));

        assertThat(line.enriched()).hasSize(2);
        assertThat(line.deadLetters()).hasSize(1);
        assertThat(line.ledgerEntries()).isEmpty();
    }

    @Test
    void aReplayNeverOvertakesANewerRevision() {
        EnrichedArticle first = published(STORY);
        EnrichedArticle second = published(STORY + " It fell on Thursday.");

        replay(first, ReplayHeaders.RESEND);
        replay(first, ReplayHeaders.ENRICH);
        assertThat(line.enriched()).isEmpty();

        replay(second, ReplayHeaders.RESEND);
        assertThat(onlyRecord().value()).isEqualTo(second);
    }

    @Test
    void aReplayNeverBringsBackWhatWasWithdrawn() {
        EnrichedArticle published = published(STORY);
        line.push(anArticle().canceled().build());
        EnrichedArticle withdrawal = line.enriched().getFirst();

        replay(published, ReplayHeaders.RESEND);
        assertThat(line.enriched()).isEmpty();
        replay(
                EnrichedArticle.newBuilder(published).setRevision(numbered(published, 2)).build(),
                ReplayHeaders.ENRICH);
        assertThat(line.enriched()).as("content under the withdrawal's number").isEmpty();

        replay(withdrawal, ReplayHeaders.ENRICH);
        EnrichedArticle again = onlyRecord().value();
        assertThat(again).isEqualTo(withdrawal);
        assertThat(again.getRevision().getOutcome()).isEqualTo(RevisionOutcome.WITHDRAWN);
    }

    @Test
    void otherContentUnderTheSameNumberIsNotTheLatest() {
        EnrichedArticle ours = published(STORY);
        line.states().delete(ours.getArticleId()); // a lost state starts counting anew
        published("Another text altogether.");

        replay(ours, ReplayHeaders.RESEND);

        assertThat(line.enriched()).isEmpty();
    }

    @Test
    void whatIsNotRememberedIsTakenAsItIs() {
        EnrichedArticle published = published(STORY);
        line.states().delete(published.getArticleId());

        replay(published, ReplayHeaders.RESEND);

        assertThat(onlyRecord().value()).isEqualTo(published);
    }

    @Test
    void aReplayChangesNothingThatIsRememberedOfTheArticle() {
        EnrichedArticle published = published(STORY);
        ArticleState before = line.states().get(published.getArticleId());

        replay(published, ReplayHeaders.ENRICH);

        assertThat(line.states().get(published.getArticleId())).isEqualTo(before);
        line.enriched();
        line.push(anArticle().saying(STORY).build());
        assertThat(line.enriched()).as("known content is still known").isEmpty();
    }

    @Test
    void aCopyKeepsItsOriginalAndTheOriginalStaysOne() {
        EnrichedArticle original = published(STORY);
        line.advance(Duration.ofMinutes(1));
        line.push(anArticle().from("paper").saying(STORY).build());
        EnrichedArticle copy = line.enriched().getFirst();
        assertThat(copy.getDuplicate().getDuplicateOf()).isEqualTo(original.getArticleId());

        replay(original, ReplayHeaders.ENRICH);
        assertThat(onlyRecord().value().getDuplicate()).isNull();
        replay(copy, ReplayHeaders.ENRICH);
        assertThat(onlyRecord().value().getDuplicate()).isEqualTo(copy.getDuplicate());
    }

    @Test
    void whatCannotBeReadOrAnalysedIsADeadLetterThatNamesTheReplay() {
        EnrichedArticle published = published(STORY);
        EnrichedArticle poisoned =
                EnrichedArticle.newBuilder(published)
                        .setArticle(
                                dev.wireroom.contract.Article.newBuilder(published.getArticle())
                                        .setBody(WordListAnnotator.POISON)
                                        .build())
                        .build();

        line.replayRaw(Line.utf8("other"), line.bytesOf(published), headers(ReplayHeaders.RESEND));
        line.replayRaw(Line.utf8("x"), new byte[] {1, 2, 3}, headers(ReplayHeaders.RESEND));
        replay(poisoned, ReplayHeaders.ENRICH);

        assertThat(line.enriched()).isEmpty();
        assertThat(line.deadLetters())
                .extracting(TestRecord::value)
                .allSatisfy(
                        letter -> {
                            assertThat(letter.getOrigin().getTopic()).isEqualTo("wireroom.replays");
                            assertThat(letter.getOriginalHeaders())
                                    .anySatisfy(
                                            h ->
                                                    assertThat(h.getKey())
                                                            .isEqualTo(ReplayHeaders.ID));
                        })
                .extracting(letter -> letter.getReasonCode())
                .containsExactly("key-mismatch", "not-avro", "enrichment-failed");
    }

    /** The headers of a record that a stranger put onto wireroom.articles do not leave enrich. */
    @Test
    void anArrivalCannotPassItselfOffAsAReplay() {
        var article = anArticle().build();
        line.pushRaw(
                Line.utf8(article.getArticleId()),
                line.bytesOf(article),
                headers(ReplayHeaders.RESEND));

        assertThat(ReplayHeaders.isReplay(onlyRecord().headers())).isFalse();
        assertThat(line.ledger(Stage.ENRICH)).isEqualTo(COUNTED_ONCE);
    }

    private EnrichedArticle published(String text) {
        line.push(anArticle().saying(text).build());
        List<EnrichedArticle> out = line.enriched();
        assertThat(out).hasSize(1);
        return out.getFirst();
    }

    private void replay(EnrichedArticle article, String mode) {
        line.replayRaw(Line.utf8(article.getArticleId()), line.bytesOf(article), headers(mode));
    }

    private TestRecord<String, EnrichedArticle> onlyRecord() {
        List<TestRecord<String, EnrichedArticle>> records = line.enrichedRecords();
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static dev.wireroom.contract.Revision numbered(EnrichedArticle article, int number) {
        return dev.wireroom.contract.Revision.newBuilder(article.getRevision())
                .setNumber(number)
                .build();
    }

    private static Headers headers(String mode) {
        return new RecordHeaders()
                .add(ReplayHeaders.ID, Line.utf8("replay-7"))
                .add(ReplayHeaders.MODE, Line.utf8(mode));
    }
}
