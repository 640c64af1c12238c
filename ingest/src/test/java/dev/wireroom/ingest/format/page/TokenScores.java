package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares a text with the gold one as benchmarks of article extraction do: precision and recall
 * over the multiset of n-grams of tokens. A token is a run of letters and digits, or one character
 * of a script without spaces.
 *
 * @param precision share of the n-grams found that are right
 * @param recall share of the right n-grams that were found
 */
record TokenScores(double precision, double recall) {

    private static final Pattern TOKEN =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]|[\\p{L}\\p{N}]+");

    static TokenScores of(String text, String gold, int n) {
        Map<String, Integer> found = grams(text, n);
        Map<String, Integer> right = grams(gold, n);
        long common =
                found.entrySet().stream()
                        .mapToLong(e -> Math.min(e.getValue(), right.getOrDefault(e.getKey(), 0)))
                        .sum();
        return new TokenScores(share(common, found), share(common, right));
    }

    double f1() {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static double share(long common, Map<String, Integer> all) {
        long total = all.values().stream().mapToLong(Integer::longValue).sum();
        return total == 0 ? 0 : (double) common / total;
    }

    private static Map<String, Integer> grams(String text, int n) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        Map<String, Integer> grams = new HashMap<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            grams.merge(String.join(" ", tokens.subList(i, i + n)), 1, Integer::sum);
        }
        return grams;
    }
}
