package dev.wireroom.sink;

import static dev.wireroom.sink.AnEnriched.anEnriched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.EntityType;
import dev.wireroom.service.config.DatabaseConfig;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dropping storage, on a real PostgreSQL. */
class StorageResetIT {

    private static final String OBJECTS =
            """
            SELECT relname FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v', 'm', 'S', 'p')
            UNION SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
            UNION SELECT typname FROM pg_type
            WHERE typnamespace = current_schema()::regnamespace AND typtype IN ('e', 'd')\
            """;

    private TestDatabase database;
    private TestRegistry registry;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
        database.run("SET search_path = " + schema());
        registry = new TestRegistry();
    }

    @AfterEach
    void stop() throws SQLException {
        registry.close();
        database.close();
    }

    @Test
    void leavesNothingThatTheMigrationsMadeAndEverythingElse() throws SQLException {
        store();
        database.run("CREATE TABLE readers_own (note text)");

        assertThat(StorageReset.drop(config())).contains("article", "mention");

        assertThat(database.rows(OBJECTS)).containsExactly("readers_own");
    }

    @Test
    void whatWasDroppedIsLaidOutAgain() throws SQLException {
        store();
        StorageReset.drop(config());
        store();

        assertThat(database.one("SELECT count(*) FROM mention")).isEqualTo("2");
        assertThat(database.one("SELECT sum(count) FROM stored_count")).isEqualTo("1");
    }

    @Test
    void dropsNothingWhereAStrangersViewHangsOnIt() throws SQLException {
        store();
        database.run("CREATE VIEW readers_view AS SELECT title FROM article");

        assertThatThrownBy(() -> StorageReset.drop(config()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("readers_view");
        assertThat(database.one("SELECT count(*) FROM article")).isEqualTo("1");
    }

    @Test
    void anEmptyDatabaseStaysEmpty() throws SQLException {
        assertThat(StorageReset.drop(config())).isEmpty();
    }

    private void store() {
        try (RunningTask task = new RunningTask(database.url(), registry)) {
            task.put(
                    anEnriched("storm")
                            .naming("location:nairobi", "Nairobi", EntityType.LOCATION)
                            .build());
        }
    }

    private DatabaseConfig config() {
        return new DatabaseConfig(database.url(), "postgres", Optional.empty());
    }

    private String schema() {
        return database.url().replaceAll(".*currentSchema=", "");
    }
}
