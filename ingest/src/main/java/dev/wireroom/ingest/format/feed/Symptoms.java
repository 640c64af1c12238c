package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with one feed or one item of it: each kind once, with the first example and how
 * often. Not thread-safe.
 */
final class Symptoms {

    /** Enough of the text around a fault to find it. */
    private static final int AROUND = 15;

    private record Kind(String field, String message) {}

    private final Map<String, Kind> kinds = new LinkedHashMap<>(4);
    private final Map<String, Integer> counts = new LinkedHashMap<>(4);

    void note(String code, String field, String message) {
        kinds.putIfAbsent(code, new Kind(field, message));
        counts.merge(code, 1, Integer::sum);
    }

    /** Notes a fault in running text, with the text around it. */
    void note(String code, String field, String text, int at) {
        if (counts.merge(code, 1, Integer::sum) == 1) {
            String excerpt =
                    text.substring(Math.max(0, at - AROUND), Math.min(text.length(), at + AROUND));
            kinds.put(code, new Kind(field, meaning(code) + ": " + Findings.excerpt(excerpt)));
        }
    }

    void addAll(Symptoms others) {
        others.kinds.forEach(kinds::putIfAbsent);
        others.counts.forEach((code, count) -> counts.merge(code, count, Integer::sum));
    }

    boolean has(String code) {
        return kinds.containsKey(code);
    }

    boolean isEmpty() {
        return kinds.isEmpty();
    }

    List<ParseWarning> warnings() {
        List<ParseWarning> warnings = new ArrayList<>(kinds.size());
        kinds.forEach(
                (code, kind) -> warnings.add(new ParseWarning(code, kind.field, kind.message)));
        return List.copyOf(warnings);
    }

    List<FeedDocument.Symptom> counted() {
        List<FeedDocument.Symptom> all = new ArrayList<>(kinds.size());
        kinds.forEach(
                (code, kind) ->
                        all.add(
                                new FeedDocument.Symptom(
                                        code, kind.message, counts.getOrDefault(code, 1))));
        return List.copyOf(all);
    }

    private static String meaning(String code) {
        return switch (code) {
            case "ampersand-unescaped" -> "An ampersand is not written &amp;";
            case "entity-undeclared" -> "An entity of HTML that XML does not know";
            default -> code;
        };
    }
}
