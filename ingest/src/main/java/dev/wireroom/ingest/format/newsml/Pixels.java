package dev.wireroom.ingest.format.newsml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Widths and heights as wires write them: 640, 640px, 640.0. */
final class Pixels {

    private static final int MAX_DIGITS = 6;

    private Pixels() {}

    /** Null where it is no positive number of at most six digits. */
    static @Nullable Integer of(Optional<String> text) {
        String digits = text.orElse("");
        int end = 0;
        while (end < digits.length() && digits.charAt(end) >= '0' && digits.charAt(end) <= '9') {
            end++;
        }
        if (end == 0 || end > MAX_DIGITS) {
            return null;
        }
        int value = Integer.parseInt(digits.substring(0, end));
        return value == 0 ? null : value;
    }
}
