package dev.wireroom.service.config;

import java.util.Collection;
import java.util.Comparator;

/** Guesses which known name someone meant who wrote another. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name with the smallest edit distance; the first in alphabetical order among equals,
     * empty where none is known. O(length of name × length of all that are known).
     */
    public static String of(String name, Collection<String> known) {
        return known.stream()
                .min(
                        Comparator.comparingInt((String candidate) -> distance(name, candidate))
                                .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** Levenshtein distance, in UTF-16 code units; two rows, O(|a||b|) time. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
