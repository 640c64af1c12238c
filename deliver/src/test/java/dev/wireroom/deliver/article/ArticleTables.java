package dev.wireroom.deliver.article;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PostgreSQL server of its own with the tables as the sink's migrations make them. */
final class ArticleTables implements AutoCloseable {

    /**
     * The sink owns the tables; its scripts are read as files, for modules do not know each other.
     */
    private static final Path MIGRATIONS =
            Path.of("..", "sink/src/main/resources/dev/wireroom/sink/migration");

    private final EmbeddedPostgres server;

    private ArticleTables(EmbeddedPostgres server) {
        this.server = server;
    }

    static ArticleTables create() throws IOException, SQLException {
        ArticleTables tables =
                new ArticleTables(
                        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start());
        for (Path script : scripts()) {
            tables.run(Files.readString(script));
        }
        return tables;
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.sorted(Comparator.comparingInt(ArticleTables::version)).toList();
        }
    }

    /** 2 of V2__search.sql. */
    private static int version(Path script) {
        String name = script.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    DataSource database() {
        return server.getPostgresDatabase();
    }

    void run(String sql, Object... values) throws SQLException {
        try (Connection connection = database().getConnection()) {
            if (values.length == 0) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.execute();
            }
        }
    }

    /** The plan and what it took, one line a node. */
    String explain(ArticleSql sql) throws SQLException {
        try (Connection connection = database().getConnection();
                PreparedStatement explain =
                        sql.prepare(connection, "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ");
                ResultSet row = explain.executeQuery()) {
            Stream.Builder<String> lines = Stream.builder();
            while (row.next()) {
                lines.add(row.getString(1));
            }
            return lines.build().collect(Collectors.joining("\n"));
        }
    }

    /** Adds the one article, with the columns that a search looks at. */
    void add(Stored article) throws SQLException {
        run(
                """
                INSERT INTO article (article_id, source_id, external_id, external_id_kind, revision,
                    outcome, publishing_status, editorial_signal, content_hash, first_received_at,
                    received_at, enriched_at, stored_at, title, body, language, language_confidence,
                    analysis_status, analysed_length, sentiment_label, sentiment_score,
                    sentiment_confidence, enrichment_version, origin_topic, origin_partition,
                    origin_offset, origin_timestamp, enriched_topic, enriched_partition,
                    enriched_offset)
                VALUES (?, ?, 'x', 'PUBLISHER', 1, 'NEW', 'USABLE', 'NONE', 'h', now(),
                    ?::timestamptz, now(), now(), ?, ?, ?, 1, 'ANALYSED', 1,
                    CASE WHEN ?::real < 0 THEN 'NEGATIVE' ELSE 'POSITIVE' END, ?::real, 0.9, 't',
                    'o', 0, 0, now(), 'e', 0, 0)
                """,
                article.id(),
                article.source(),
                article.time(),
                article.title(),
                article.body(),
                article.language(),
                article.sentiment(),
                article.sentiment());
        if (!article.entity().isEmpty()) {
            run(
                    "INSERT INTO entity VALUES (?, 'ORGANIZATION', ?, NULL, now()) ON CONFLICT DO"
                            + " NOTHING",
                    article.entity(),
                    article.entity());
            run(
                    """
                    INSERT INTO article_entity (article_id, entity_id, ordinal, name, salience,
                        mentions, sentiment_score, received_at)
                    VALUES (?, ?, 0, ?, 1, 1, ?::real, ?::timestamptz)
                    """,
                    article.id(),
                    article.entity(),
                    article.entity(),
                    article.sentiment(),
                    article.time());
        }
    }

    /**
     * An article as it is stored.
     *
     * @param entity the one it names; empty: none
     */
    record Stored(
            String id,
            String source,
            String time,
            String language,
            String title,
            String body,
            double sentiment,
            String entity) {

        static Stored of(String id, String time, String title, String body) {
            return new Stored(id, "paper", time, "en", title, body, 0.5, "");
        }

        Stored from(String newSource) {
            return new Stored(id, newSource, time, language, title, body, sentiment, entity);
        }

        Stored in(String newLanguage) {
            return new Stored(id, source, time, newLanguage, title, body, sentiment, entity);
        }

        Stored naming(String newEntity, double newSentiment) {
            return new Stored(id, source, time, language, title, body, newSentiment, newEntity);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
