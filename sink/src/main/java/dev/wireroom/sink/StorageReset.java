package dev.wireroom.sink;

import dev.wireroom.service.config.DatabaseConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Drops everything that the migrations made, and nothing else, in one transaction. The next start
 * of the sink lays the tables out again.
 */
public final class StorageReset {

    /** What the migrations make; a test holds it against them. */
    private static final List<String> TABLES =
            List.of(
                    "mention",
                    "article_entity",
                    "entity",
                    "article_revision",
                    "article",
                    "source",
                    "stored_count",
                    "refused_record",
                    "gone_article",
                    "flyway_schema_history");

    private static final List<String> FUNCTIONS =
            List.of(
                    "wireroom_search_query(text)",
                    "wireroom_search_config(text)",
                    "wireroom_note_gone()");

    /** Readers hold their locks for the length of a query. */
    private static final String LOCK_LIMIT = "SET LOCAL lock_timeout = '10s'";

    private StorageReset() {}

    /**
     * Drops them, if they are there. Foreign objects that depend on ours, such as a view, are not
     * dropped with them: then nothing is.
     *
     * @return names of the tables that were there
     * @throws SQLException where the database can't be reached or refuses
     */
    public static List<String> drop(DatabaseConfig database) throws SQLException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(database.url());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password().map(Password::value).orElse(""));
        dataSource.setApplicationName("wireroom-rebuild");
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK_LIMIT);
                List<String> there = existing(statement);
                statement.execute("DROP TABLE IF EXISTS " + String.join(", ", TABLES));
                statement.execute("DROP FUNCTION IF EXISTS " + String.join(", ", FUNCTIONS));
                connection.commit();
                return there;
            }
        }
    }

    private static List<String> existing(Statement statement) throws SQLException {
        List<String> there = new ArrayList<>();
        try (ResultSet tables =
                statement.executeQuery(
                        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
                                + " AND tablename IN ('%s') ORDER BY tablename"
                                        .formatted(String.join("', '", TABLES)))) {
            while (tables.next()) {
                there.add(tables.getString(1));
            }
        }
        return there;
    }
}
