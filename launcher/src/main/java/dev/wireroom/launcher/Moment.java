package dev.wireroom.launcher;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Reads the times and spans that a person writes. */
public final class Moment {

    private Moment() {}

    /**
     * A moment: {@code 2026-11-23T10:00:00Z}, {@code 2026-11-23}, or a span such as {@code 24h}
     * before now.
     *
     * @throws IllegalArgumentException saying what may be written
     */
    public static Instant parse(String text, Instant now) {
        String word = text.strip();
        try {
            if (word.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(word).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return word.contains("T") && word.contains("-")
                    ? Instant.parse(word)
                    : now.minus(span(word));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is neither a time such as 2026-11-23T10:00:00Z or 2026-11-23, nor a span before now such as 24h or 7d"
                            .formatted(text),
                    e);
        }
    }

    /**
     * A span: {@code 10s}, {@code 5m}, {@code 24h}, {@code 7d}, or ISO 8601 such as {@code PT1M}.
     *
     * @throws IllegalArgumentException saying what may be written
     */
    public static Duration span(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        try {
            if (word.matches("\\d{1,9}D")) {
                return Duration.parse("P" + word);
            }
            Duration span = Duration.parse(word.startsWith("P") ? word : "PT" + word);
            if (span.isNegative()) {
                throw new DateTimeException("a negative span");
            }
            return span;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'%s' is no span of time; write it like 10s, 5m, 24h or 7d".formatted(text), e);
        }
    }
}
