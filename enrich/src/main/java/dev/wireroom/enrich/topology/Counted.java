package dev.wireroom.enrich.topology;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import dev.wireroom.enrich.state.RawRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One record for the ledger.
 *
 * @param sourceId "?" where it could not be read
 * @param minute start of the minute in which the record entered wireroom.articles
 * @param count 1; -1 where the record leaves a state that it was counted in
 */
record Counted(String sourceId, Stage stage, LedgerOutcome outcome, Instant minute, long count) {

    /** What stands for a source that could not be read. */
    static final String UNKNOWN_SOURCE = "?";

    static Counted enriching(String sourceId, LedgerOutcome outcome, long acceptedAtMillis) {
        return enriching(sourceId, outcome, Instant.ofEpochMilli(acceptedAtMillis), 1);
    }

    /** An arrival of this source waits for its embargo to end. */
    static Counted held(String sourceId, RawRecord raw) {
        return enriching(sourceId, LedgerOutcome.HELD, raw.timestamp());
    }

    /** It waits no more: what it is instead is counted beside this. */
    static Counted heldNoMore(String sourceId, RawRecord raw) {
        return enriching(sourceId, LedgerOutcome.HELD, Instant.ofEpochMilli(raw.timestamp()), -1);
    }

    /** What was read from the log of record, whatever becomes of it. */
    static Counted accepted(Fate read) {
        return switch (read) {
            case Fate.Arrived it ->
                    enriching(
                            it.article().getSourceId(),
                            LedgerOutcome.ACCEPTED,
                            it.raw().timestamp());
            case Fate.Dead it -> {
                Counted dead = dead(it.letter());
                yield new Counted(
                        dead.sourceId, dead.stage, LedgerOutcome.ACCEPTED, dead.minute, 1);
            }
            case Fate.Enriched it -> throw new IllegalArgumentException("read already: " + it);
            case Fate.Noted it -> throw new IllegalArgumentException("read already: " + it);
        };
    }

    private static Counted enriching(
            String sourceId, LedgerOutcome outcome, Instant acceptedAt, long count) {
        return new Counted(sourceId, Stage.ENRICH, outcome, minute(acceptedAt), count);
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
        return enriching(article.getSourceId(), outcome, article.getOrigin().getTimestamp(), 1);
    }

    static Counted dead(DeadLetter letter) {
        return new Counted(
                letter.getSourceId() == null ? UNKNOWN_SOURCE : letter.getSourceId(),
                letter.getStage(),
                LedgerOutcome.DEAD_LETTERED,
                minute(letter.getOrigin().getTimestamp()),
                1);
    }

    private static Instant minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES);
    }
}
