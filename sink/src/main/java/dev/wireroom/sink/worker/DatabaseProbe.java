package dev.wireroom.sink.worker;

import dev.wireroom.service.config.DatabaseConfig;
import dev.wireroom.service.http.Health;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database whether it is there and can be written to, on a connection of its own, and
 * tells {@link Health}. One log line when it goes and one when it is back. Not thread-safe.
 */
public final class DatabaseProbe implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProbe.class);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final String name;
    private final PGSimpleDataSource dataSource;
    private final Health.Part part;
    private @Nullable Connection connection;
    private boolean away;

    public DatabaseProbe(DatabaseConfig config, Health.Part part) {
        this.part = part;
        this.name = withoutQuery(config.url());
        this.dataSource = new PGSimpleDataSource();
        dataSource.setURL(config.url());
        dataSource.setUser(config.user());
        dataSource.setPassword(config.password().map(Password::value).orElse(""));
        dataSource.setConnectTimeout((int) ANSWER_WITHIN.toSeconds());
        dataSource.setLoginTimeout((int) ANSWER_WITHIN.toSeconds());
        dataSource.setSocketTimeout((int) ANSWER_WITHIN.toSeconds());
        dataSource.setApplicationName("wireroom-sink-health");
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** Asks once. */
    public void ask() {
        Optional<String> trouble = trouble();
        if (trouble.isPresent()) {
            part.down("PostgreSQL at %s: %s".formatted(name, trouble.get()));
            if (!away) {
                log.warn("waiting for PostgreSQL at {}: {}", name, trouble.get());
            }
        } else {
            part.up();
            if (away) {
                log.info("PostgreSQL at {} is there", name);
            }
        }
        away = trouble.isPresent();
    }

    private Optional<String> trouble() {
        try {
            Connection open = connection;
            if (open == null) {
                open = dataSource.getConnection();
                connection = open;
            }
            try (Statement statement = open.createStatement();
                    ResultSet answer =
                            statement.executeQuery(
                                    "SELECT current_setting('transaction_read_only')")) {
                boolean readOnly = answer.next() && "on".equals(answer.getString(1));
                return readOnly ? Optional.of("it is read-only") : Optional.empty();
            }
        } catch (SQLException e) {
            close();
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                log.debug("the connection was broken already: {}", e.toString());
            }
        }
    }
}
