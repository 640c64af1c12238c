package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * What the author of a page calls an element: the words of its id, class and test attributes, each
 * taken apart at hyphens, underscores and capitals ({@code articleBody__inner} is article, body,
 * inner).
 *
 * @param words the words as they stand, in lower case
 * @param terms each word's parts
 */
record ElementMarks(Set<String> words, List<List<String>> terms) {

    private static final List<String> ATTRIBUTES =
            List.of("class", "id", "data-testid", "data-component", "data-module");
    private static final int MAX_CHARS = 600;

    /** States and relations rather than names: "no-sidebar" has none. */
    private static final List<String> QUALIFIERS =
            List.of("no-", "has-", "with-", "without-", "not-", "tag-", "category-", "cat-", "js-", "js_");

    static final ElementMarks NONE = new ElementMarks(Set.of(), List.of());

    /** Reads the marks of the elements of one page; pages use few names many times over. */
    static final class Reader {
        private static final int MAX_KEPT = 10_000;
        private final Map<String, ElementMarks> known = new HashMap<>();

        ElementMarks of(Element element) {
            if (element.attributesSize() == 0) {
                return NONE;
            }
            StringBuilder names = new StringBuilder();
            for (String attribute : ATTRIBUTES) {
                String value = element.attr(attribute);
                if (!value.isEmpty()) {
                    names.append(value, 0, Math.min(value.length(), MAX_CHARS)).append(' ');
                }
            }
            if (names.isEmpty()) {
                return NONE;
            }
            String key = names.toString();
            ElementMarks marks = known.get(key);
            if (marks == null) {
                marks = parse(key);
                if (known.size() < MAX_KEPT) {
                    known.put(key, marks);
                }
            }
            return marks;
        }
    }

    static ElementMarks parse(String names) {
        Set<String> words = new LinkedHashSet<>();
        List<List<String>> terms = new ArrayList<>();
        for (String word : names.split("\\s+", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (word.isEmpty() || !words.add(lower)) {
                continue;
            }
            if (QUALIFIERS.stream().noneMatch(lower::startsWith)) {
                terms.add(parts(word));
            }
        }
        return new ElementMarks(words, terms);
    }

    private static List<String> parts(String word) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean hump =
                    Character.isUpperCase(c) && i > 0 && Character.isLowerCase(word.charAt(i - 1));
            if ((hump || !Character.isLetter(c)) && !part.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
            }
            if (Character.isLetter(c)) {
                part.append(Character.toLowerCase(c));
            }
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    boolean hasWord(String word) {
        return words.contains(word);
    }

    boolean hasTerm(Set<String> wanted) {
        for (List<String> parts : terms) {
            for (String part : parts) {
                if (wanted.contains(part)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a word has one of these pairs, each two terms joined by a space, side by side. */
    boolean hasPair(Set<String> wanted) {
        for (List<String> parts : terms) {
            for (int i = 0; i + 1 < parts.size(); i++) {
                if (wanted.contains(parts.get(i) + " " + parts.get(i + 1))) {
                    return true;
                }
            }
        }
        return false;
    }
}
