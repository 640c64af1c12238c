package dev.wireroom.sink;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates and upgrades the tables, with Flyway; safe to run from many tasks at once. */
final class Migration {

    private static final Logger log = LoggerFactory.getLogger(Migration.class);

    private static final String SCRIPTS = "classpath:dev/wireroom/sink/migration";

    /**
     * SQLState class 42: the database is not laid out as it should be, and only an operator helps.
     */
    private static final String MISCONFIGURED = "42000";

    private Migration() {}

    /**
     * Brings the database up to date. A schema that holds foreign tables is taken as it is, and
     * ours are added.
     *
     * @throws SQLException classified like any other; where the scripts and what has been applied
     *     disagree, as a misconfiguration
     */
    static void run(DataSource dataSource) throws SQLException {
        try {
            MigrateResult result =
                    Flyway.configure(Migration.class.getClassLoader())
                            .dataSource(dataSource)
                            .locations(SCRIPTS)
                            .baselineOnMigrate(true)
                            .baselineVersion("0")
                            .connectRetries(0)
                            .load()
                            .migrate();
            log.info(
                    "tables are at version {}, {} migrations applied now",
                    result.targetSchemaVersion == null
                            ? result.initialSchemaVersion
                            : result.targetSchemaVersion,
                    result.migrationsExecuted);
        } catch (FlywayException e) {
            SQLException cause = sqlCause(e);
            throw new SQLException(
                    "migrating the tables: " + firstLine(e),
                    cause == null ? MISCONFIGURED : cause.getSQLState(),
                    e);
        }
    }

    private static @Nullable SQLException sqlCause(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private static String firstLine(FlywayException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
