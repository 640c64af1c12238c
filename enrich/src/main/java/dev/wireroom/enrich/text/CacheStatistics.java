package dev.wireroom.enrich.text;

/**
 * Counters of the per-sentence cache since the start.
 *
 * @param hits sentences whose analysis was found
 * @param misses sentences that went through the model
 * @param entries sentences held now
 */
public record CacheStatistics(long hits, long misses, long entries) {

    /** Share of sentences found, 0 to 1; 0 before the first sentence. */
    public double hitRate() {
        long asked = hits + misses;
        return asked == 0 ? 0 : (double) hits / asked;
    }
}
