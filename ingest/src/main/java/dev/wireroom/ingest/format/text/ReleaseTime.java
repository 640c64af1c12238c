package dev.wireroom.ingest.format.text;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A day, a time of day and a zone as people write them into a release: '00:01 GMT Tuesday 24
 * November 2026', '6 a.m. ET on Dec. 3'. Where a text can be read in two ways, the later instant
 * stands.
 */
final class ReleaseTime {

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private static final Map<String, Integer> OTHER_MONTHS =
            Map.ofEntries(
                    Map.entry("mär", 3),
                    Map.entry("mai", 5),
                    Map.entry("okt", 10),
                    Map.entry("dez", 12),
                    Map.entry("fév", 2),
                    Map.entry("avr", 4),
                    Map.entry("juin", 6),
                    Map.entry("juil", 7),
                    Map.entry("aoû", 8),
                    Map.entry("déc", 12),
                    Map.entry("ene", 1),
                    Map.entry("abr", 4),
                    Map.entry("ago", 8),
                    Map.entry("dic", 12));

    private static final Map<String, String> ZONES =
            Map.ofEntries(
                    Map.entry("gmt", "Z"),
                    Map.entry("utc", "Z"),
                    Map.entry("z", "Z"),
                    Map.entry("bst", "+01:00"),
                    Map.entry("ist", "+01:00"),
                    Map.entry("uk", "Europe/London"),
                    Map.entry("london", "Europe/London"),
                    Map.entry("cet", "+01:00"),
                    Map.entry("cest", "+02:00"),
                    Map.entry("mez", "+01:00"),
                    Map.entry("mesz", "+02:00"),
                    Map.entry("eet", "+02:00"),
                    Map.entry("et", "America/New_York"),
                    Map.entry("eastern", "America/New_York"),
                    Map.entry("est", "-05:00"),
                    Map.entry("edt", "-04:00"),
                    Map.entry("ct", "America/Chicago"),
                    Map.entry("cst", "-06:00"),
                    Map.entry("cdt", "-05:00"),
                    Map.entry("mst", "-07:00"),
                    Map.entry("mdt", "-06:00"),
                    Map.entry("pt", "America/Los_Angeles"),
                    Map.entry("pacific", "America/Los_Angeles"),
                    Map.entry("pst", "-08:00"),
                    Map.entry("pdt", "-07:00"),
                    Map.entry("jst", "+09:00"),
                    Map.entry("aest", "+10:00"),
                    Map.entry("aedt", "+11:00"));

