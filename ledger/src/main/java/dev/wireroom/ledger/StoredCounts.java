package dev.wireroom.ledger;

/**
 * What the sink counted for a source.
 *
 * @param stored revisions
 * @param deleted withdrawals
 * @param refused records that could not be stored
 * @param expired revisions that were older than retention keeps when they came
 */
public record StoredCounts(long stored, long deleted, long refused, long expired) {
    public static final StoredCounts NONE = new StoredCounts(0, 0, 0, 0);
}
