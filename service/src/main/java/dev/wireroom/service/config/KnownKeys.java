package dev.wireroom.service.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Every key any service understands, to tell a key of another service from a misspelt one;
 * immutable.
 *
 * <p>A key that ends in {@code .*} passes everything below it through, as {@code kafka.client.*}
 * does.
 */
public final class KnownKeys {
    private final SortedSet<String> names = new TreeSet<>();

    private KnownKeys(Collection<ConfigDef> definitions) {
        definitions.forEach(definition -> names.addAll(definition.names()));
    }

    public static KnownKeys of(Collection<ConfigDef> definitions) {
        return new KnownKeys(definitions);
    }

    public static KnownKeys of(ConfigDef... definitions) {
        return of(List.of(definitions));
    }

    boolean contains(String key) {
        return !key.endsWith("*")
                && (names.contains(key)
                        || names.stream()
                                .anyMatch(
                                        name ->
                                                isPassThrough(name)
                                                        && key.startsWith(prefix(name))));
    }

    static boolean isPassThrough(String name) {
        return name.endsWith(".*");
    }

    private static String prefix(String passThrough) {
        return passThrough.substring(0, passThrough.length() - 1);
    }

    /**
     * The known key with the smallest edit distance; the first in alphabetical order among equals.
     */
    String nearest(String key) {
        return names.stream()
                .min(
                        Comparator.comparingInt((String name) -> distance(key, name))
                                .thenComparing(name -> name))
                .orElse("");
    }

    /** Levenshtein distance, in UTF-16 code units; two rows, O(|a||b|) time. */
    static int distance(String a, String b) {
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
