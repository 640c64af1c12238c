package dev.wireroom.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a task, opened when it is needed, with tables migrated and staging laid
 * out. Not thread-safe.
 */
final class Database implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);
    private static final Duration CHECK_WITHIN = Duration.ofSeconds(5);

    private final ConnectorSettings settings;
    private final PGSimpleDataSource dataSource;
    private boolean migrated;
    private long checkedAt;
    private @Nullable Connection connection;

    Database(ConnectorSettings settings) {
        this.settings = settings;
        this.dataSource = dataSource(settings);
        dataSource.setTcpKeepAlive(true);
        // plan each statement anew: see Staging.prepare
        dataSource.setPrepareThreshold(0);
        dataSource.setApplicationName("wireroom-sink");
        this.migrated = !settings.migrate();
    }

    /** Opens connections with these settings, as an application that the caller names. */
    static PGSimpleDataSource dataSource(ConnectorSettings settings) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(settings.url());
        dataSource.setUser(settings.user());
        dataSource.setPassword(settings.password().value());
        dataSource.setConnectTimeout((int) settings.connectTimeout().toSeconds());
        dataSource.setLoginTimeout((int) settings.connectTimeout().toSeconds());
        dataSource.setSocketTimeout((int) settings.socketTimeout().toSeconds());
        return dataSource;
    }

    /** The connection, outside of any transaction; the same until {@link #discard}. */
    Connection connection() throws SQLException {
        Connection open = connection;
        if (open != null) {
            return open;
        }
        if (!migrated) {
            Migration.run(dataSource);
            migrated = true;
        }
        Connection fresh = dataSource.getConnection();
        try {
            fresh.setAutoCommit(false);
            Staging.prepare(fresh);
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
        log.info("connected to {}", settings);
        connection = fresh;
        return fresh;
    }

    /**
     * Opens the connection, or sees after it where it is open: it is tried once in a while, and
     * replaced where it is broken.
     */
    void check() throws SQLException {
        Connection open = connection;
        if (open != null && System.nanoTime() - checkedAt > CHECK_EVERY.toNanos()) {
            checkedAt = System.nanoTime();
            if (open.isValid((int) CHECK_WITHIN.toSeconds())) {
                open.rollback();
            } else {
                discard();
            }
        }
        connection();
    }

    /** Drops the connection, with whatever transaction is open on it. */
    void discard() {
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

    @Override
    public void close() {
        discard();
    }
}
