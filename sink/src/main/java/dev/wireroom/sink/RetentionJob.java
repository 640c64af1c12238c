package dev.wireroom.sink;

import dev.wireroom.sink.Retention.Looked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link Retention} on a schedule, on a thread and a connection of its own. After each batch
 * it pauses for as long as the batch took, so that at least half of the time is the tasks'. It may
 * end anywhere: the next pass goes on with what is left. Thread-safe.
 */
final class RetentionJob implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RetentionJob.class);

    /** The tables may not be there yet, or the database is away. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private static final int CONFLICT_ATTEMPTS = 5;

    private static final String NO_SUCH_TABLE = "42P01";

    private final RetentionSettings settings;
    private final DataSource dataSource;
    private final Clock clock;
    private final LongAdder articles = new LongAdder();
    private final LongAdder revisions = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicLong lastPass = new AtomicLong();
    private final Thread thread;

    RetentionJob(RetentionSettings settings, DataSource dataSource, Clock clock) {
        this.settings = settings;
        this.dataSource = dataSource;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("sink-retention").unstarted(this::run);
    }

    /** What one pass deleted. */
    record Pass(long articles, long revisions) {}

    void start() {
        thread.start();
    }

    /** Shows what was done, in Connect's own metrics. */
    void register(PluginMetrics metrics) {
        gauge(metrics, "articles-retired-total", "Articles deleted by retention.", articles::sum);
        gauge(
                metrics,
                "revisions-retired-total",
                "Overtaken revisions deleted by retention.",
                revisions::sum);
        gauge(
                metrics,
                "retention-failures-total",
                "Passes of retention that failed.",
                failures::sum);
        gauge(
                metrics,
                "retention-last-pass-timestamp",
                "When retention last went through, in milliseconds since 1970; 0 before.",
                lastPass::get);
    }

    private static void gauge(
            PluginMetrics metrics, String name, String description, LongSupplier value) {
        metrics.addMetric(
                metrics.metricName(name, description, new LinkedHashMap<>()),
                (Gauge<Long>) (config, now) -> value.getAsLong());
    }

    private void run() {
        boolean failing = false;
        try {
            while (true) {
                try {
                    pass();
                    failing = false;
                    Thread.sleep(settings.every());
                } catch (SQLException e) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedException("in the middle of a batch");
                    }
                    failures.increment();
                    if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                        log.debug("the tables are not there yet");
                    } else if (!failing) {
                        failing = true;
                        log.warn("retention can't go on now, trying again: {}", e.getMessage());
                    }
                    Thread.sleep(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            log.debug("retention ends");
        } catch (RuntimeException e) { // the end of this thread: nobody else would tell
            log.error("retention can't go on", e);
        }
    }

    /**
     * Goes through once; empty where another sink is at it.
     *
     * @throws SQLException as the database said; what was deleted stays deleted
     */
    Optional<Pass> pass() throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Retention retention = new Retention(connection);
            if (!retention.lock()) {
                return Optional.empty();
            }
            long begin = System.nanoTime();
            Instant now = clock.instant();
            long retired = retireArticles(retention, now);
            long overtaken = retireRevisions(retention, now);
            int most = settings.batchArticles();
            repeat(retention, () -> retention.forget(most) == most);
            retention.unlock();
            lastPass.set(clock.millis());
            if (retired + overtaken > 0) {
                log.info(
                        "retention deleted {} articles received before {} and {} older revisions,"
                                + " in {} ms",
                        retired,
                        settings.articlesBefore(now).map(Instant::toString).orElse("ever"),
                        overtaken,
                        (System.nanoTime() - begin) / 1_000_000);
            }
            return Optional.of(new Pass(retired, overtaken));
        }
    }

    private long retireArticles(Retention retention, Instant now)
            throws SQLException, InterruptedException {
        Optional<Instant> before = settings.articlesBefore(now);
        if (before.isEmpty()) {
            return 0;
        }
        long already = articles.sum();
        int most = settings.batchArticles();
        repeat(
                retention,
                () -> {
                    int retired = retention.articles(before.get(), most);
                    articles.add(retired);
                    return retired == most;
                });
        return articles.sum() - already;
    }

    private long retireRevisions(Retention retention, Instant now)
            throws SQLException, InterruptedException {
        Optional<Instant> before = settings.revisionsBefore(now);
        if (before.isEmpty()) {
            return 0;
        }
        long already = revisions.sum();
        int most = settings.batchArticles();
        Cursor cursor = new Cursor();
        repeat(
                retention,
                () -> {
                    Looked looked = retention.revisions(before.get(), cursor.id, most);
                    cursor.id = looked.lastId();
                    revisions.add(looked.deleted());
                    return looked.articles() == most;
                });
        return revisions.sum() - already;
    }

    private static final class Cursor {
        private String id = "";
    }

    /** A batch; answers whether there may be more. */
    @FunctionalInterface
    private interface Batch {
        boolean write() throws SQLException;
    }

    private static void repeat(Retention retention, Batch batch)
            throws SQLException, InterruptedException {
        boolean more = true;
        while (more) {
            long begin = System.nanoTime();
            more = write(retention, batch);
            if (more) {
                Thread.sleep(Duration.ofNanos(System.nanoTime() - begin));
            }
        }
    }

    /** A task may name an entity just as it is found to be named by nothing. */
    private static boolean write(Retention retention, Batch batch) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return batch.write();
            } catch (SQLException e) {
                if (SqlFault.of(e) != SqlFault.CONFLICT || attempt >= CONFLICT_ATTEMPTS) {
                    throw e;
                }
                retention.rollback();
            }
        }
    }

    /** Ends the thread; a batch under way is rolled back. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
