package dev.wireroom.console.line;

import dev.wireroom.console.line.SourceBalance.StoredCounts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the sink's own counts from its store. Thread-safe. */
public final class StoredCountReader {

    private static final Logger log = LoggerFactory.getLogger(StoredCountReader.class);

    private static final String SUMS =
            """
            SELECT source_id,
                   coalesce(sum(count) FILTER (WHERE outcome = 'STORED'), 0),
                   coalesce(sum(count) FILTER (WHERE outcome = 'DELETED'), 0),
                   coalesce(sum(count) FILTER (WHERE outcome = 'DEAD_LETTERED'), 0)
            FROM stored_count GROUP BY source_id\
            """;

    private final DataSource database;

    public StoredCountReader(DataSource database) {
        this.database = database;
    }

    /** Counts by source; empty where the store does not answer or has no tables yet. */
    public Optional<Map<String, StoredCounts>> read() {
        Map<String, StoredCounts> counts = new HashMap<>();
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SUMS)) {
            while (row.next()) {
                counts.put(
                        row.getString(1),
                        new StoredCounts(row.getLong(2), row.getLong(3), row.getLong(4)));
            }
            return Optional.of(counts);
        } catch (SQLException e) {
            log.debug("the store's counts can't be read: {}", e.toString());
            return Optional.empty();
        }
    }
}
