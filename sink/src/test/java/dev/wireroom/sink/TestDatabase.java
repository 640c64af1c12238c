package dev.wireroom.sink;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A new, empty schema on a PostgreSQL server that all tests of this JVM share. */
final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger count = new AtomicInteger();

    /** Started at first use; zonky stops it with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "50")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final String schema = "sink_" + count.incrementAndGet();
    private final Connection connection;

    TestDatabase() throws SQLException {
        connection = DriverManager.getConnection(url(), "postgres", "");
        run("CREATE SCHEMA " + schema);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=%s"
                .formatted(Server.POSTGRES.getPort(), schema);
    }

    /** Makes connections opened from now on read-only, as on a standby. */
    void becomeReadOnly() throws SQLException {
        run("ALTER DATABASE postgres SET default_transaction_read_only = on");
    }

    void becomeWritable() throws SQLException {
        run("ALTER DATABASE postgres RESET default_transaction_read_only");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows, each with its values joined by {@code |}; NULL is {@code null}. */
    List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }

    String one(String sql) throws SQLException {
        List<String> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError("expected one row, got " + rows);
        }
        return rows.get(0);
    }

    @Override
    public void close() throws SQLException {
        becomeWritable();
        run("DROP SCHEMA " + schema + " CASCADE");
        connection.close();
    }
}
