package dev.wireroom.enrich.text.duplicate;

/**
 * A passage that two bodies have in common, as half-open ranges of UTF-16 code units.
 *
 * @param words how many words it has
 */
public record SharedPassage(int begin, int end, int otherBegin, int otherEnd, int words) {}
