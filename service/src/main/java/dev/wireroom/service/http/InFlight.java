package dev.wireroom.service.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the door knows about a request while it is worked on; travels in the request's context. */
final class InFlight {
    private final ConnectionGuard.Connection connection;
    private final Semaphore permits;
    private final AtomicBoolean held;

    /** The route's pattern, for metrics; {@code none} until one matched. */
    private volatile String route = "none";

    /** A request; {@code held} tells whether it has one of the permits. */
    InFlight(ConnectionGuard.Connection connection, Semaphore permits, boolean held) {
        this.connection = connection;
        this.permits = permits;
        this.held = new AtomicBoolean(held);
    }

    ConnectionGuard.Connection connection() {
        return connection;
    }

    String route() {
        return route;
    }

    void matched(String pattern) {
        route = pattern;
    }

    /** Gives the permit back; again is harmless. */
    void release() {
        if (held.compareAndSet(true, false)) {
            permits.release();
        }
    }
}
