package dev.wireroom.ingest.format;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Reads, quickly, the two forms that nearly every feed writes: {@code Mon, 23 Nov 2026 10:15:30
 * +0100} (or GMT) and {@code 2026-11-23T10:15:30+01:00} (or Z). Anything else is left to the other
 * readers.
 */
final class CommonTimes {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private CommonTimes() {}

    static Optional<NewsTime> parse(String text) {
        int length = text.length();
        if (length >= 28 && length <= 31 && text.charAt(3) == ',' && text.charAt(4) == ' ') {
            return rfc822(text);
        }
        boolean iso = (length == 20 || length == 25) && text.charAt(10) == 'T';
        return iso ? iso(text) : Optional.empty();
    }

    private static Optional<NewsTime> rfc822(String text) {
        int at = text.charAt(6) == ' ' ? 4 : 5;
        int day = at == 4 ? digits(text, 5, 1) : digits(text, 5, 2);
        int index = MONTHS.indexOf(text.substring(at + 3, at + 6));
        int year = digits(text, at + 7, 4);
        int hour = at + 12;
        boolean shaped =
                text.charAt(at + 2) == ' '
                        && text.charAt(at + 6) == ' '
                        && text.charAt(at + 11) == ' '
                        && text.charAt(hour + 8) == ' ';
        if (!shaped || index < 0 || index % 3 != 0) {
            return Optional.empty();
        }
        String zone = text.substring(hour + 9);
        int offset;
        if (zone.equals("GMT") || zone.equals("UTC")) {
            offset = 0;
        } else if (zone.length() == 5) {
            offset = offset(zone.charAt(0), digits(zone, 1, 2), digits(zone, 3, 2));
        } else {
            return Optional.empty();
        }
        return time(year, index / 3 + 1, day, text, hour, offset, text);
    }

    private static Optional<NewsTime> iso(String text) {
        int offset;
        if (text.length() == 20) {
            if (text.charAt(19) != 'Z') {
                return Optional.empty();
            }
            offset = 0;
        } else {
            if (text.charAt(22) != ':') {
                return Optional.empty();
            }
            offset = offset(text.charAt(19), digits(text, 20, 2), digits(text, 23, 2));
        }
        if (text.charAt(4) != '-' || text.charAt(7) != '-') {
            return Optional.empty();
        }
        return time(
                digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2), text, 11, offset, null);
    }

    private static Optional<NewsTime> time(
            int year,
            int month,
            int day,
            String text,
            int hourAt,
            int offset,
            @org.jspecify.annotations.Nullable String original) {
        int hour = digits(text, hourAt, 2);
        int minute = digits(text, hourAt + 3, 2);
        int second = digits(text, hourAt + 6, 2);
        boolean colons = text.charAt(hourAt + 2) == ':' && text.charAt(hourAt + 5) == ':';
        boolean inRange =
                colons
                        && year >= 1_000
                        && month >= 1
                        && month <= 12
                        && day >= 1
                        && hour >= 0
                        && hour <= 23
                        && minute >= 0
                        && minute <= 59
                        && second >= 0
                        && second <= 59
                        && offset != Integer.MIN_VALUE;
        if (!inRange || day > YearMonth.of(year, month).lengthOfMonth()) {
            return Optional.empty();
        }
        long epochDay = LocalDate.of(year, month, day).toEpochDay();
        long seconds = epochDay * 86_400 + hour * 3_600L + minute * 60L + second - offset;
        return Optional.of(
                new NewsTime(Instant.ofEpochSecond(seconds), TimePrecision.SECOND, true, original));
    }

    /** Seconds east of UTC; MIN_VALUE where it is no offset. */
    private static int offset(char sign, int hours, int minutes) {
        boolean real = hours >= 0 && hours <= 14 && minutes >= 0 && minutes <= 59;
        if (!real || (sign != '+' && sign != '-') || (sign == '-' && hours > 12)) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return sign == '+' ? seconds : -seconds;
    }

    /** -1 where they are no digits. */
    private static int digits(String text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
