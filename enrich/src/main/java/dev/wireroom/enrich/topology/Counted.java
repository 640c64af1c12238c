package dev.wireroom.enrich.topology;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One record for the ledger.
 *
 * @param sourceId "?" where it could not be read
 * @param minute start of the minute in which the record entered wireroom.articles
 */
record Counted(String sourceId, Stage stage, LedgerOutcome outcome, Instant minute) {

    /** What stands for a source that could not be read. */
    static final String UNKNOWN_SOURCE = "?";

    static Counted enriching(String sourceId, LedgerOutcome outcome, long acceptedAtMillis) {
        return new Counted(
                sourceId, Stage.ENRICH, outcome, minute(Instant.ofEpochMilli(acceptedAtMillis)));
    }

    static Counted enriched(EnrichedArticle article) {
        LedgerOutcome outcome =
                switch (article.getRevision().getOutcome()) {
                    case NEW -> LedgerOutcome.NEW;
                    case UPDATED -> LedgerOutcome.UPDATED;
                    case CORRECTED -> LedgerOutcome.CORRECTED;
                    case WITHDRAWN -> LedgerOutcome.WITHDRAWN;
                    case UNKNOWN -> LedgerOutcome.UNKNOWN;
                };
        return new Counted(
                article.getSourceId(),
                Stage.ENRICH,
                outcome,
                minute(article.getOrigin().getTimestamp()));
    }

    static Counted dead(DeadLetter letter) {
        return new Counted(
                letter.getSourceId() == null ? UNKNOWN_SOURCE : letter.getSourceId(),
                letter.getStage(),
                LedgerOutcome.DEAD_LETTERED,
                minute(letter.getOrigin().getTimestamp()));
    }

    private static Instant minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES);
    }
}
