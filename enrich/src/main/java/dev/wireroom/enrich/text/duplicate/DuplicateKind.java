package dev.wireroom.enrich.text.duplicate;

/** How an article repeats another. */
public enum DuplicateKind {
    /** The same words in the same order; case, punctuation and space may differ. */
    IDENTICAL,
    /** The same text with edits: more than half of all runs of five words are common to both. */
    SYNDICATED,
    /** A good part of the shorter text stands in the longer. */
    PARTIAL
}
