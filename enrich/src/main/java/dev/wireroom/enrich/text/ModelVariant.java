package dev.wireroom.enrich.text;

import java.util.Locale;

/** Which of the shipped models to run. */
public enum ModelVariant {
    /** 6 layers: the default. */
    FAST,
    /** 12 layers: about half the speed. */
    ACCURATE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in configuration, and of the resource folder. */
    public String label() {
        return label;
    }
}