    private static final Pattern DAY_MONTH =
            Pattern.compile(
                    "\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of| de)?[ -](\\p{L}{3,9})\\.?,?"
                            + "(?:[ -](?:de )?(\\d{4}))?\\b");
    private static final Pattern MONTH_DAY =
            Pattern.compile(
                    "\\b(\\p{L}{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4})\\b)?");
    private static final Pattern NUMERIC =
            Pattern.compile("\\b(\\d{1,2})([/.])(\\d{1,2})[/.](\\d{4})\\b");
    private static final Pattern ISO_DATE = Pattern.compile("\\b(\\d{4})-(\\d\\d)-(\\d\\d)");
    private static final Pattern WEEKDAY =
            Pattern.compile(
                    "\\b(mon|tues|wednes|thurs|fri|satur|sun)day\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CLOCK =
            Pattern.compile(
                    "(?<![\\d/.-])(\\d{1,2})(?:[:.h](\\d\\d))(?::\\d\\d)?"
                            + " ?(a\\.?m\\b\\.?|p\\.?m\\b\\.?)?(?![\\d/.-])",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern HOUR =
            Pattern.compile(
                    "\\b(\\d{1,2}) ?(a\\.?m\\b|p\\.?m\\b|uhr\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MILITARY =
            Pattern.compile(
                    "\\b([01]\\d|2[0-4])([0-5]\\d) ?(?=h\\b|hrs?\\b|hours\\b|[A-Z]{2,4}\\b|on\\b)");
    private static final Pattern ZONE =
            Pattern.compile(
                    "(?<=[\\d\\smh.(])(GMT|UTC|Z|BST|IST|CET|CEST|MEZ|MESZ|EET|ET|EST|EDT|CT|CST|CDT"
                        + "|MST|MDT|PT|PST|PDT|JST|AEST|AEDT|UK|London|Eastern|Pacific)\\b|(?:GMT|UTC)?"
                        + " ?([+-]\\d\\d:?\\d\\d)\\b");

    private record Clock(int hour, int minute) {}

    private ReleaseTime() {}

    /** The time a line names; empty where it names no day. */
    static Optional<NewsTime> in(String line, Instant reference) {
        String text = line.replaceAll("\\s+", " ");
        try {
            return day(text, LocalDate.ofInstant(reference, ZoneOffset.UTC))
                    .map(day -> at(day, text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static NewsTime at(LocalDate day, String text) {
        Optional<Clock> clock = clock(text);
        LocalDateTime local =
                clock.map(c -> day.atStartOfDay().plusHours(c.hour()).plusMinutes(c.minute()))
                        .orElseGet(day::atStartOfDay);
        Optional<ZoneId> zone = clock.isPresent() ? zone(text) : Optional.empty();
        return new NewsTime(
                local.atZone(zone.orElse(ZoneOffset.UTC)).toInstant(),
                clock.isPresent() ? TimePrecision.MINUTE : TimePrecision.DAY,
                zone.isPresent(),
                text.strip());
    }

    private static Optional<LocalDate> day(String text, LocalDate reference) {
        Matcher iso = ISO_DATE.matcher(text);
        if (iso.find()) {
            return Optional.of(LocalDate.parse(iso.group()));
        }
        Matcher numeric = NUMERIC.matcher(text);
        if (numeric.find()) {
            return Optional.of(later(numeric));
        }
        Optional<LocalDate> named = named(DAY_MONTH.matcher(text), 1, 2, reference);
        return named.or(() -> named(MONTH_DAY.matcher(text), 2, 1, reference))
                .or(() -> weekday(text, reference));
    }

    /** 3/12/2026 is a day in March or in December; with points it is the latter. */
    private static LocalDate later(MatchResult date) {
        int first = Integer.parseInt(date.group(1));
        int second = Integer.parseInt(date.group(3));
        int year = Integer.parseInt(date.group(4));
        boolean points = date.group(2).equals(".");
        if (points || first > 12) {
            return LocalDate.of(year, second, first);
        }
        if (second > 12) {
            return LocalDate.of(year, first, second);
        }
        LocalDate dayFirst = LocalDate.of(year, second, first);
        LocalDate monthFirst = LocalDate.of(year, first, second);
        return dayFirst.isAfter(monthFirst) ? dayFirst : monthFirst;
    }

    private static Optional<LocalDate> named(
            Matcher matcher, int dayGroup, int monthGroup, LocalDate reference) {
        while (matcher.find()) {
            Optional<Integer> month = month(matcher.group(monthGroup));
            if (month.isPresent()) {
                int day = Integer.parseInt(matcher.group(dayGroup));
                return Optional.of(dated(matcher.group(3), month.get(), day, reference));
            }
        }
        return Optional.empty();
    }

    /** Without a year, the one that is nearest and not half a year gone. */
    private static LocalDate dated(@Nullable String year, int month, int day, LocalDate reference) {
        if (year != null) {
            return LocalDate.of(Integer.parseInt(year), month, day);
        }
        LocalDate thisYear = LocalDate.of(reference.getYear(), month, day);
        return thisYear.isBefore(reference.minusMonths(6)) ? thisYear.plusYears(1) : thisYear;
    }

    private static Optional<Integer> month(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String three = lower.substring(0, 3);
        int english = MONTHS.indexOf(three);
        if (english >= 0) {
            return Optional.of(english + 1);
        }
        String four = lower.substring(0, Math.min(4, lower.length()));
        return Optional.ofNullable(OTHER_MONTHS.getOrDefault(four, OTHER_MONTHS.get(three)));
    }

    /** The next day of that name after the text was sent. */
    private static Optional<LocalDate> weekday(String text, LocalDate reference) {
        Matcher matcher = WEEKDAY.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        DayOfWeek day = DayOfWeek.valueOf(matcher.group().toUpperCase(Locale.ROOT));
        return Optional.of(reference.with(TemporalAdjusters.next(day)));
    }

    private static Optional<Clock> clock(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("midnight")) {
            return Optional.of(new Clock(24, 0));
        }
        if (lower.contains("noon") && !lower.contains("afternoon")) {
            return Optional.of(new Clock(12, 0));
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.find()) {
            return valid(clock.group(1), clock.group(2), clock.group(3));
        }
        Matcher hour = HOUR.matcher(text);
        if (hour.find()) {
            return valid(hour.group(1), "0", hour.group(2));
        }
        Matcher military = MILITARY.matcher(text);
        return military.find()
                ? valid(military.group(1), military.group(2), null)
                : Optional.empty();
    }

    private static Optional<Clock> valid(String hours, String minutes, @Nullable String half) {
        int hour = Integer.parseInt(hours);
        int minute = Integer.parseInt(minutes);
        String lower = half == null ? "" : half.toLowerCase(Locale.ROOT);
        if (lower.startsWith("p") && hour < 12) {
            hour += 12;
        } else if (lower.startsWith("a") && hour == 12) {
            hour = 0;
        }
        return hour <= 24 && minute < 60 ? Optional.of(new Clock(hour, minute)) : Optional.empty();
    }

    private static Optional<ZoneId> zone(String text) {
        Matcher matcher = ZONE.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        if (matcher.group(2) != null) {
            return Optional.of(ZoneOffset.of(matcher.group(2)));
        }
        String id = ZONES.get(matcher.group(1).toLowerCase(Locale.ROOT));
        return Optional.ofNullable(id).map(ZoneId::of);
    }
}
