package dev.wireroom.enrich.text.duplicate;

import java.util.List;

/**
 * What makes an article a near-duplicate of another.
 *
 * @param duplicateOf id of the other article
 * @param score 1 for identical; shared share of all shingles (Jaccard) for syndicated; shared share
 *     of the shorter text's shingles (containment) for partial
 * @param passages the longest ones, at most {@link Comparison#MAX_PASSAGES}, in reading order of
 *     the article
 */
public record Duplicate(
        String duplicateOf, DuplicateKind kind, double score, List<SharedPassage> passages) {
    public Duplicate {
        passages = List.copyOf(passages);
    }
}
