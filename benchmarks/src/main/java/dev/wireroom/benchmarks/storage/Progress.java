package dev.wireroom.benchmarks.storage;

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
 * @param first articles that don't count
 * @param all articles that there will be
 */
record Progress(Tables tables, long first, long all) {

    private static final Duration STANDSTILL = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /** Articles stored at a time. */
    private record Look(long articles, long nanos) {}

    /**
     * Waits until all are stored.
     *
     * @param trouble what the side under test has to say, where it has failed
     * @return articles a second
     * @throws IOException where it fails, or nothing arrives any more
     */
    double watch(Supplier<Optional<String>> trouble)
            throws IOException, SQLException, InterruptedException {
        Look begin = await(first, trouble);
        Look end = await(all, trouble);
        return rate(begin.articles(), end.articles(), end.nanos() - begin.nanos());
    }

    static double rate(long from, long to, long nanos) {
        return (to - from) * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
    }

    private Look await(long wanted, Supplier<Optional<String>> trouble)
            throws IOException, SQLException, InterruptedException {
        long seen = -1;
        long moved = System.nanoTime();
        while (true) {
            long articles = tables.articles();
            long now = System.nanoTime();
            if (articles >= wanted) {
                return new Look(articles, now);
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
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
    }
}
