package dev.wireroom.benchmarks.storage;

import dev.wireroom.benchmarks.wire.Foundation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;

/** The tables of the wire in a database that a benchmark may empty. Not thread-safe. */
final class Tables implements AutoCloseable {

    /** What the sink stores of an article, parents before children. */
    static final List<String> OF_ARTICLES =
            List.of("article", "article_revision", "entity", "article_entity", "mention");

    /** Times of transactions, and coordinates that only our sink stores. */
    private static final Set<String> NOT_COMPARED =
            Set.of("stored_at", "first_seen_at", "enriched_partition", "enriched_offset");

    /** The role that {@code CHECKPOINT} needs, in the embedded server. */
    private static final String SUPERUSER = "postgres";

    private final String url;
    private final String user;
    private final Connection connection;

    Tables(Foundation foundation) throws SQLException {
        this.url = foundation.databaseUrl();
        this.user = foundation.databaseUser();
        this.connection = connect();
    }

    /** What a table holds: rows, and a checksum that does not depend on their order. */
    record Contents(long rows, String checksum) {}

    /** A new connection, for one side's own use. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, "");
    }

    /** Throws everything away and settles the server's debts, so that every turn starts alike. */
    void drop() throws SQLException {
        run("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        try (Connection superuser = DriverManager.getConnection(url, SUPERUSER, "");
                Statement statement = superuser.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    /** Lays out the sink's tables; columns that are not compared fill themselves. */
    void create() throws SQLException {
        Flyway.configure(Tables.class.getClassLoader())
                .dataSource(url, user, "")
                .locations("classpath:dev/wireroom/sink/migration")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        for (String table : List.of("article", "article_revision")) {
            run(
                    """
                    ALTER TABLE %s ALTER stored_at SET DEFAULT now(),
                        ALTER enriched_partition SET DEFAULT 0, ALTER enriched_offset SET DEFAULT 0\
                    """
                            .formatted(table));
        }
    }

    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Articles stored; none where there is no table yet. */
    long articles() throws SQLException {
        return exists("article") ? number("SELECT count(*) FROM article") : 0;
    }

    private boolean exists(String table) throws SQLException {
        return number("SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'") > 0;
    }

    /** The one number that a query answers. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What these tables hold, times of storing left out. */
    Map<String, Contents> contents(List<String> tables) throws SQLException {
        Map<String, Contents> contents = new TreeMap<>();
        for (String table : tables) {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    """
                                    SELECT count(*), sum(hashtextextended((%s)::text, 0))
                                    FROM %s\
                                    """
                                            .formatted(
                                                    compared(table).stream()
                                                            .collect(
                                                                    Collectors.joining(
                                                                            ", ", "ROW(", ")")),
                                                    table))) {
                row.next();
                contents.put(table, new Contents(row.getLong(1), row.getString(2)));
            }
        }
        return contents;
    }

    /** Columns of a table that are compared, in order. */
    private List<String> compared(String table) throws SQLException {
        return columns(table).stream().filter(column -> !NOT_COMPARED.contains(column)).toList();
    }

    /** Columns of a table that can be written, in order. */
    List<String> columns(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT string_agg(column_name, ',' ORDER BY ordinal_position)
                                FROM information_schema.columns
                                WHERE table_schema = 'public' AND table_name = '%s'
                                    AND is_generated = 'NEVER'\
                                """
                                        .formatted(table))) {
            row.next();
            return List.of(row.getString(1).split(","));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
