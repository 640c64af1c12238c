package dev.wireroom.launcher.tail;

import dev.wireroom.launcher.Moment;
import java.time.Instant;
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
     * Reads what a person writes: {@code beginning}, {@code end}, an offset, or a {@link Moment}.
     *
     * @throws IllegalArgumentException saying what may be written
     */
    static TailStart parse(String text, Instant now) {
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
            return new Time(Moment.parse(text, now));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is neither 'beginning', 'end', an offset, a time such as 2026-11-23T10:00:00Z or 2026-11-23, nor a span before now such as 24h or 7d"
                            .formatted(text),
                    e);
        }
    }
}
