package dev.wireroom.ingest.feed;

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

    private final PollLease lease;
    private volatile boolean ended;

    Permit(PollLease lease) {
        this.lease = lease;
    }

    boolean holds() {
        return !ended && lease.holds();
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
