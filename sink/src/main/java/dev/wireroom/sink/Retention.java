package dev.wireroom.sink;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes what storage keeps no longer, a batch and a transaction at a time. Articles that a task
 * is writing just then are passed over until the next batch; a task waits for a batch at most. Not
 * thread-safe, like the connection it is given, which commits only here.
 */
final class Retention {

    /** One of all sinks on these tables retires at a time. */
    private static final String LOCK =
            "SELECT pg_try_advisory_lock(hashtextextended('wireroom-retention ' ||"
                    + " current_schema(), 0))";

    private static final String UNLOCK =
            "SELECT pg_advisory_unlock(hashtextextended('wireroom-retention ' ||"
                    + " current_schema(), 0))";

    /** The oldest first, by index article_by_time. */
    static final String DUE_ARTICLES =
            """
            SELECT article_id FROM article
            WHERE received_at < ? AND greatest(received_at, embargoed_until) < ?
            ORDER BY received_at LIMIT ? FOR UPDATE SKIP LOCKED\
            """;

    private static final String ENTITIES =
            "SELECT DISTINCT entity_id FROM article_entity WHERE article_id = ANY (?)";

    /** Before the articles, in one statement: its trigger then notes all of them at once. */
    private static final String REVISIONS =
            "DELETE FROM article_revision WHERE article_id = ANY (?)";

    private static final String RETIRED =
            "UPDATE gone_article SET retired_revision = revision WHERE article_id = ANY (?)";

    private static final String ARTICLES = "DELETE FROM article WHERE article_id = ANY (?)";

    private static final String ORPHANS =
            """
            DELETE FROM entity e WHERE e.entity_id IN (
                SELECT o.entity_id FROM entity o
                WHERE o.entity_id = ANY (?)
                    AND NOT EXISTS (SELECT FROM article_entity a WHERE a.entity_id = o.entity_id)
                ORDER BY o.entity_id FOR UPDATE)\
            """;

    /** By index article_with_history. */
    private static final String WITH_HISTORY =
            """
            SELECT article_id FROM article WHERE revision > 1 AND article_id > ?
            ORDER BY article_id LIMIT ? FOR UPDATE SKIP LOCKED\
            """;

    private static final String OVERTAKEN =
            """
            DELETE FROM article_revision r USING article a
            WHERE a.article_id = ANY (?) AND r.article_id = a.article_id
                AND r.revision < a.revision AND r.received_at < ?\
            """;

    private static final String FORGET =
            """
            DELETE FROM gone_article WHERE article_id IN (
                SELECT article_id FROM gone_article
                WHERE origin_timestamp < now() - interval '30 days'
                ORDER BY origin_timestamp LIMIT ? FOR UPDATE SKIP LOCKED)\
            """;

    private final Connection connection;

    Retention(Connection connection) {
        this.connection = connection;
    }

    /**
     * Articles with a history that were looked through.
     *
     * @param lastId where to go on
     * @param articles how many; fewer than asked for at the end
     * @param deleted revisions
     */
    record Looked(String lastId, int articles, int deleted) {}

    /** Whether this connection may retire now; another sink's does, where not. */
    boolean lock() throws SQLException {
        return flag(LOCK);
    }

    void unlock() throws SQLException {
        flag(UNLOCK);
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    private boolean flag(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet answer = statement.executeQuery()) {
            boolean flag = answer.next() && answer.getBoolean(1);
            connection.commit();
            return flag;
        }
    }

    /** Deletes at most so many articles with all that hangs on them; answers how many. */
    int articles(Instant before, int most) throws SQLException {
        List<String> due = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(DUE_ARTICLES)) {
            query.setObject(1, before.atOffset(ZoneOffset.UTC));
            query.setObject(2, before.atOffset(ZoneOffset.UTC));
            query.setInt(3, most);
            due.addAll(strings(query));
        }
        if (!due.isEmpty()) {
            Array ids = text(due);
            List<String> entities;
            try (PreparedStatement query = connection.prepareStatement(ENTITIES)) {
                query.setArray(1, ids);
                entities = strings(query);
            }
            update(REVISIONS, ids);
            update(RETIRED, ids);
            update(ARTICLES, ids);
            update(ORPHANS, text(entities));
        }
        connection.commit();
        return due.size();
    }

    /** Deletes old revisions of at most so many articles behind an id. */
    Looked revisions(Instant before, String after, int most) throws SQLException {
        List<String> ids;
        try (PreparedStatement query = connection.prepareStatement(WITH_HISTORY)) {
            query.setString(1, after);
            query.setInt(2, most);
            ids = strings(query);
        }
        int deleted = 0;
        if (!ids.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(OVERTAKEN)) {
                statement.setArray(1, text(ids));
                statement.setObject(2, before.atOffset(ZoneOffset.UTC));
                deleted = statement.executeUpdate();
            }
        }
        connection.commit();
        return new Looked(ids.isEmpty() ? after : ids.getLast(), ids.size(), deleted);
    }

    /** Forgets at most so many that are gone for longer than the ledger reaches back. */
    int forget(int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setInt(1, most);
            int forgotten = statement.executeUpdate();
            connection.commit();
            return forgotten;
        }
    }

    private void update(String sql, Array ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, ids);
            statement.executeUpdate();
        }
    }

    private Array text(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static List<String> strings(PreparedStatement query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                strings.add(row.getString(1));
            }
        }
        return strings;
    }
}
