package dev.wireroom.sink;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What one transaction adds to the ledger. Not thread-safe. */
final class LedgerCounts {

    /** Outcomes that the sink counts, named as in the ledger's contract. */
    enum Outcome {
        STORED,
        DELETED,
        DEAD_LETTERED,
        /** Older than retention keeps when it came. */
        EXPIRED
    }

    private static final long SECONDS_PER_MINUTE = Duration.ofMinutes(1).toSeconds();

    private record Key(String sourceId, long minuteEpochSecond, Outcome outcome, int partition) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::sourceId)
                    .thenComparingLong(Key::minuteEpochSecond)
                    .thenComparing(Key::outcome)
                    .thenComparingInt(Key::partition);

    private final Map<Key, Long> counts = new TreeMap<>(ORDER);

    /**
     * Counts one record.
     *
     * @param acceptedEpochSecond when ingest accepted it; only its minute is kept
     */
    void add(String sourceId, long acceptedEpochSecond, int partition, Outcome outcome) {
        add(sourceId, acceptedEpochSecond, partition, outcome, 1);
    }

    /** Takes back what was counted in an earlier transaction. */
    void takeBack(String sourceId, long acceptedEpochSecond, int partition, Outcome outcome) {
        add(sourceId, acceptedEpochSecond, partition, outcome, -1);
    }

    private void add(
            String sourceId, long acceptedEpochSecond, int partition, Outcome outcome, long by) {
        long minute = Math.floorDiv(acceptedEpochSecond, SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
        counts.merge(new Key(sourceId, minute, outcome, partition), by, Long::sum);
    }

    long total(Outcome outcome) {
        return counts.entrySet().stream()
                .filter(e -> e.getKey().outcome() == outcome)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    void write(Connection connection) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(MergeSql.COUNTS)) {
            statement.setArray(1, array(connection, "text", Key::sourceId));
            statement.setArray(2, array(connection, "bigint", Key::minuteEpochSecond));
            statement.setArray(3, array(connection, "text", key -> key.outcome().name()));
            statement.setArray(4, array(connection, "integer", Key::partition));
            statement.setArray(5, connection.createArrayOf("bigint", counts.values().toArray()));
            statement.executeUpdate();
        }
    }

    private Array array(Connection connection, String type, Function<Key, Object> value)
            throws SQLException {
        List<Object> values = counts.keySet().stream().map(value).toList();
        return connection.createArrayOf(type, values.toArray());
    }
}
