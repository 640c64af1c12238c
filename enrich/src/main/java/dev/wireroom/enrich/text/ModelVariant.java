package dev.wireroom.enrich.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which of the shipped models to run. */
public enum ModelVariant implements Model {
    /** 6 layers: the default. */
    FAST,
    /** 12 layers: about half the speed. */
    ACCURATE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in configuration, and of the resource folder. */
    @Override
    public String label() {
        return label;
    }

    /** The variant of that name; empty where none has it. */
    static Optional<ModelVariant> of(String label) {
        return Arrays.stream(values())
                .filter(variant -> variant.label.equalsIgnoreCase(label))
                .findFirst();
    }
}
