package dev.wireroom.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A span of time in which records entered the log of record; whole minutes, as the ledger counts.
 *
 * @param since inclusive
 * @param until exclusive
 */
public record Window(Instant since, Instant until) {

    /**
     * How far back counts can be compared: the ledger's topic keeps 30 days, the store keeps its
     * counts for ever.
     */
    public static final Duration REACH = Duration.ofDays(29);

    /** As good as the end of time, and still a timestamp to Kafka and to PostgreSQL. */
    public static final Instant OPEN = Instant.parse("9999-01-01T00:00:00Z");

    /** Cuts both ends to the minute. */
    public Window {
        since = since.truncatedTo(ChronoUnit.MINUTES);
        until = until.truncatedTo(ChronoUnit.MINUTES);
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException(
                    "the window from %s to %s holds no minute".formatted(since, until));
        }
    }

    /** Everything that can be compared, and whatever comes. */
    public static Window reachable(Instant now) {
        return new Window(now.minus(REACH), OPEN);
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(since) && moment.isBefore(until);
    }
}
