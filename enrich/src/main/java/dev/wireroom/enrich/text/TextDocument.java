package dev.wireroom.enrich.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the analysis reads of an article.
 *
 * @param title may be empty
 * @param body may be empty
 * @param language what the publisher declared (BCP 47, such as {@code en-GB}), or null
 * @param targets passages to score beyond the entities found, in the caller's order
 */
public record TextDocument(
        String id, String title, String body, @Nullable String language, List<Target> targets) {
    public TextDocument {
        targets = List.copyOf(targets);
    }

    /** A document without declared language or targets. */
    public static TextDocument of(String id, String title, String body) {
        return new TextDocument(id, title, body, null, List.of());
    }

    /** The text of one field. */
    public String text(Field field) {
        return switch (field) {
            case TITLE -> title;
            case BODY -> body;
        };
    }
}
