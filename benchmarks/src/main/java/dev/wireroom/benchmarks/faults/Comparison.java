package dev.wireroom.benchmarks.faults;

import dev.wireroom.benchmarks.faults.Expected.Content;
import dev.wireroom.benchmarks.faults.Expected.Sent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds what PostgreSQL has against what was sent: the latest state of every article, every
 * revision, content only where no withdrawal forbids it, and the counts of the ledger.
 */
final class Comparison {

    /** Where an article was seen, and how it is wrong there. */
    record Difference(String what, String where, String detail) {

        @Override
        public String toString() {
            return "%s: %s: %s".formatted(what, where, detail);
        }
    }

    /** A row of article or article_revision, as far as it is compared. */
    private record Row(
            int revision,
            String outcome,
            String contentHash,
            @Nullable String title,
            @Nullable String bodyDigest,
            int mentions) {}

    private static final String LATEST =
            """
            SELECT a.article_id, a.revision, a.outcome, a.content_hash, a.title, md5(a.body),
                   (SELECT count(*) FROM mention m WHERE m.article_id = a.article_id)
            FROM article a WHERE a.source_id = '%s'\
            """
                    .formatted(RevisionLoad.SOURCE);

    private static final String HISTORY =
            """
            SELECT article_id, revision, outcome, content_hash, title, md5(body), 0
            FROM article_revision WHERE source_id = '%s'\
            """
                    .formatted(RevisionLoad.SOURCE);

    private final List<Difference> differences = new ArrayList<>();

    private Comparison() {}

    /** Everything that differs; empty where the store is as it must be. */
    static List<Difference> of(List<Expected> expected, String url, String user)
            throws SQLException {
        Comparison comparison = new Comparison();
        try (Connection connection = DriverManager.getConnection(url, user, "")) {
            Map<String, List<Row>> latest = rows(connection, LATEST);
            Map<String, List<Row>> history = rows(connection, HISTORY);
            for (Expected article : expected) {
                comparison.latest(article, one(latest.remove(article.articleId())));
                comparison.history(
                        article,
                        Objects.requireNonNullElse(history.remove(article.articleId()), List.of()));
            }
            latest.keySet().forEach(id -> comparison.add("never sent", id, "but stored"));
            history.keySet().forEach(id -> comparison.add("never sent", id, "but in history"));
            comparison.counts(expected, connection);
        }
        return List.copyOf(comparison.differences);
    }

    private static Map<String, List<Row>> rows(Connection connection, String sql)
            throws SQLException {
        Map<String, List<Row>> rows = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.computeIfAbsent(found.getString(1), id -> new ArrayList<>())
                        .add(
                                new Row(
                                        found.getInt(2),
                                        found.getString(3),
                                        found.getString(4),
                                        found.getString(5),
                                        found.getString(6),
                                        found.getInt(7)));
            }
        }
        return rows;
    }

    private static Optional<Row> one(@Nullable List<Row> rows) {
        return rows == null ? Optional.empty() : Optional.of(rows.get(0));
    }

    private void latest(Expected article, Optional<Row> stored) {
        String id = article.articleId();
        if (stored.isEmpty()) {
            add("article missing", id, "revision %d".formatted(article.latest().number()));
            return;
        }
        Sent sent = article.latest();
        Row row = stored.get();
        if (row.revision() != sent.number()) {
            add(
                    "article stale",
                    id,
                    "revision %d stored, %d sent last".formatted(row.revision(), sent.number()));
            return;
        }
        same("article", id, sent, article.visible(sent), row);
        int mentions = article.visible(sent).map(Content::mentions).orElse(0);
        if (row.mentions() != mentions) {
            add("mentions", id, "%d stored, %d sent".formatted(row.mentions(), mentions));
        }
    }

    private void history(Expected article, List<Row> stored) {
        Map<Integer, Row> byNumber = new HashMap<>();
        for (Row row : stored) {
            if (byNumber.put(row.revision(), row) != null) {
                add("revision twice", article.articleId(), "revision " + row.revision());
            }
        }
        for (Sent sent : article.revisions()) {
            Row row = byNumber.remove(sent.number());
            if (row == null) {
                add("revision missing", article.articleId(), "revision " + sent.number());
            } else {
                same("revision", article.articleId(), sent, article.visible(sent), row);
            }
        }
        byNumber.keySet()
                .forEach(n -> add("revision never sent", article.articleId(), "revision " + n));
    }

    private void same(String what, String id, Sent sent, Optional<Content> visible, Row row) {
        if (!row.outcome().equals(sent.outcome())
                || !row.contentHash().equals(sent.contentHash())) {
            add(
                    what + " differs",
                    id,
                    "revision %d is %s %s, was sent as %s %s"
                            .formatted(
                                    sent.number(),
                                    row.outcome(),
                                    row.contentHash(),
                                    sent.outcome(),
                                    sent.contentHash()));
        }
        String title = visible.map(Content::title).orElse(null);
        String body = visible.map(Content::bodyDigest).orElse(null);
        if (!Objects.equals(row.title(), title) || !Objects.equals(row.bodyDigest(), body)) {
            add(
                    what + (visible.isEmpty() ? " kept withdrawn content" : " content differs"),
                    id,
                    "revision %d holds '%s'".formatted(sent.number(), row.title()));
        }
    }

    private void counts(List<Expected> expected, Connection connection) throws SQLException {
        long withdrawn = 0;
        long all = 0;
        for (Expected article : expected) {
            all += article.revisions().size();
            withdrawn += article.revisions().stream().filter(r -> r.content().isEmpty()).count();
        }
        Map<String, Long> counted = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT outcome, sum(count) FROM stored_count GROUP BY outcome")) {
            while (found.next()) {
                counted.put(found.getString(1), found.getLong(2));
            }
        }
        count("STORED", all - withdrawn, counted);
        count("DELETED", withdrawn, counted);
        count("DEAD_LETTERED", 0, counted);
    }

    private void count(String outcome, long sent, Map<String, Long> counted) {
        long stored = counted.getOrDefault(outcome, 0L);
        if (stored != sent) {
            add("count", outcome, "%d in the ledger, %d sent".formatted(stored, sent));
        }
    }

    private void add(String what, String where, String detail) {
        differences.add(new Difference(what, where, detail));
    }
}
