package dev.wireroom.ingest.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads when a server wants to be asked again. */
final class RetryAfter {

    private RetryAfter() {}

    /**
     * Reads a Retry-After header: seconds, or a date, which is taken against the server's own
     * {@code Date} where it sent one, as its clock need not be ours.
     *
     * @return never negative; empty where there is no such header or it says nothing readable
     */
    static Optional<Duration> read(HttpTransport.Answer answer, Instant now) {
        return first(answer, "retry-after").flatMap(value -> read(value, answer, now));
    }

    private static Optional<Duration> read(String value, HttpTransport.Answer answer, Instant now) {
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant base = first(answer, "date").flatMap(RetryAfter::date).orElse(now);
        return date(value)
                .map(at -> at.isBefore(base) ? Duration.ZERO : Duration.between(base, at));
    }

    private static Optional<String> first(HttpTransport.Answer answer, String name) {
        return answer.header(name).stream().map(String::strip).findFirst();
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
