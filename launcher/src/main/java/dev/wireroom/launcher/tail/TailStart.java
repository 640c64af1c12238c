package dev.wireroom.launcher.tail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Where to begin reading a topic. */
public sealed interface TailStart {
    /** At the oldest record there is. */
    record Beginning() implements TailStart {}

    /** Behind the newest: only what comes from now on. */
    record End() implements TailStart {}

    /** With the last few records, over all partitions together. */
    record Last(int records) implements TailStart {}

    /** At this offset of every partition. */
    record Offset(long offset) implements TailStart {}

    /** At the first record of this time or later. */
    record Time(Instant time) implements TailStart {}

    /**
     * Reads what a person writes: {@code beginning}, {@code end}, an offset, or a time such as
     * {@code 2026-11-23T10:00:00Z} or {@code 2026-11-23}.
     *
     * @throws IllegalArgumentException saying what may be written
     */
    static TailStart parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("beginning")) {
            return new Beginning();
        }
        if (word.equals("end")) {
            return new End();
        }
        if (word.matches("\\d{1,18}")) {
            return new Offset(Long.parseLong(word));
        }
        try {
            return word.matches("\\d{4}-\\d{2}-\\d{2}")
                    ? new Time(LocalDate.parse(word).atStartOfDay().toInstant(ZoneOffset.UTC))
                    : new Time(Instant.parse(text.strip()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'%s' is neither 'beginning', 'end', an offset, nor a time such as 2026-11-23T10:00:00Z"
                            .formatted(text),
                    e);
        }
    }
}
