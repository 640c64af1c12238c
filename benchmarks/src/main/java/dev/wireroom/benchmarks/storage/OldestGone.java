package dev.wireroom.benchmarks.storage;

import java.io.PrintWriter;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * What retention costs as deletes: the oldest articles, with all that hangs on them, in batches.
 */
final class OldestGone {

    private static final int BATCH = 1000;

    private static final String DUE =
            "SELECT article_id FROM article ORDER BY received_at LIMIT ? FOR UPDATE SKIP LOCKED";

    private static final String NAMED =
            "SELECT DISTINCT entity_id FROM article_entity WHERE article_id = ANY (?)";

    private static final String REVISIONS =
            "DELETE FROM article_revision WHERE article_id = ANY (?)";

    private static final String ARTICLES = "DELETE FROM article WHERE article_id = ANY (?)";

    private static final String ORPHANS =
            """
            DELETE FROM entity e WHERE e.entity_id = ANY (?)
                AND NOT EXISTS (SELECT FROM article_entity a WHERE a.entity_id = e.entity_id)\
            """;

    private OldestGone() {}

    static void measure(Tables tables, long articles, PrintWriter out) throws SQLException {
        try (Connection connection = tables.connect()) {
            connection.setAutoCommit(false);
            long begin = System.nanoTime();
            long gone = 0;
            while (gone < articles) {
                Array due = texts(connection, DUE, Math.min(BATCH, articles - gone));
                Array named = texts(connection, NAMED, due);
                delete(connection, REVISIONS, due);
                gone += delete(connection, ARTICLES, due);
                delete(connection, ORPHANS, named);
                connection.commit();
            }
            double seconds = seconds(begin);
            out.printf(
                    "deleting the oldest %,d articles and all of theirs, %,d a transaction:"
                            + " %.1f s, %,.0f articles/s%n",
                    gone, BATCH, seconds, gone / seconds);
        }
        long begin = System.nanoTime();
        tables.run("VACUUM (ANALYZE)");
        out.printf("VACUUM after it: %.1f s%n", seconds(begin));
        out.flush();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static Array texts(Connection connection, String sql, Object parameter)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT coalesce(array_agg(t.text), '{}') FROM (%s) AS t (text)"
                                .formatted(sql))) {
            select.setObject(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getArray(1);
            }
        }
    }

    private static int delete(Connection connection, String sql, Array ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, ids);
            return statement.executeUpdate();
        }
    }
}
