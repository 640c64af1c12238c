package dev.wireroom.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * For how long this instance may believe that the partitions it was given are still its own.
 * Thread-safe.
 *
 * <p>A process that was stopped for a while (a long garbage collection, SIGSTOP, a moved virtual
 * machine) does not know that the group has gone on without it. So every poll needs a lease. It is
 * renewed by committing an offset to the group: the coordinator takes a commit only from a member
 * of the present generation, and one that it took proves membership at the time it was
 * <em>sent</em> and starts the member's session anew. From then the lease holds for the session
 * timeout less a margin, in which requests that are under way are broken off before another
 * instance can take over.
 *
 * <p>Age is taken by two clocks, the larger counts: the monotonic one stands still while a virtual
 * machine is suspended, the wall clock can be set back.
 */
final class PollLease {

    /** What is left of the session when the lease ends: time to break off what is under way. */
    private static final double MARGIN = 0.3;

    private final Duration term;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private Stamp renewed;

    /** A moment, by both clocks. */
    record Stamp(long nanos, Instant wall) {}

    PollLease(Duration sessionTimeout, LongSupplier nanoTime, InstantSource clock) {
        this.term = Duration.ofMillis((long) (sessionTimeout.toMillis() * (1 - MARGIN)));
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.renewed = new Stamp(nanoTime.getAsLong() - term.toNanos() - 1, Instant.EPOCH);
    }

    /** This moment, to be taken before a renewal is sent. */
    Stamp stamp() {
        return new Stamp(nanoTime.getAsLong(), clock.instant());
    }

    /** A renewal that was sent at a moment has succeeded. */
    synchronized void renew(Stamp sent) {
        if (sent.nanos() - renewed.nanos() > 0) {
            renewed = sent;
        }
    }

    synchronized boolean holds() {
        Stamp now = stamp();
        return now.nanos() - renewed.nanos() < term.toNanos()
                && Duration.between(renewed.wall(), now.wall()).compareTo(term) < 0;
    }
}
