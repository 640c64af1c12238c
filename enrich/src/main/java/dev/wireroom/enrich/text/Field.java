package dev.wireroom.enrich.text;

import java.util.Locale;

/** The part of an article that an offset counts in. */
public enum Field {
    TITLE,
    BODY;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in JSON: {@code title} or {@code body}. */
    public String label() {
        return label;
    }
}
