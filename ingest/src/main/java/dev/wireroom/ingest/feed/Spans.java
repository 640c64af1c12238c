package dev.wireroom.ingest.feed;

import java.time.Duration;

/** Writes a length of time for people: its largest unit, and the next one where that matters. */
final class Spans {

    private Spans() {}

    /** For example {@code 45 s}, {@code 12 min}, {@code 3 h 20 min}, {@code 2 d 4 h}. */
    static String of(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 120) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        if (hours < 48) {
            return two(hours, " h", minutes % 60, " min");
        }
        return two(hours / 24, " d", hours % 24, " h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + " " + small + smallUnit;
    }
}
