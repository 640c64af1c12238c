package dev.wireroom.ingest.format;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates as people and their software write them into feeds and pages. Rather than by a list
 * of layouts, a text is taken apart: the time of day is what has a colon, the zone what follows it
 * and looks like one, and the rest is a date ({@link LooseDate}).
 */
final class LooseTimes {

    /** No date is longer; what is longer is prose. */
    private static final int LONGEST = 120;

    private static final Pattern EPOCH = Pattern.compile("(\\d{9,10})(?:\\.\\d{1,9})?|(\\d{13})");

    private static final Pattern WEEK_DATE = Pattern.compile("(\\d{4})-?w(\\d\\d)(?:-?(\\d))?");
    private static final Pattern ORDINAL_DATE = Pattern.compile("(\\d{4})-?(\\d{3})");

    private static final Pattern TIME =
            Pattern.compile(
                    "(?<!\\d)(?:(오전|오후|上午|下午) ?)?(\\d{1,2})(?::|h)(\\d{1,2})"
                            + "(?::(\\d{1,2})(?:[.,](\\d{1,9}))?)?"
                            + "(?: ?([ap])\\.? ?m\\b\\.?)?(?![\\d])");
    private static final Pattern TWELVE_HOUR =
            Pattern.compile("(?<!\\d)()(\\d{1,2})()()() ?([ap])\\.? ?m\\b\\.?");

    private static final Pattern COMMENT = Pattern.compile("\\(([^()]{0,60})\\)?");

    private static final Pattern OFFSET =
            Pattern.compile(
                    "(?<![\\da-z])(?:gmt|utc|ut|z)? ?:?[+\\-\u2212\u2013]{0,2}([+\\-\u2212\u2013])"
                            + " ?(\\d{1,2})(?::?(\\d\\d))?(?::?\\d\\d)?(?![\\d/.])z?");
    private static final Pattern TZ_NAME =
            Pattern.compile("[a-z]{2,20}/[a-z_]{2,30}(?:/[a-z_]{2,30})?");
    private static final Pattern ZONE_WORD = Pattern.compile("(?<![\\p{L}])[a-z]{1,5}(?![\\p{L}])");

    private static final int LATEST_HOURS = 14;
    private static final int EARLIEST_HOURS = 12;

    private record Zone(@Nullable ZoneOffset offset, boolean given) {
        static final Zone NONE = new Zone(null, false);
    }

    private LooseTimes() {}

