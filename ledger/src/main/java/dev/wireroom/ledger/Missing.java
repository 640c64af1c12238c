package dev.wireroom.ledger;

/**
 * An article that has not got as far as it should.
 *
 * @param id key of its record: the article id
 * @param source "?" where it can't be read
 * @param from where it is missing
 * @param lastSeen the last record of it that is there
 */
public record Missing(String id, String source, From from, Place lastSeen) {

    /** What an article can be missing from. */
    public enum From {
        /** It is in the log of record; enrich never put it out. */
        ENRICHED,
        /** Enrich put it out; the store does not have that revision. */
        STORAGE
    }
}
