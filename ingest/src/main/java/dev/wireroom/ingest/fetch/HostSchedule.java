package dev.wireroom.ingest.fetch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When one host may be asked next, on a clock of nanoseconds that is handed in. Thread-safe. */
final class HostSchedule {

    /** Up to this much of the delay is added to it, so that hosts of one list don't keep step. */
    private static final double JITTER = 0.2;

    private static final long UNSET = Long.MIN_VALUE;

    private final Duration minDelay;
    private Duration delay;
    private long nextFree = UNSET;
    private long pausedUntil = UNSET;

    HostSchedule(Duration minDelay) {
        this.minDelay = minDelay;
        this.delay = minDelay;
    }

    /**
     * Takes the present moment, if it is free.
     *
     * @return 0 where it was; else the nanoseconds after which to try again
     */
    synchronized long take(long now, RandomGenerator random) {
        long wait = Math.max(until(pausedUntil, now), until(nextFree, now));
        if (wait > 0) {
            return wait;
        }
        long pace = delay.toNanos();
        nextFree = now + pace + (long) (pace * JITTER * random.nextDouble());
        return 0;
    }

    /**
     * A request has ended. The next keeps its distance from this moment too: what was sent over a
     * new connection arrives later than it was begun, what follows it over the same one at once.
     */
    synchronized void ended(long now) {
        long pace = delay.toNanos();
        if (until(nextFree, now) < pace) {
            nextFree = now + pace;
        }
    }

    /** Leaves the host alone; an earlier, longer pause stays. */
    synchronized void pause(long now, Duration duration) {
        if (until(pausedUntil, now) < duration.toNanos()) {
            pausedUntil = now + duration.toNanos();
        }
    }

    /** What is left of a pause; zero where there is none. */
    synchronized Duration pause(long now) {
        return Duration.ofNanos(until(pausedUntil, now));
    }

    /** Sets the time between requests, though never below the least one. */
    synchronized void slowDown(Duration wanted) {
        delay = wanted.compareTo(minDelay) > 0 ? wanted : minDelay;
    }

    /** Whether nothing is known that still matters. */
    synchronized boolean isPast(long now) {
        return until(nextFree, now) == 0 && until(pausedUntil, now) == 0;
    }

    private static long until(long moment, long now) {
        return moment == UNSET ? 0 : Math.max(moment - now, 0);
    }
}
