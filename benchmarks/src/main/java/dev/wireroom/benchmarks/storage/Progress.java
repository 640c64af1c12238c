package dev.wireroom.benchmarks.storage;

import dev.wireroom.benchmarks.storage.Contender.Load;
import dev.wireroom.benchmarks.wire.ProcessTree;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Watches articles arrive in the tables. A connector's rate is taken from when the first part is
 * stored, so that joining its group and compiling its code do not count, until all are.
 *
 * @param processes whose processor time counts
 * @param first articles that don't count
 * @param all articles that there will be
 */
record Progress(Tables tables, ProcessTree processes, long first, long all) {

    private static final Duration STANDSTILL = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /**
     * Counting takes one part of the time at most, and so many it does not: it costs the server.
     */
    private static final int RESTS = 20;

    /** Articles stored at a time, and the processor time spent up to then. */
    record Look(long articles, long nanos, Duration cpu) {}

    /**
     * Waits until all are stored.
     *
     * @param trouble what the side under test has to say, where it has failed
     * @throws IOException where it fails, or nothing arrives any more
     */
    Load watch(Supplier<Optional<String>> trouble)
            throws IOException, SQLException, InterruptedException {
        Look begin = await(first, trouble);
        Look end = await(all, trouble);
        return between(begin, end);
    }

    Look look(long articles) {
        return new Look(articles, System.nanoTime(), processes.cpu());
    }

    static Load between(Look begin, Look end) {
        double articles = end.articles() - begin.articles();
        return new Load(
                articles * TimeUnit.SECONDS.toNanos(1) / (end.nanos() - begin.nanos()),
                end.cpu().minus(begin.cpu()).toMillis() / articles);
    }

    Look await(long wanted, Supplier<Optional<String>> trouble)
            throws IOException, SQLException, InterruptedException {
        long seen = -1;
        long moved = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            long articles = tables.articles();
            long counting = System.nanoTime() - now;
            if (articles >= wanted) {
                return new Look(articles, now, processes.cpu());
            }
            if (articles != seen) {
                seen = articles;
                moved = now;
            } else if (now - moved > STANDSTILL.toNanos()) {
                throw new IOException(
                        "%,d of %,d articles are stored, and no more for %s"
                                .formatted(articles, wanted, STANDSTILL));
            }
            Optional<String> failed = trouble.get();
            if (failed.isPresent()) {
                throw new IOException(failed.get());
            }
            TimeUnit.NANOSECONDS.sleep(Math.max(BETWEEN_LOOKS.toNanos(), counting * RESTS));
        }
    }
}
