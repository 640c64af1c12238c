package dev.wireroom.enrich.text;

import java.util.Locale;

/** Direction of a sentiment. The order is that of the model's outputs. */
public enum Polarity {
    NEGATIVE,
    NEUTRAL,
    POSITIVE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in JSON. */
    public String label() {
        return label;
    }
}
