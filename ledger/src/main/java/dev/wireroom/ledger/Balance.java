package dev.wireroom.ledger;

import dev.wireroom.contract.LedgerOutcome;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What became of one source's records, and whether it adds up:
 *
 * <ol>
 *   <li>at the door: acknowledged = accepted, or fewer where records came past the door;
 *   <li>at enrich: accepted = fresh + updated + corrected + withdrawn + unchanged + late +
 *       deadLettered + held;
 *   <li>at the sink: fresh + updated + corrected + withdrawn = stored + deleted + refused +
 *       expired.
 * </ol>
 *
 * A difference is what the left side has more than the right. Right after a burst it is work under
 * way; one that stays is a loss. A negative one is a surplus: something was counted twice, or came
 * in by a way that does not count; nothing is missing for it.
 *
 * @param acknowledged what ingest told producers that it has
 * @param accepted what enrich read from the log of record; what was acknowledged, where enrich does
 *     not count that
 * @param acceptedByEnrich whether enrich counted {@code accepted}
 * @param held embargoed, waiting for their time
 * @param stored null, like the members behind it, where the store can't be read
 * @param refused by the sink, each with a dead letter
 * @param expired not stored: older than retention keeps when it came
 */
public record Balance(
        String source,
        long acknowledged,
        long accepted,
        boolean acceptedByEnrich,
        long fresh,
        long updated,
        long corrected,
        long withdrawn,
        long unchanged,
        long late,
        long deadLettered,
        long held,
        @Nullable Long stored,
        @Nullable Long deleted,
        @Nullable Long refused,
        @Nullable Long expired,
        long doorDifference,
        long enrichDifference,
        @Nullable Long storeDifference) {

    /**
     * Draws up the balance.
     *
     * @param ingest ingest's counts of this source, by outcome
     * @param enrich enrich's
     * @param store the sink's, or null where they are unknown
     */
    public static Balance of(
            String source,
            Map<LedgerOutcome, Long> ingest,
            Map<LedgerOutcome, Long> enrich,
            @Nullable StoredCounts store) {
        long acknowledged = ingest.getOrDefault(LedgerOutcome.ACCEPTED, 0L);
        boolean byEnrich = enrich.containsKey(LedgerOutcome.ACCEPTED);
        return new Balance(
                        source,
                        acknowledged,
                        byEnrich ? enrich.getOrDefault(LedgerOutcome.ACCEPTED, 0L) : acknowledged,
                        byEnrich,
                        enrich.getOrDefault(LedgerOutcome.NEW, 0L),
                        enrich.getOrDefault(LedgerOutcome.UPDATED, 0L),
                        enrich.getOrDefault(LedgerOutcome.CORRECTED, 0L),
                        enrich.getOrDefault(LedgerOutcome.WITHDRAWN, 0L),
                        enrich.getOrDefault(LedgerOutcome.UNCHANGED, 0L),
                        enrich.getOrDefault(LedgerOutcome.LATE, 0L),
                        enrich.getOrDefault(LedgerOutcome.DEAD_LETTERED, 0L),
                        enrich.getOrDefault(LedgerOutcome.HELD, 0L),
                        store == null ? null : store.stored(),
                        store == null ? null : store.deleted(),
                        store == null ? null : store.refused(),
                        store == null ? null : store.expired(),
                        0,
                        0,
                        null)
                .subtracted();
    }

    /** All sources together; unknown in storage where any of them is. */
    public static Balance total(List<Balance> balances) {
        return new Balance(
                "total",
                sum(balances, Balance::acknowledged),
                sum(balances, Balance::accepted),
                balances.stream().allMatch(Balance::acceptedByEnrich),
                sum(balances, Balance::fresh),
                sum(balances, Balance::updated),
                sum(balances, Balance::corrected),
                sum(balances, Balance::withdrawn),
                sum(balances, Balance::unchanged),
                sum(balances, Balance::late),
                sum(balances, Balance::deadLettered),
                sum(balances, Balance::held),
                sumOfKnown(balances, Balance::stored),
                sumOfKnown(balances, Balance::deleted),
                sumOfKnown(balances, Balance::refused),
                sumOfKnown(balances, Balance::expired),
                sum(balances, Balance::doorDifference),
                sum(balances, Balance::enrichDifference),
                sumOfKnown(balances, Balance::storeDifference));
    }

    /** Revisions that enrich put out. */
    public long enriched() {
        return fresh + updated + corrected + withdrawn;
    }

    /** Whether all three sides are known and nothing is missing at any of them. */
    public boolean closes() {
        return missing() == 0 && storeDifference != null;
    }

    /** How many records are missing by the counts, over all three sides. */
    public long missing() {
        return Math.max(0, doorDifference)
                + Math.max(0, enrichDifference)
                + Math.max(0, storeDifference == null ? 0 : storeDifference);
    }

    /** Whether anything was counted more often than it came in. */
    public boolean hasSurplus() {
        return enrichDifference < 0 || (storeDifference != null && storeDifference < 0);
    }

    private Balance subtracted() {
        long ended = enriched() + unchanged + late + deadLettered + held;
        return new Balance(
                source,
                acknowledged,
                accepted,
                acceptedByEnrich,
                fresh,
                updated,
                corrected,
                withdrawn,
                unchanged,
                late,
                deadLettered,
                held,
                stored,
                deleted,
                refused,
                expired,
                acknowledged - accepted,
                accepted - ended,
                stored == null || deleted == null || refused == null || expired == null
                        ? null
                        : enriched() - (stored + deleted + refused + expired));
    }

    private static long sum(List<Balance> balances, ToLongFunction<Balance> member) {
        return balances.stream().mapToLong(member).sum();
    }

    private static @Nullable Long sumOfKnown(
            List<Balance> balances, Function<Balance, @Nullable Long> member) {
        long sum = 0;
        for (Balance balance : balances) {
            Long value = member.apply(balance);
            if (value == null) {
                return null;
            }
            sum += value;
        }
        return sum;
    }
}
