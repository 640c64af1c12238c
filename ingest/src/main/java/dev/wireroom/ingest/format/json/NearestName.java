package dev.wireroom.ingest.format.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** Guesses which known name someone meant: a synonym, else the least edit distance. */
public final class NearestName {

    /** Edit distance is quadratic; no known name is near this long. */
    private static final int MAX_COMPARED = 40;

    private static final Map<String, String> SYNONYMS =
            Map.ofEntries(
                    Map.entry("id", "externalId"),
                    Map.entry("guid", "externalId"),
                    Map.entry("uri", "externalId"),
                    Map.entry("headline", "title"),
                    Map.entry("text", "body"),
                    Map.entry("content", "body"),
                    Map.entry("html", "bodyHtml"),
                    Map.entry("description", "summary"),
                    Map.entry("abstract", "summary"),
                    Map.entry("author", "authors"),
                    Map.entry("link", "url"),
                    Map.entry("published", "firstPublished"),
                    Map.entry("publishedat", "firstPublished"),
                    Map.entry("updated", "versionCreated"),
                    Map.entry("updatedat", "versionCreated"),
                    Map.entry("status", "publishingStatus"),
                    Map.entry("tags", "keywords"),
                    Map.entry("source", "sourceId"));

    private NearestName() {}

    /**
     * The known name that was probably meant.
     *
     * @param known not empty
     */
    public static String of(String name, Collection<String> known) {
        String meant = SYNONYMS.get(name.toLowerCase(Locale.ROOT));
        if (meant != null && known.contains(meant)) {
            return meant;
        }
        String compared = name.substring(0, Math.min(name.length(), MAX_COMPARED));
        return known.stream()
                .min(
                        Comparator.<String>comparingInt(candidate -> distance(compared, candidate))
                                .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Levenshtein's distance, letter case aside; two rows of the table are enough. */
    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[] above = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            above = row;
        }
        return above[right.length()];
    }
}
