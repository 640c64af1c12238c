package dev.wireroom.benchmarks.line;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * Looks into the wire's PostgreSQL: how many articles have arrived, and how long each hop took by
 * the articles' own times.
 */
final class Store implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Connection connection;

    Store(String url) throws SQLException {
        this.connection = DriverManager.getConnection(url, "wireroom", null);
    }

    /**
     * Time of each hop, in milliseconds: accepted to enriched, enriched to stored, accepted to
     * stored.
     */
    record Hops(Histogram enrich, Histogram sink, Histogram whole) {}

    long count(String idPrefix) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT count(*) FROM article WHERE external_id LIKE ?")) {
            select.setString(1, idPrefix + "%");
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Waits until so many articles are there. */
    void await(String idPrefix, long wanted, Duration patience)
            throws SQLException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (count(idPrefix) < wanted) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "only %d of %d articles were stored within %s"
                                .formatted(count(idPrefix), wanted, patience));
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    Hops hops(String idPrefix) throws SQLException {
        Hops hops = new Hops(histogram(), histogram(), histogram());
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT received_at, enriched_at, stored_at FROM article WHERE external_id"
                                + " LIKE ?")) {
            select.setString(1, idPrefix + "%");
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long received = row.getTimestamp(1).getTime();
                    long enriched = row.getTimestamp(2).getTime();
                    long stored = row.getTimestamp(3).getTime();
                    hops.enrich().recordValue(bounded(enriched - received));
                    hops.sink().recordValue(bounded(stored - enriched));
                    hops.whole().recordValue(bounded(stored - received));
                }
            }
        }
        return hops;
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MILLIS, 3);
    }

    private static long bounded(long millis) {
        return Math.clamp(millis, 0, LONGEST_MILLIS);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
