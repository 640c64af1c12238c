package dev.wireroom.enrich.text.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys under which an article is filed so that its near-duplicates meet it.
 *
 * <p>The idea: two texts share about as many of their minimal shingle hashes as they share
 * shingles. Hashes of all runs of five words are dealt into 32 bins by their low bits; each bin's
 * smallest is a key (one-permutation MinHash). Two articles with Jaccard similarity J meet under at
 * least one key with probability 1 - (1 - J)^32: 99.9% at J = 0.2, 97% at 0.1, 80% at 0.05. Bands
 * of one row keep recall high even for an article that is a small part of another. That is
 * affordable because unrelated articles hardly share five consecutive words, and because every
 * candidate is compared exactly afterwards. A text of few shingles has as many keys as bins that
 * received one. Linear in words.
 *
 * <ol>
 *   <li>Broder, On the resemblance and containment of documents, 1997
 *   <li>Li, Owen, Zhang, One Permutation Hashing, 2012
 * </ol>
 */
public final class Sketch {
    /**
     * Words in a shingle: fewer make strangers meet, more lose copies with an edit in every clause.
     */
    static final int SHINGLE_WORDS = 5;

    private static final int BINS = 32;

    private Sketch() {}

    /**
     * Keys of an article, at most {@value #BINS}, each 16 hexadecimal digits; none for an empty
     * body. Articles that share one are candidates for {@link Comparison}.
     */
    public static List<String> keys(Fingerprint fingerprint) {
        long[] least = new long[BINS];
        boolean[] filled = new boolean[BINS];
        for (long shingle : fingerprint.shingles()) {
            int bin = (int) (shingle & BINS - 1);
            if (!filled[bin] || Long.compareUnsigned(shingle, least[bin]) < 0) {
                least[bin] = shingle;
                filled[bin] = true;
            }
        }
        Set<String> keys = new LinkedHashSet<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (filled[bin]) {
                keys.add("%016x".formatted(least[bin]));
            }
        }
        return new ArrayList<>(keys);
    }

    /** A 64-bit finaliser (SplitMix64). */
    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** Distinct shingles in ascending order. */
    static long[] distinct(long[] shingles) {
        long[] sorted = shingles.clone();
        Arrays.sort(sorted);
        int size = 0;
        for (int index = 0; index < sorted.length; index++) {
            if (index == 0 || sorted[index] != sorted[index - 1]) {
                sorted[size++] = sorted[index];
            }
        }
        return Arrays.copyOf(sorted, size);
    }
}
