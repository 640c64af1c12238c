package dev.wireroom.enrich.text.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares two articles word by word, exactly, and explains what they share.
 *
 * <p>Shingle sets give the kind and the score. Passages are found greedily: from each word of the
 * article the longest run that also stands in the other, trying at most eight places where its
 * first five words do. Linear: passages don't overlap in the article.
 */
public final class Comparison {
    /** Passages reported. */
    public static final int MAX_PASSAGES = 20;

    private static final double SYNDICATED_JACCARD = 0.5;
    private static final double PARTIAL_CONTAINMENT = 0.3;

    /** Fewer shared words than this are a quotation or a form of words, not a copy. */
    private static final int MIN_SHARED_WORDS = 30;

    private static final int MIN_PASSAGE_WORDS = 8;
    private static final int MAX_PLACES = 8;

    private Comparison() {}

    /** How {@code article} repeats {@code other}; empty when it does not. */
    public static Optional<Duplicate> compare(Fingerprint article, Fingerprint other) {
        if (article.words() == 0 || other.words() == 0) {
            return Optional.empty();
        }
        if (Arrays.equals(article.hashes(), other.hashes())) {
            return Optional.of(
                    new Duplicate(
                            other.articleId(),
                            DuplicateKind.IDENTICAL,
                            1,
                            passages(article, other)));
        }
        long[] mine = Sketch.distinct(article.shingles());
        long[] theirs = Sketch.distinct(other.shingles());
        int shared = shared(mine, theirs);
        double jaccard = (double) shared / (mine.length + theirs.length - shared);
        double containment = (double) shared / Math.min(mine.length, theirs.length);
        if (jaccard > SYNDICATED_JACCARD) {
            return Optional.of(
                    new Duplicate(
                            other.articleId(),
                            DuplicateKind.SYNDICATED,
                            jaccard,
                            passages(article, other)));
        }
        if (containment < PARTIAL_CONTAINMENT) {
            return Optional.empty();
        }
        List<SharedPassage> passages = passages(article, other);
        int words = passages.stream().mapToInt(SharedPassage::words).sum();
        return words < MIN_SHARED_WORDS
                ? Optional.empty()
                : Optional.of(
                        new Duplicate(
                                other.articleId(), DuplicateKind.PARTIAL, containment, passages));
    }

    /**
     * The candidate that an article repeats most: the kind first, then the score, then the order of
     * candidates. A candidate with the article's own id is no candidate.
     */
    public static Optional<Duplicate> best(
            Fingerprint article, Collection<Fingerprint> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.articleId().equals(article.articleId()))
                .flatMap(candidate -> compare(article, candidate).stream())
                .min(
                        Comparator.comparing(Duplicate::kind)
                                .thenComparing(
                                        Comparator.comparingDouble(Duplicate::score).reversed()));
    }

    private static int shared(long[] mine, long[] theirs) {
        int shared = 0;
        for (int i = 0, j = 0; i < mine.length && j < theirs.length; ) {
            int order = Long.compare(mine[i], theirs[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return shared;
    }

    private static List<SharedPassage> passages(Fingerprint article, Fingerprint other) {
        long[] mine = article.shingles();
        Map<Long, int[]> places = places(other.shingles());
        List<SharedPassage> found = new ArrayList<>();
        for (int word = 0; word < mine.length; ) {
            int[] candidates = places.get(mine[word]);
            int length = 0;
            int at = -1;
            if (candidates != null) {
                for (int place : candidates) {
                    int run = run(article, word, other, place);
                    if (run > length) {
                        length = run;
                        at = place;
                    }
                }
            }
            if (length >= Math.min(MIN_PASSAGE_WORDS, article.words())) {
                found.add(
                        new SharedPassage(
                                article.begins()[word],
                                article.end(word + length - 1),
                                other.begins()[at],
                                other.end(at + length - 1),
                                length));
                word += length;
            } else {
                word++;
            }
        }
        return found.stream()
                .sorted(Comparator.comparingInt((SharedPassage passage) -> -passage.words()))
                .limit(MAX_PASSAGES)
                .sorted(Comparator.comparingInt(SharedPassage::begin))
                .toList();
    }

    private static Map<Long, int[]> places(long[] shingles) {
        Map<Long, int[]> places = new HashMap<>(shingles.length * 2);
        for (int index = 0; index < shingles.length; index++) {
            int[] known = places.get(shingles[index]);
            if (known == null) {
                places.put(shingles[index], new int[] {index});
            } else if (known.length < MAX_PLACES) {
                int[] more = Arrays.copyOf(known, known.length + 1);
                more[known.length] = index;
                places.put(shingles[index], more);
            }
        }
        return places;
    }

    private static int run(Fingerprint article, int word, Fingerprint other, int place) {
        int length = 0;
        while (word + length < article.words()
                && place + length < other.words()
                && article.hashes()[word + length] == other.hashes()[place + length]) {
            length++;
        }
        return length;
    }
}
