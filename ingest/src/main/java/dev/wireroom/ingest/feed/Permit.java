package dev.wireroom.ingest.feed;

import org.jspecify.annotations.Nullable;

/**
 * The right to poll the sources of one partition: given with the partition, ended with it, and good
 * only while the lease holds. Thread-safe.
 */
final class Permit {

    /** What a poll that lost its right ends with; nothing of it is published or kept. */
    static final class EndedException extends RuntimeException {
        EndedException() {
            super("another instance may poll this source by now", null, false, false);
        }
    }

    /** For what any instance may do: a hub's delivery reaches whichever it is sent to. */
    static final Permit UNBOUND = new Permit(null);

    private final @Nullable PollLease lease;
    private volatile boolean ended;

    Permit(@Nullable PollLease lease) {
        this.lease = lease;
    }

    boolean holds() {
        return !ended && (lease == null || lease.holds());
    }

    void end() {
        ended = true;
    }

    /** To be called before every request and before anything is published or written. */
    void require() {
        if (!holds()) {
            throw new EndedException();
        }
    }
}
