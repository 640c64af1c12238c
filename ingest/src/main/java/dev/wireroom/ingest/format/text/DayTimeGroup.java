package dev.wireroom.ingest.format.text;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The group of day and time that ends a message of a wire. */
final class DayTimeGroup {

    /** 031259 Nov 26 or 212322 GMT Nov 18: day, hour and minute; month; year. */
    private static final Pattern DAY_TIME =
            Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d) ?(?:GMT|UTC|Z)? +([A-Za-z]{3}) +(\\d\\d)");

    /** AP-WF-11-03-26 1259GMT. */
    private static final Pattern ANPA_TIME =
            Pattern.compile("[A-Z]{2}-[A-Z]{2,4}-(\\d\\d)-(\\d\\d)-(\\d\\d) (\\d\\d)(\\d\\d)GMT<?");

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private DayTimeGroup() {}

    /** The group at the end of a text; empty where there is none. */
    static Optional<NewsTime> in(String text) {
        String start = text.length() > 200 ? text.substring(text.length() - 200) : text;
        Matcher iptc = DAY_TIME.matcher(start);
        if (iptc.find()) {
            int month = MONTHS.indexOf(iptc.group(4).toLowerCase(Locale.ROOT)) + 1;
            return time(
                    iptc.group(),
                    month,
                    iptc.group(1),
                    iptc.group(5),
                    iptc.group(2),
                    iptc.group(3),
                    iptc.group().matches(".*(?:GMT|UTC|Z).*"));
        }
        Matcher anpa = ANPA_TIME.matcher(start);
        return anpa.find()
                ? time(
                        anpa.group(),
                        Integer.parseInt(anpa.group(1)),
                        anpa.group(2),
                        anpa.group(3),
                        anpa.group(4),
                        anpa.group(5),
                        true)
                : Optional.empty();
    }

    /** IPTC 7901 has its times in UTC, but names no zone unless a sender adds it. */
    private static Optional<NewsTime> time(
            String text,
            int month,
            String day,
            String year,
            String hour,
            String minute,
            boolean zoned) {
        try {
            LocalDateTime at =
                    LocalDateTime.of(
                            2000 + Integer.parseInt(year),
                            month,
                            Integer.parseInt(day),
                            Integer.parseInt(hour),
                            Integer.parseInt(minute));
            return Optional.of(
                    new NewsTime(at.toInstant(ZoneOffset.UTC), TimePrecision.MINUTE, zoned, text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
