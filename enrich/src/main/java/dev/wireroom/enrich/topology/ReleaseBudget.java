package dev.wireroom.enrich.topology;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the embargoed may be let go at a time. A stream thread runs the punctuations of all its
 * partitions, one after another, in one transaction: together they must stay well below its time
 * limit. One article more than the time allows may be under way in each. Immutable.
 *
 * @param perPunctuation of each partition
 * @param nanoClock as {@link System#nanoTime}
 */
public record ReleaseBudget(Duration perPunctuation, LongSupplier nanoClock) {

    /** Of the transaction's time limit, where one thread has every partition. */
    private static final int SHARE = 4;

    /** News waits for no longer, on each partition. */
    private static final Duration MOST = Duration.ofMillis(100);

    /** For a topic of so many partitions. */
    public static ReleaseBudget of(Duration transactionTimeout, int partitions) {
        Duration share = transactionTimeout.dividedBy((long) SHARE * partitions);
        return new ReleaseBudget(share.compareTo(MOST) < 0 ? share : MOST, System::nanoTime);
    }

    /** A deadline from now on; may be asked whether it is over. */
    Deadline begin() {
        return new Deadline(nanoClock.getAsLong());
    }

    /** The end of one punctuation's time. */
    final class Deadline {
        private final long begin;

        private Deadline(long begin) {
            this.begin = begin;
        }

        boolean isOver() {
            return nanoClock.getAsLong() - begin >= perPunctuation.toNanos();
        }
    }
}
