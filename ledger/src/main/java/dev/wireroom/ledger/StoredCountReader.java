package dev.wireroom.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Reads the sink's own counts from its store. As thread-safe as the store. */
public final class StoredCountReader {

    private static final String SUMS =
            """
            SELECT source_id,
                   coalesce(sum(count) FILTER (WHERE outcome = 'STORED'), 0),
                   coalesce(sum(count) FILTER (WHERE outcome = 'DELETED'), 0),
                   coalesce(sum(count) FILTER (WHERE outcome = 'DEAD_LETTERED'), 0),
                   coalesce(sum(count) FILTER (WHERE outcome = 'EXPIRED'), 0)
            FROM stored_count WHERE minute >= ? AND minute < ? GROUP BY source_id\
            """;

    private final Store store;

    public StoredCountReader(Store store) {
        this.store = store;
    }

    /**
     * Counts of the window, by source.
     *
     * @throws SQLException where the store does not answer or has no tables yet
     */
    public Map<String, StoredCounts> read(Window window) throws SQLException {
        Map<String, StoredCounts> counts = new HashMap<>();
        try (Connection connection = store.open();
                PreparedStatement select = connection.prepareStatement(SUMS)) {
            select.setObject(1, window.since().atOffset(ZoneOffset.UTC));
            select.setObject(2, window.until().atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    counts.put(
                            row.getString(1),
                            new StoredCounts(
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5)));
                }
            }
        }
        return counts;
    }
}
