package dev.wireroom.enrich.text.neural;

import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.entity.NameForms;
import dev.wireroom.enrich.text.model.TagDecoder.TaggedSpan;
import dev.wireroom.enrich.text.token.Window;
import dev.wireroom.enrich.text.token.WordShape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Abbreviations that an article explains itself, as "African Union (AU)" does: capitals in brackets
 * after an organisation's name whose initials they are. Immutable.
 */
final class Abbreviations {
    private static final int MAX_LENGTH = 8;

    private final Set<String> explained;

    private Abbreviations(Set<String> explained) {
        this.explained = explained;
    }

    /**
     * Those of a document.
     *
     * @param spans that were found in each window
     */
    static Abbreviations in(List<Window> windows, List<List<TaggedSpan>> spans) {
        Set<String> explained = new HashSet<>();
        for (int index = 0; index < windows.size(); index++) {
            Window window = windows.get(index);
            for (TaggedSpan span : spans.get(index)) {
                if (span.type() == EntityType.ORGANIZATION && isFollowedByBrackets(window, span)) {
                    String inside = window.token(span.to() + 1);
                    if (NameForms.abbreviates(inside, text(window, span))) {
                        explained.add(inside);
                    }
                }
            }
        }
        return new Abbreviations(explained);
    }

    private static boolean isFollowedByBrackets(Window window, TaggedSpan span) {
        int to = span.to();
        return to - span.from() > 1
                && to + 2 < window.tokens()
                && window.token(to).equals("(")
                && window.shape(to + 1) == WordShape.ALL_CAPS
                && window.token(to + 1).length() <= MAX_LENGTH
                && window.token(to + 2).equals(")");
    }

    private static String text(Window window, TaggedSpan span) {
        int offset = window.begin(0);
        return window.text()
                .substring(window.begin(span.from()) - offset, window.end(span.to() - 1) - offset);
    }

    boolean isEmpty() {
        return explained.isEmpty();
    }

    /** Whether a token, as written, is one of them. */
    boolean contains(String token) {
        return explained.contains(token);
    }
}
