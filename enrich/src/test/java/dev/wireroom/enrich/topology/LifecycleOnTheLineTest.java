package dev.wireroom.enrich.topology;

import static dev.wireroom.contract.LedgerOutcome.ACCEPTED;
import static dev.wireroom.enrich.topology.ArticleBuilder.MORNING;
import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Analysis;
import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.FieldChange;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.contract.Stage;
import dev.wireroom.enrich.lifecycle.FieldWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleOnTheLineTest {

    private static final Instant NINE = MORNING.plusSeconds(3600);
    private static final Instant TEN = NINE.plusSeconds(3600);

    private Line line = new Line();

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void aFirstArrivalIsNewAndAnalysed() {
        line.push(anArticle().saying("It rained in Nairobi all day.").build());

        EnrichedArticle enriched = line.enriched().getFirst();
        assertThat(enriched.getRevision().getNumber()).isEqualTo(1);
        assertThat(enriched.getRevision().getOutcome()).isEqualTo(RevisionOutcome.NEW);
        assertThat(enriched.getRevision().getPreviousContentHash()).isNull();
        assertThat(enriched.getRevision().getChanges()).isEmpty();
        assertThat(enriched.getEntities())
                .singleElement()
                .satisfies(e -> assertThat(e.getMentions()).hasSize(2));
        assertThat(enriched.getAnalysis())
                .isEqualTo(new Analysis(AnalysisStatus.ANALYSED, null, 29));
        assertThat(enriched.getEnrichmentVersion()).isEqualTo("word-list-1");
        assertThat(enriched.getOrigin().getTopic()).isEqualTo("wireroom.articles");
    }

    @Test
    void anUpdateSaysHowManyWordsOfWhichFieldChanged() {
        Article first = anArticle().saying("one two two three").build();
        line.push(first);
        line.push(anArticle().titled("Rain in Mombasa").saying("one two four five six").build());

        EnrichedArticle second = line.enriched().getLast();
        assertThat(second.getRevision().getNumber()).isEqualTo(2);
        assertThat(second.getRevision().getOutcome()).isEqualTo(RevisionOutcome.UPDATED);
        assertThat(second.getRevision().getPreviousContentHash()).isEqualTo(first.getContentHash());
        assertThat(second.getRevision().getChanges())
                .containsExactly(new FieldChange("title", 1, 1), new FieldChange("body", 3, 2));
    }

    @Test
    void wordsThatOnlyMovedAreAChangeWithoutCounts() {
        line.push(anArticle().saying("one two three").build());
        line.push(anArticle().saying("three two one").build());

        assertThat(line.enriched().getLast().getRevision().getChanges())
                .containsExactly(new FieldChange("body", 0, 0));
    }

    @Test
    void aRevisionMarkedAsCorrectionIsCorrected() {
        line.push(anArticle().build());
        line.push(anArticle().saying("It did not rain.").asCorrection().build());

        assertThat(line.enriched().getLast().getRevision().getOutcome())
                .isEqualTo(RevisionOutcome.CORRECTED);
    }

    @Test
    void theSameContentAgainStopsHereWithoutBeingAnalysed() {
        line.push(anArticle().build());
        line.push(anArticle().receivedAt(TEN).build());

        assertThat(line.enriched()).hasSize(1);
        assertThat(line.annotator().calls()).isEqualTo(1);
        assertThat(line.ledger(Stage.ENRICH))
                .isEqualTo(
                        Map.of(ACCEPTED, 2L, LedgerOutcome.NEW, 1L, LedgerOutcome.UNCHANGED, 1L));
    }

    @Test
    void anOlderVersionNeverOverwritesANewerOne() {
        line.push(anArticle().made(TEN).saying("the newer").build());
        line.push(anArticle().made(NINE).saying("the older").build());

        assertThat(line.enriched())
                .extracting(e -> e.getArticle().getBody())
                .containsExactly("the newer");
        assertThat(line.ledger(Stage.ENRICH))
                .isEqualTo(Map.of(ACCEPTED, 2L, LedgerOutcome.NEW, 1L, LedgerOutcome.LATE, 1L));
    }

    @Test
    void versionLabelsOrderRevisionsOfTheSameTime() {
        line.push(anArticle().made(NINE).versioned("10").saying("ten").build());
        line.push(anArticle().made(NINE).versioned("9").saying("nine").build());

        assertThat(line.enriched())
                .extracting(e -> e.getArticle().getBody())
                .containsExactly("ten");
    }

    @Test
    void withoutAnOrderOfThePublisherTheLastArrivalWins() {
        line.push(anArticle().saying("first").build());
        line.push(anArticle().saying("second").build());

        assertThat(line.enriched())
                .extracting(e -> e.getArticle().getBody())
                .containsExactly("first", "second");
    }

    @Test
    void supersededContentPushedAgainIsLateUnlessThePublisherSaysThatItIsNewer() {
        line.push(anArticle().saying("first").build());
        line.push(anArticle().made(NINE).saying("second").build());
        line.push(anArticle().saying("first").build());
        line.push(anArticle().made(TEN).saying("first").build());

        assertThat(line.enriched())
                .extracting(e -> e.getArticle().getBody())
                .containsExactly("first", "second", "first");
        assertThat(line.ledger(Stage.ENRICH).get(LedgerOutcome.LATE)).isEqualTo(1);
    }

    @Test
    void aRevertMarkedAsCorrectionIsPublished() {
        line.push(anArticle().saying("first").build());
        line.push(anArticle().saying("second").build());
        line.push(anArticle().saying("first").asCorrection().build());

        assertThat(line.enriched())
                .extracting(e -> e.getRevision().getOutcome())
                .containsExactly(
                        RevisionOutcome.NEW, RevisionOutcome.UPDATED, RevisionOutcome.CORRECTED);
    }

    @Test
    void aWithdrawalWithoutATimeIsPassedOnlyByWhatWasMadeAfterItsReceipt() {
        line.push(anArticle().made(MORNING).saying("first").build());
        line.push(anArticle().canceled().receivedAt(TEN).build());
        line.push(anArticle().made(NINE).saying("made before, came after").build());
        assertThat(line.enriched())
                .extracting(e -> e.getRevision().getOutcome())
                .containsExactly(RevisionOutcome.NEW, RevisionOutcome.WITHDRAWN);

        line.push(anArticle().made(TEN.plusSeconds(1)).saying("cleared").build());
        assertThat(line.enriched())
                .extracting(e -> e.getArticle().getBody())
                .containsExactly("cleared");
    }

    @Test
    void aReleasedArticleThatFailedCanBePushedAgain() {
        Article poison =
                anArticle()
                        .withheld()
                        .until(NINE)
                        .saying("quite " + WordListAnnotator.POISON)
                        .build();
        line.push(poison);
        line.advance(Duration.ofHours(2));
        assertThat(line.deadLetters()).hasSize(1);
        line.push(poison);

        assertThat(line.deadLetters()).hasSize(1);
    }

    @Test
    void aRevisionWithoutATimeDoesNotOpenTheDoorToOldOnes() {
        line.push(anArticle().made(TEN).saying("ten").build());
        line.push(anArticle().saying("undated").build());
        line.push(anArticle().made(NINE).saying("nine").build());

        assertThat(line.enriched())
                .extracting(e -> e.getArticle().getBody())
                .containsExactly("ten", "undated");
    }

    @Test
    void aCancellationTakesTheContentOutAndLeavesNoneBehind() {
        line.push(anArticle().titled("Secret").saying("a b c").build());
        line.push(anArticle().titled("Secret").saying("a b c").canceled().build());

        EnrichedArticle withdrawn = line.enriched().getLast();
        assertThat(withdrawn.getRevision().getOutcome()).isEqualTo(RevisionOutcome.WITHDRAWN);
        assertThat(withdrawn.getRevision().getNumber()).isEqualTo(2);
        assertThat(withdrawn.getArticle().getTitle()).isNull();
        assertThat(withdrawn.getArticle().getBody()).isNull();
        assertThat(withdrawn.getArticle().getPublishingStatus())
                .isEqualTo(PublishingStatus.CANCELED);
        assertThat(withdrawn.getAnalysis())
                .isEqualTo(new Analysis(AnalysisStatus.NOT_ANALYSED, "withdrawn", 0));
        assertThat(withdrawn.getEntities()).isEmpty();
        assertThat(withdrawn.getRevision().getChanges())
                .containsExactly(
                        new FieldChange("publishingStatus", 1, 1),
                        new FieldChange("title", 0, 1),
                        new FieldChange("body", 0, 3));
        assertThat(line.states().get(withdrawn.getArticleId()).fields())
                .extracting(FieldWords::field)
                .containsExactly("publishingStatus", "editorialSignal");
        assertThat(line.annotator().calls()).isEqualTo(1);
    }

    @Test
    void aRepeatedDeliveryDoesNotBringWithdrawnContentBack() {
        Article first = anArticle().build();
        line.push(first).push(anArticle().canceled().build()).push(first);

        assertThat(line.enriched())
                .extracting(e -> e.getRevision().getOutcome())
                .containsExactly(RevisionOutcome.NEW, RevisionOutcome.WITHDRAWN);
        assertThat(line.ledger(Stage.ENRICH))
                .isEqualTo(
                        Map.of(
                                ACCEPTED,
                                3L,
                                LedgerOutcome.NEW,
                                1L,
                                LedgerOutcome.WITHDRAWN,
                                1L,
                                LedgerOutcome.LATE,
                                1L));
    }

    @Test
    void aVersionMadeAfterTheWithdrawalIsPublished() {
        line.push(anArticle().made(NINE).build());
        line.push(anArticle().made(TEN).canceled().build());
        line.push(anArticle().made(TEN.plusSeconds(1)).saying("Now cleared.").build());

        assertThat(line.enriched())
                .extracting(e -> e.getRevision().getOutcome())
                .containsExactly(
                        RevisionOutcome.NEW, RevisionOutcome.WITHDRAWN, RevisionOutcome.UPDATED);
    }

    @Test
    void aCancellationMayComeFirst() {
        line.push(anArticle().made(TEN).canceled().build());
        line.push(anArticle().made(NINE).build());

        assertThat(line.enriched())
                .extracting(e -> e.getRevision().getOutcome())
                .containsExactly(RevisionOutcome.WITHDRAWN);
    }

    @Test
    void anEmbargoedArticleIsNotSeenBeforeItsTimeEvenAfterARestart() {
        line.push(anArticle().withheld().until(NINE).build());
        line.advance(Duration.ofMinutes(30));
        assertThat(line.enriched()).isEmpty();
        assertThat(line.annotator().calls()).isZero();

        line = line.restartedAfter(Duration.ofMinutes(20));
        line.advance(Duration.ofSeconds(9 * 60 + 59));
        assertThat(line.enriched()).isEmpty();

        line.advance(Duration.ofSeconds(2));
        EnrichedArticle released = line.enriched().getFirst();
        assertThat(released.getRevision().getOutcome()).isEqualTo(RevisionOutcome.NEW);
        assertThat(released.getArticle().getPublishingStatus()).isEqualTo(PublishingStatus.USABLE);
        assertThat(released.getOrigin().getTimestamp()).isEqualTo(MORNING);
        assertThat(line.embargoes().all()).isExhausted();
        assertThat(line.states().get(released.getArticleId()).held()).isNull();
        assertThat(line.ledger(Stage.ENRICH))
                .isEqualTo(Map.of(LedgerOutcome.HELD, -1L, LedgerOutcome.NEW, 1L));
    }

    @Test
    void aCancellationBeforeTheEmbargoEndsMeansItIsNeverSeen() {
        line.push(anArticle().withheld().until(NINE).saying("secret").build());
        line.push(anArticle().canceled().build());
        assertThat(line.embargoes().all()).isExhausted();
        line.advance(Duration.ofHours(2));

        assertThat(line.enriched())
                .extracting(e -> e.getRevision().getOutcome())
                .containsExactly(RevisionOutcome.WITHDRAWN);
        assertThat(line.ledger(Stage.ENRICH))
                .isEqualTo(
                        Map.of(ACCEPTED, 2L, LedgerOutcome.WITHDRAWN, 1L, LedgerOutcome.LATE, 1L));
    }

    @Test
    void aNewerEmbargoedVersionTakesThePlaceOfTheOneThatWaits() {
        line.push(anArticle().withheld().until(NINE).made(MORNING).saying("draft").build());
        line.push(
                anArticle()
                        .withheld()
                        .until(NINE)
                        .made(MORNING.plusSeconds(1))
                        .saying("final")
                        .build());
        line.advance(Duration.ofHours(1));

        assertThat(line.enriched())
                .extracting(e -> e.getArticle().getBody())
                .containsExactly("final");
        assertThat(line.ledger(Stage.ENRICH))
                .isEqualTo(Map.of(ACCEPTED, 2L, LedgerOutcome.NEW, 1L, LedgerOutcome.LATE, 1L));
    }

    @Test
    void whatIsPublishedStaysWhileItsNextVersionWaits() {
        line.push(anArticle().made(MORNING).saying("now").build());
        line.push(anArticle().made(NINE).withheld().until(TEN).saying("later").build());
        assertThat(line.enriched())
                .extracting(e -> e.getArticle().getBody())
                .containsExactly("now");
        line.advance(Duration.ofHours(2));

        assertThat(line.enriched())
                .extracting(e -> e.getRevision().getOutcome())
                .containsExactly(RevisionOutcome.UPDATED);
    }

    @Test
    void withheldWithoutATimeWaitsForThePublisher() {
        line.push(anArticle().made(MORNING).withheld().saying("draft").build());
        line.advance(Duration.ofDays(400));
        assertThat(line.enriched()).isEmpty();
        line.push(anArticle().made(NINE).saying("cleared").build());

        List<EnrichedArticle> enriched = line.enriched();
        assertThat(enriched).extracting(e -> e.getArticle().getBody()).containsExactly("cleared");
        assertThat(line.embargoes().all()).isExhausted();
    }
}
