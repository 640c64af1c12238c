package dev.wireroom.ingest.format;

import dev.wireroom.contract.TimePrecision;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date found among words and numbers. A named month settles the order of the numbers; without one
 * the year does, the separator (dots put the day first), what is no month, the weekday, or a
 * twelve-hour clock beside it, which only Americans put next to such dates. What still can be read
 * both ways is recorded as such: the earlier of the two days, and no more than the year for sure.
 *
 * @param precision DAY, MONTH, or YEAR where it is ambiguous
 */
record LooseDate(LocalDate date, TimePrecision precision) {

    private static final Pattern TOKEN = Pattern.compile("\\d+|\\p{L}+");
    private static final int MOST_UNKNOWN_WORDS = 4;
    private static final int CENTURY_TURNS_AT = 70;

    private record Figure(int value, int digits, char before) {}

    boolean isAmbiguous() {
        return precision == TimePrecision.YEAR;
    }

    /** Null where there is no date, or one of no calendar. */
    static @Nullable LooseDate read(String text, boolean twelveHours) {
        List<Figure> numbers = new ArrayList<>();
        List<String> weekdays = new ArrayList<>();
        int month = 0;
        int monthAfter = -1;
        int unknown = 0;
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            String token = tokens.group();
            if (Character.isDigit(token.charAt(0))) {
                if (token.length() > 8 || numbers.size() == 6) {
                    return null;
                }
                char before = tokens.start() == 0 ? ' ' : text.charAt(tokens.start() - 1);
                numbers.add(new Figure(Integer.parseInt(token), token.length(), before));
                continue;
            }
            if (CalendarWords.isWeekday(token)) {
                weekdays.add(token);
            }
            int named = CalendarWords.month(token);
            if (named > 0
                    && (month == 0 || !isNumberNext(text, tokens.start()) || monthAfter < 0)) {
                boolean weekdayFirst = month > 0;
                month = weekdayFirst || month == 0 ? named : month;
                monthAfter = numbers.size();
            } else if (named == 0 && !CalendarWords.isWeekday(token)) {
                unknown++;
            }
        }
        if (unknown > MOST_UNKNOWN_WORDS || numbers.isEmpty()) {
            return null;
        }
        return month > 0 ? withMonth(numbers, month) : numeric(numbers, weekdays, twelveHours);
    }

    private static boolean isNumberNext(String text, int at) {
        return at > 1 && Character.isDigit(text.charAt(at - 1));
    }

    private static @Nullable LooseDate withMonth(List<Figure> numbers, int month) {
        Figure year = numbers.stream().filter(n -> n.digits == 4).findFirst().orElse(null);
        List<Figure> others = new ArrayList<>(numbers);
        others.remove(year);
        if (year == null && others.size() >= 2) {
            return day(fullYear(others.get(1)), month, others.get(0).value);
        }
        if (year == null) {
            return null;
        }
        if (others.isEmpty()) {
            return new LooseDate(LocalDate.of(year.value, month, 1), TimePrecision.MONTH);
        }
        return day(year.value, month, others.get(0).value);
    }

    private static @Nullable LooseDate numeric(
            List<Figure> numbers, List<String> weekdays, boolean twelveHours) {
        Figure first = numbers.get(0);
        if (numbers.size() == 1) {
            return first.digits == 8
                    ? day(first.value / 10_000, first.value / 100 % 100, first.value % 100)
                    : null;
        }
        if (numbers.size() == 2) {
            Figure second = numbers.get(1);
            if (first.digits == 4 && second.value >= 1 && second.value <= 12) {
                LocalDate date = LocalDate.of(first.value, second.value, 1);
                return new LooseDate(date, TimePrecision.MONTH);
            }
            return null;
        }
        Figure second = numbers.get(1);
        Figure third = numbers.get(2);
        if (first.digits == 4) {
            return day(first.value, second.value, third.value);
        }
        boolean hyphens = second.before == '-' && third.before == '-';
        if (third.digits <= 2 && (first.value > 31 || hyphens)) {
            return day(fullYear(first), second.value, third.value);
        }
        int year = fullYear(third);
        if (second.before == '.') {
            return day(year, second.value, first.value);
        }
        return eitherOrder(year, first.value, second.value, weekdays, twelveHours);
    }

    private static @Nullable LooseDate eitherOrder(
            int year, int a, int b, List<String> weekdays, boolean twelveHours) {
        LooseDate dayFirst = b >= 1 && b <= 12 ? day(year, b, a) : null;
        LooseDate monthFirst = a >= 1 && a <= 12 ? day(year, a, b) : null;
        if (dayFirst == null || monthFirst == null || a == b) {
            return dayFirst == null ? monthFirst : dayFirst;
        }
        boolean dayFits = fits(dayFirst, weekdays);
        boolean monthFits = fits(monthFirst, weekdays);
        if (dayFits != monthFits) {
            return dayFits ? dayFirst : monthFirst;
        }
        if (twelveHours) {
            return monthFirst;
        }
        LocalDate earlier =
                dayFirst.date.isBefore(monthFirst.date) ? dayFirst.date : monthFirst.date;
        return new LooseDate(earlier, TimePrecision.YEAR);
    }

    private static boolean fits(LooseDate date, List<String> weekdays) {
        return weekdays.stream()
                .anyMatch(word -> CalendarWords.isWeekday(word, date.date.getDayOfWeek()));
    }

    /** Some count on when a month has ended; the 31st of June is taken for its last day. */
    private static @Nullable LooseDate day(int year, int month, int day) {
        if (year < 1_000 || year > 9_999 || month < 1 || month > 12 || day < 1 || day > 31) {
            return null;
        }
        try {
            int last = YearMonth.of(year, month).lengthOfMonth();
            return new LooseDate(LocalDate.of(year, month, Math.min(day, last)), TimePrecision.DAY);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** By RFC 5322: two digits count from 1950 or 2000; feeds began in 1999. */
    private static int fullYear(Figure number) {
        if (number.digits > 2) {
            return number.digits == 3 ? number.value + 1_900 : number.value;
        }
        return number.value + (number.value < CENTURY_TURNS_AT ? 2_000 : 1_900);
    }
}
