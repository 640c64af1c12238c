package dev.wireroom.sink;

import java.time.Duration;

/** Pauses that double from a first to a longest one until reset. Not thread-safe. */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    /** Starts with {@code first}; {@code longest} is at least that. */
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest.compareTo(first) < 0 ? first : longest;
        this.next = first;
    }

    /** The pause to make now. */
    public Duration next() {
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return now;
    }

    /** Back to the first pause, after a success. */
    public void reset() {
        next = first;
    }
}
