package dev.wireroom.deliver;

import dev.wireroom.service.http.Health;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the store every few seconds whether it is there and has its tables, and tells {@link
 * Health}; on a thread of its own.
 */
final class StoreHealth implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StoreHealth.class);

    private static final Duration WHILE_WELL = Duration.ofSeconds(5);
    private static final Duration WHILE_MISSING = Duration.ofSeconds(1);
    private static final String UNDEFINED_TABLE = "42P01";

    private final DataSource database;
    private final Health.Part part;
    private final Thread thread;
    private boolean well;
    private boolean told;

    private StoreHealth(DataSource database, Health health) {
        this.database = database;
        this.part = health.part("database");
        this.thread = Thread.ofVirtual().name("deliver-store-health").unstarted(this::run);
    }

    static StoreHealth start(DataSource database, Health health) {
        StoreHealth storeHealth = new StoreHealth(database, health);
        storeHealth.thread.start();
        return storeHealth;
    }

    private void run() {
        try {
            while (true) {
                ask();
                Thread.sleep(well ? WHILE_WELL : WHILE_MISSING);
            }
        } catch (InterruptedException e) {
            log.debug("asked to stop");
        }
    }

    private void ask() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1 FROM article LIMIT 1").close();
            part.up();
            if (told) {
                log.info("the article store is there");
            }
            well = true;
            told = false;
        } catch (SQLException e) {
            String why =
                    UNDEFINED_TABLE.equals(e.getSQLState())
                            ? "the store has no tables yet: the sink creates them when it starts"
                            : "the store does not answer: " + e.getMessage();
            part.down(why);
            if (!told) {
                log.warn("waiting for the article store: {}", why);
            }
            well = false;
            told = true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
