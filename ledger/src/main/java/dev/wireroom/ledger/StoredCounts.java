package dev.wireroom.ledger;

/**
 * What the sink counted for a source.
 *
 * @param stored revisions
 * @param deleted withdrawals
 * @param refused records that could not be stored
 */
public record StoredCounts(long stored, long deleted, long refused) {
    public static final StoredCounts NONE = new StoredCounts(0, 0, 0);
}
