package dev.wireroom.console.line;

import dev.wireroom.contract.LedgerOutcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one source's records, and whether it adds up: accepted = fresh + updated +
 * corrected + withdrawn + unchanged + late + deadLettered, and what enrich put out = stored +
 * deleted + sinkDeadLettered. A difference right after a burst is work under way; one that stays is
 * a loss.
 *
 * @param enrichDifference accepted minus all of enrich's outcomes
 * @param stored null, like the members behind it, where the store can't be read
 * @param storeDifference what enrich put out minus what the sink did with it
 */
public record SourceBalance(
        String source,
        long accepted,
        long fresh,
        long updated,
        long corrected,
        long withdrawn,
        long unchanged,
        long late,
        long deadLettered,
        long enrichDifference,
        @Nullable Long stored,
        @Nullable Long deleted,
        @Nullable Long sinkDeadLettered,
        @Nullable Long storeDifference) {

    /** What the sink counted for a source. */
    public record StoredCounts(long stored, long deleted, long deadLettered) {
        public static final StoredCounts NONE = new StoredCounts(0, 0, 0);
    }

    /**
     * Draws up the balance.
     *
     * @param counted ingest's and enrich's counts of this source, by outcome
     * @param store the sink's counts, or null where they are unknown
     */
    public static SourceBalance of(
            String source, Map<LedgerOutcome, Long> counted, @Nullable StoredCounts store) {
        long accepted = count(counted, LedgerOutcome.ACCEPTED);
        long fresh = count(counted, LedgerOutcome.NEW);
        long updated = count(counted, LedgerOutcome.UPDATED);
        long corrected = count(counted, LedgerOutcome.CORRECTED);
        long withdrawn = count(counted, LedgerOutcome.WITHDRAWN);
        long unchanged = count(counted, LedgerOutcome.UNCHANGED);
        long late = count(counted, LedgerOutcome.LATE);
        long deadLettered = count(counted, LedgerOutcome.DEAD_LETTERED);
        long enriched = fresh + updated + corrected + withdrawn;
        return new SourceBalance(
                source,
                accepted,
                fresh,
                updated,
                corrected,
                withdrawn,
                unchanged,
                late,
                deadLettered,
                accepted - (enriched + unchanged + late + deadLettered),
                store == null ? null : store.stored(),
                store == null ? null : store.deleted(),
                store == null ? null : store.deadLettered(),
                store == null
                        ? null
                        : enriched - (store.stored() + store.deleted() + store.deadLettered()));
    }

    private static long count(Map<LedgerOutcome, Long> counted, LedgerOutcome outcome) {
        return counted.getOrDefault(outcome, 0L);
    }
}
