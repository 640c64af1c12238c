package dev.wireroom.ingest.format;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that news formats carry: RFC 3339 and ISO 8601, whole or truncated
 * (2026-11-23T10:15Z, 2026-11-23T10:15, 2026-11-23, 2026-11, 2026, 20261123T101500+0100), and RFC
 * 1123. What the text does not give is recorded as not given.
 */
public final class NewsTimes {

    private static final Pattern ISO =
            Pattern.compile(
                    "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?)?"
                            + "(?:[Tt ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?"
                            + " ?([Zz]|[+-]\\d\\d(?::?\\d\\d)?)?)?");
    private static final Pattern ISO_BASIC =
            Pattern.compile(
                    "(\\d{4})(\\d\\d)(\\d\\d)"
                            + "(?:T(\\d\\d)(\\d\\d)(?:(\\d\\d)(?:[.,](\\d{1,9}))?)?"
                            + "([Zz]|[+-]\\d\\d(?::?\\d\\d)?)?)?");
    private static final Pattern RFC_3339 =
            Pattern.compile(
                    "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)");

    /** The latest time zone on earth: a day is over everywhere once it is over there. */
    private static final ZoneOffset LATEST_ZONE = ZoneOffset.ofHours(-12);

    private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);

    private NewsTimes() {}

    /** Empty where the text is no time in a form named above. */
    public static Optional<NewsTime> parse(String text) {
        String trimmed = text.strip();
        Matcher iso = ISO.matcher(trimmed);
        if (iso.matches()) {
            return fromParts(iso, trimmed);
        }
        Matcher basic = ISO_BASIC.matcher(trimmed);
        if (basic.matches()) {
            return fromParts(basic, trimmed);
        }
        return rfc1123(trimmed);
    }

    /**
     * Reads a time as feeds, mails and pages write it: any form that {@link #parse} takes, RFC 822
     * with its deviations, the languages of publishers, day and month in either order, seconds or
     * milliseconds since 1970. Empty where the text is no time. Where day and month can't be told
     * apart the result is no more precise than the year. At most 120 characters are read.
     */
    public static Optional<NewsTime> parseLoosely(String text) {
        String trimmed = text.strip();
        Optional<NewsTime> common = CommonTimes.parse(trimmed);
        if (common.isPresent()) {
            return common;
        }
        Optional<NewsTime> strict = trimmed.length() > 40 ? Optional.empty() : parse(trimmed);
        return strict.isPresent() ? strict : LooseTimes.parse(trimmed);
    }

    /**
     * The earliest instant that is surely not before the time given: for a time without a zone, the
     * one in the last zone on earth.
     */
    public static Instant notBefore(NewsTime time) {
        return time.getZoneGiven()
                ? time.getInstant()
                : time.getInstant().minusSeconds(LATEST_ZONE.getTotalSeconds());
    }

    /** The time as text, no more precise than it was given; {@link #parse} reads it back. */
    public static String text(NewsTime time) {
        if (time.getOriginal() != null) {
            return time.getOriginal();
        }
        return time.getInstant().toString();
    }

    private static Optional<NewsTime> fromParts(Matcher parts, String text) {
        if (parts.group(4) != null && parts.group(3) == null) {
            return Optional.empty();
        }
        try {
            LocalDate date =
                    LocalDate.of(
                            Integer.parseInt(parts.group(1)),
                            number(parts.group(2), 1),
                            number(parts.group(3), 1));
            // a leap second: Java's clock has none
            int second = Math.min(number(parts.group(6), 0), 59);
            LocalTime time =
                    LocalTime.of(number(parts.group(4), 0), number(parts.group(5), 0), second)
                            .plusNanos(nanos(parts.group(7)));
            String zone = parts.group(8);
            Instant instant =
                    LocalDateTime.of(date, time)
                            .toInstant(zone == null ? ZoneOffset.UTC : offset(zone));
            return Optional.of(
                    new NewsTime(
                            instant.truncatedTo(ChronoUnit.MILLIS),
                            precision(parts),
                            zone != null,
                            RFC_3339.matcher(text).matches() ? null : text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static TimePrecision precision(Matcher parts) {
        if (parts.group(7) != null) {
            return TimePrecision.MILLISECOND;
        }
        if (parts.group(6) != null) {
            return TimePrecision.SECOND;
        }
        if (parts.group(5) != null) {
            return TimePrecision.MINUTE;
        }
        if (parts.group(3) != null) {
            return TimePrecision.DAY;
        }
        return parts.group(2) != null ? TimePrecision.MONTH : TimePrecision.YEAR;
    }

    private static ZoneOffset offset(String zone) {
        ZoneOffset offset = zone.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
        if (offset.compareTo(LATEST_ZONE) > 0 || offset.compareTo(EARLIEST_ZONE) < 0) {
            throw new DateTimeException("no place on earth has the offset " + zone);
        }
        return offset;
    }

    private static int number(@Nullable String digits, int absent) {
        return digits == null ? absent : Integer.parseInt(digits);
    }

    private static long nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
    }

    private static Optional<NewsTime> rfc1123(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            boolean seconds = text.chars().filter(c -> c == ':').count() > 1;
            return Optional.of(
                    new NewsTime(
                            time.toInstant(),
                            seconds ? TimePrecision.SECOND : TimePrecision.MINUTE,
                            true,
                            text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
