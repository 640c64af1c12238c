package dev.wireroom.ingest.feed;

import dev.wireroom.ingest.fetch.WebResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * What the headers of an answer say about when to ask again (RFC 9111 §4.2, RFC 9110 §10.2.3).
 * Pure.
 *
 * @param lifetime for how much longer the answer is fresh: max-age, else s-maxage, else Expires,
 *     less Age; empty where nothing is said, or no-cache, no-store or must-revalidate with 0
 * @param retryAfter how long the server wants to be left alone
 * @param header the header that gave the lifetime, as it stood
 */
record Freshness(Optional<Duration> lifetime, Optional<Duration> retryAfter, String header) {

    static final Freshness UNKNOWN = new Freshness(Optional.empty(), Optional.empty(), "");

    static Freshness of(WebResponse response, Instant now) {
        Optional<Duration> retryAfter =
                response.header("retry-after").flatMap(value -> until(value, now));
        String control = String.join(", ", response.headers("cache-control"));
        if (forbidsCaching(control)) {
            return new Freshness(Optional.empty(), retryAfter, "");
        }
        Optional<Duration> byControl =
                directive(control, "max-age").or(() -> directive(control, "s-maxage"));
        Optional<Duration> byExpires =
                response.header("expires")
                        .flatMap(Freshness::date)
                        .map(at -> Duration.between(serverTime(response, now), at));
        Duration age = response.header("age").flatMap(Freshness::seconds).orElse(Duration.ZERO);
        Optional<Duration> lifetime =
                byControl
                        .or(() -> byExpires)
                        .map(fresh -> fresh.minus(age))
                        .filter(Freshness::isPositive);
        String header =
                byControl.isPresent()
                        ? "Cache-Control: " + control
                        : "Expires: " + response.header("expires").orElse("");
        return new Freshness(lifetime, retryAfter, lifetime.isPresent() ? header : "");
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static boolean forbidsCaching(String control) {
        String lower = control.toLowerCase(Locale.ROOT);
        return lower.contains("no-cache") || lower.contains("no-store");
    }

    private static Optional<Duration> directive(String control, String name) {
        for (String part : control.toLowerCase(Locale.ROOT).split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equals(name)) {
                return seconds(part.substring(equals + 1).replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    /** The server's own clock, so that a wrong one does no harm. */
    private static Instant serverTime(WebResponse response, Instant now) {
        return response.header("date").flatMap(Freshness::date).orElse(now);
    }

    private static Optional<Duration> until(String value, Instant now) {
        return seconds(value)
                .or(() -> date(value).map(at -> Duration.between(now, at)))
                .filter(Freshness::isPositive);
    }

    private static Optional<Duration> seconds(String value) {
        String digits = value.strip();
        boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            return Optional.empty();
        }
        // RFC 9111 1.2.2: what is larger than can be held counts as 2^31
        return Optional.of(
                Duration.ofSeconds(digits.length() > 9 ? 1L << 31 : Long.parseLong(digits)));
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
