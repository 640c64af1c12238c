package dev.wireroom.ingest.fetch;

/**
 * How much of a body is taken in.
 *
 * @param maxBytes most bytes, decoded; and as received, as no coding makes things longer
 * @param maxRatio most decoded bytes for one received, past the first {@link #FREE_BYTES}
 * @param cut whether a longer body is used up to there, as RFC 9309 has it for robots.txt, rather
 *     than refused
 */
record BodyLimits(int maxBytes, int maxRatio, boolean cut) {

    /** Short documents compress as well as they like. */
    static final long FREE_BYTES = 1024 * 1024;
}