    static Optional<NewsTime> parse(String original) {
        if (original.length() > LONGEST) {
            return Optional.empty();
        }
        String text = CalendarWords.fold(blanksEven(original));
        try {
            Matcher epoch = EPOCH.matcher(text);
            if (epoch.matches()) {
                return Optional.of(epoch(epoch, original));
            }
            Optional<NewsTime> special = weekOrOrdinal(text, original);
            return special.isPresent() ? special : takenApart(text, original);
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<NewsTime> takenApart(String text, String original) {
        StringBuilder rest = new StringBuilder(text);
        Matcher time = TIME.matcher(text);
        boolean timed = time.find();
        if (!timed) {
            time = TWELVE_HOUR.matcher(text);
            timed = time.find();
        }
        int after = 0;
        boolean twelveHours = false;
        LocalTime clock = LocalTime.MIDNIGHT;
        boolean nextDay = false;
        TimePrecision precision = TimePrecision.DAY;
        if (timed) {
            twelveHours = time.group(6) != null || time.group(1) != null;
            int hour = hour(time);
            int minute = number(time.group(3));
            int second = Math.min(number(time.group(4)), 59);
            nextDay = hour == 24 && minute == 0 && second == 0;
            clock = LocalTime.of(nextDay ? 0 : hour, minute, second, nanos(time.group(5)));
            precision = precision(time);
            blank(rest, time.start(), time.end());
            after = time.end();
        }
        Matcher comment = COMMENT.matcher(text);
        String commented = "";
        if (comment.find()) {
            commented = comment.group(1).strip();
            blank(rest, comment.start(), comment.end());
        }
        Matcher tzName = TZ_NAME.matcher(rest);
        String zoneName = "";
        if (tzName.find()) {
            zoneName = tzName.group();
            blank(rest, tzName.start(), tzName.end());
        }
        Zone zone = offset(rest, after, timed);
        if (!zone.given()) {
            zone = word(rest, after, timed);
        }
        if (!zone.given() && !commented.isEmpty() && ZoneNames.offset(commented) != null) {
            zone = new Zone(ZoneNames.offset(commented), true);
        }
        LooseDate found = LooseDate.read(rest.toString(), twelveHours);
        if (found == null
                || (found.precision() != TimePrecision.DAY && timed && !found.isAmbiguous())) {
            return Optional.empty();
        }
        LocalDate date = nextDay ? found.date().plusDays(1) : found.date();
        LocalDateTime local = LocalDateTime.of(date, clock);
        if (!zone.given() && !zoneName.isEmpty()) {
            ZoneOffset offset = ZoneNames.offset(zoneName, local);
            zone = offset == null ? Zone.NONE : new Zone(offset, true);
        }
        ZoneOffset offset = zone.offset() == null ? ZoneOffset.UTC : zone.offset();
        return Optional.of(
                new NewsTime(
                        local.toInstant(offset).truncatedTo(ChronoUnit.MILLIS),
                        found.precision() == TimePrecision.DAY ? precision : found.precision(),
                        zone.given(),
                        original));
    }

    private static int hour(Matcher time) {
        int hour = number(time.group(2));
        String half = time.group(6);
        String before = time.group(1);
        boolean afternoon = "p".equals(half) || "오후".equals(before) || "下午".equals(before);
        boolean morning = "a".equals(half) || "오전".equals(before) || "上午".equals(before);
        if (afternoon && hour < 12) {
            return hour + 12;
        }
        return morning && hour == 12 ? 0 : hour;
    }

    private static TimePrecision precision(Matcher time) {
        if (time.group(5) != null && !time.group(5).isEmpty()) {
            return TimePrecision.MILLISECOND;
        }
        return time.group(4) != null && !time.group(4).isEmpty()
                ? TimePrecision.SECOND
                : TimePrecision.MINUTE;
    }

    /** A numeric offset, taken out of the text. One that no place on earth has is none. */
    private static Zone offset(StringBuilder rest, int after, boolean timed) {
        Matcher matcher = OFFSET.matcher(rest);
        int from = timed ? after : 0;
        while (from <= rest.length() && matcher.find(from)) {
            boolean apart = timed || matcher.start() > 0;
            String minutes = matcher.group(3);
            boolean whole = minutes != null || timed;
            if (apart && whole) {
                int hours = Integer.parseInt(matcher.group(2));
                if (minutes == null && matcher.group(2).length() == 2 && hours > LATEST_HOURS) {
                    return Zone.NONE;
                }
                boolean east = matcher.group(1).equals("+");
                blank(rest, matcher.start(), matcher.end());
                int total = hours * 60 + number(minutes);
                boolean real = total <= (east ? LATEST_HOURS : EARLIEST_HOURS) * 60;
                if (!real || number(minutes) > 59) {
                    return Zone.NONE;
                }
                return new Zone(ZoneOffset.ofTotalSeconds((east ? total : -total) * 60), true);
            }
            from = matcher.end();
        }
        return Zone.NONE;
    }

    /** The name of a zone, taken out of the text. */
    private static Zone word(StringBuilder rest, int after, boolean timed) {
        Matcher matcher = ZONE_WORD.matcher(rest);
        int from = timed ? after : 0;
        while (from <= rest.length() && matcher.find(from)) {
            String word = matcher.group();
            ZoneOffset offset = ZoneNames.offset(word);
            if (offset != null && !(CalendarWords.month(word) > 0 && !timed)) {
                blank(rest, matcher.start(), matcher.end());
                return new Zone(offset, true);
            }
            from = matcher.end();
        }
        return Zone.NONE;
    }

    private static Optional<NewsTime> weekOrOrdinal(String text, String original) {
        Matcher week = WEEK_DATE.matcher(text);
        if (week.matches()) {
            int day = week.group(3) == null ? 1 : Integer.parseInt(week.group(3));
            if (day < 1 || day > 7) {
                return Optional.empty();
            }
            LocalDate date =
                    LocalDate.of(Integer.parseInt(week.group(1)), 1, 4)
                            .with(
                                    IsoFields.WEEK_OF_WEEK_BASED_YEAR,
                                    Integer.parseInt(week.group(2)))
                            .with(java.time.DayOfWeek.of(day));
            return Optional.of(day(date, original));
        }
        Matcher ordinal = ORDINAL_DATE.matcher(text);
        if (ordinal.matches()) {
            int year = Integer.parseInt(ordinal.group(1));
            return Optional.of(
                    day(LocalDate.ofYearDay(year, Integer.parseInt(ordinal.group(2))), original));
        }
        return Optional.empty();
    }

    private static NewsTime day(LocalDate date, String original) {
        Instant start = date.atStartOfDay().toInstant(ZoneOffset.UTC);
        return new NewsTime(start, TimePrecision.DAY, false, original);
    }

    private static NewsTime epoch(Matcher epoch, String original) {
        boolean seconds = epoch.group(1) != null;
        Instant instant =
                seconds
                        ? Instant.ofEpochSecond(Long.parseLong(epoch.group(1)))
                        : Instant.ofEpochMilli(Long.parseLong(epoch.group(2)));
        TimePrecision precision = seconds ? TimePrecision.SECOND : TimePrecision.MILLISECOND;
        return new NewsTime(instant, precision, true, original);
    }

    private static void blank(StringBuilder text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            text.setCharAt(i, ' ');
        }
    }

    private static String blanksEven(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank =
                    Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || Character.getType(c) == Character.FORMAT
                            || Character.isISOControl(c);
            if (!blank) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().strip();
    }

    private static int number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null || fraction.isEmpty()
                ? 0
                : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }
}
