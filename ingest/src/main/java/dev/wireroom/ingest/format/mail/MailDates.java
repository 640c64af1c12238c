package dev.wireroom.ingest.format.mail;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.ingest.format.NewsTimes;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Date field of RFC 5322, with the obsolete forms that mailers still write. */
final class MailDates {

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private static final Map<String, String> ZONES =
            Map.of(
                    "GMT", "Z", "UT", "Z", "UTC", "Z", "EST", "-05:00", "EDT", "-04:00", "CST",
                    "-06:00", "CDT", "-05:00", "MST", "-07:00", "PST", "-08:00", "PDT", "-07:00");

    private static final Pattern DATE =
            Pattern.compile(
                    "(?:\\p{L}{2,9}\\.?,? *)?(\\d{1,2})[ -]+([A-Za-z]{3})[a-z]*[ -]+(\\d{4}|\\d\\d)"
                            + " +(\\d{1,2})[:.](\\d\\d)(?:[:.](\\d\\d))?"
                            + "(?: *([+-]\\d\\d:?\\d\\d|[A-Z]{2,4}))?.{0,80}");

    private MailDates() {}

    static Optional<NewsTime> parse(String text) {
        Matcher date = DATE.matcher(text.strip());
        if (!date.matches()) {
            return NewsTimes.parse(text);
        }
        int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
        try {
            LocalDateTime local =
                    LocalDateTime.of(
                            year(date.group(3)),
                            month,
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(4)),
                            Integer.parseInt(date.group(5)),
                            date.group(6) == null
                                    ? 0
                                    : Math.min(59, Integer.parseInt(date.group(6))));
            Optional<ZoneOffset> zone = zone(date.group(7));
            return Optional.of(
                    new NewsTime(
                            local.toInstant(zone.orElse(ZoneOffset.UTC)),
                            date.group(6) == null ? TimePrecision.MINUTE : TimePrecision.SECOND,
                            zone.isPresent(),
                            text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return digits.length() == 4 ? year : year < 50 ? 2000 + year : 1900 + year;
    }

    /** By RFC 5322, -0000 says that the sender does not tell its zone. */
    private static Optional<ZoneOffset> zone(@Nullable String text) {
        if (text == null || text.equals("-0000")) {
            return Optional.empty();
        }
        String id = ZONES.getOrDefault(text, text);
        return id.equals("Z") || id.startsWith("+") || id.startsWith("-")
                ? Optional.of(ZoneOffset.of(id))
                : Optional.empty();
    }
}
