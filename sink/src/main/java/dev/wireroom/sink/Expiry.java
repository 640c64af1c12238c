package dev.wireroom.sink;

import dev.wireroom.sink.LedgerCounts.Outcome;
import dev.wireroom.sink.RowChange.ArticleChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Leaves out of a batch what retention would delete at once: a replay or a rebuild must not bring
 * retired articles back. An article that is stored takes every state, however old: a withdrawal
 * above all. Not thread-safe.
 */
final class Expiry {

    private static final String STORED =
            "SELECT article_id FROM article WHERE article_id = ANY (?)";

    private static final String COUNTED =
            "SELECT article_id, revision FROM gone_article WHERE article_id = ANY (?)";

    /** Beyond the ledger's reach, nothing needs to be remembered. */
    private static final String NOTE =
            """
            INSERT INTO gone_article AS g (article_id, revision, retired_revision, origin_timestamp)
            SELECT article_id, revision, revision, to_timestamp(origin)
            FROM unnest(?::text[], ?::integer[], ?::bigint[]) AS n (article_id, revision, origin)
            WHERE to_timestamp(origin) > now() - interval '30 days'
            ON CONFLICT (article_id) DO UPDATE
                SET revision = greatest(g.revision, excluded.revision),
                    retired_revision = greatest(g.retired_revision, excluded.retired_revision),
                    origin_timestamp = greatest(g.origin_timestamp, excluded.origin_timestamp)\
            """;

    private final RetentionSettings retention;
    private final Clock clock;

    Expiry(RetentionSettings retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** The batch without what is too old, which is counted, each revision once. */
    Batch withoutExpired(Connection connection, Batch batch, LedgerCounts counts)
            throws SQLException {
        Optional<Instant> before = retention.articlesBefore(clock.instant());
        if (before.isEmpty()) {
            return batch;
        }
        Set<String> expired = expired(batch, before.get());
        if (!expired.isEmpty()) {
            expired.removeAll(stored(connection, expired));
        }
        if (expired.isEmpty()) {
            return batch;
        }
        List<Batch.State> kept = new ArrayList<>();
        List<ArticleChange> left = new ArrayList<>();
        for (Batch.State state : batch.states()) {
            if (expired.contains(state.change().position().articleId())) {
                left.add(state.change());
            } else {
                kept.add(state);
            }
        }
        note(connection, left, counts);
        return new Batch(kept, batch.refusals());
    }

    /** Articles of which every state in the batch is too old. */
    private static Set<String> expired(Batch batch, Instant before) {
        Set<String> expired = new HashSet<>();
        Set<String> fresh = new HashSet<>();
        for (Batch.State state : batch.states()) {
            ArticleChange change = state.change();
            boolean old = change.keptFrom().isBefore(before);
            (old ? expired : fresh).add(change.position().articleId());
        }
        expired.removeAll(fresh);
        return expired;
    }

    private static Set<String> stored(Connection connection, Set<String> ids) throws SQLException {
        Set<String> stored = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(STORED)) {
            query.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    stored.add(row.getString(1));
                }
            }
        }
        return stored;
    }

    private static void note(Connection connection, List<ArticleChange> left, LedgerCounts ledger)
            throws SQLException {
        TreeMap<String, ArticleChange> last = new TreeMap<>();
        for (ArticleChange change : left) {
            last.merge(
                    change.position().articleId(),
                    change,
                    (a, b) -> a.position().compareTo(b.position()) > 0 ? a : b);
        }
        Map<String, Integer> counted = counted(connection, last.keySet());
        for (ArticleChange change : left) {
            Position at = change.position();
            if (counted.getOrDefault(at.articleId(), 0) < at.revision()) {
                ledger.add(
                        change.sourceId(),
                        change.acceptedAt().getEpochSecond(),
                        change.partition(),
                        Outcome.EXPIRED);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
            insert.setArray(1, connection.createArrayOf("text", last.keySet().toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "integer",
                            last.values().stream().map(c -> c.position().revision()).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint",
                            last.values().stream()
                                    .map(c -> c.acceptedAt().getEpochSecond())
                                    .toArray()));
            insert.executeUpdate();
        }
    }

    private static Map<String, Integer> counted(Connection connection, Set<String> ids)
            throws SQLException {
        Map<String, Integer> counted = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COUNTED)) {
            query.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    counted.put(row.getString(1), row.getInt(2));
                }
            }
        }
        return counted;
    }
}
