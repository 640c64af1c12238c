package dev.wireroom.sink;

import dev.wireroom.sink.BatchWriter.Written;
import dev.wireroom.sink.Refusal.Reason;
import dev.wireroom.sink.RowChange.ArticleChange;
import dev.wireroom.sink.RowChange.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Finds the record that the database refuses: a batch that fails for its data is halved until one
 * record stands alone, which then is refused, while all others are written. The halves go in order,
 * so order per key is kept; n records with one bad take about 2 log2(n) more transactions. Not
 * thread-safe.
 */
final class IsolatingWriter {

    private static final int CONFLICT_ATTEMPTS = 5;

    /** A record and what it means. */
    record Mapped(SinkRecord record, RowChange change) {}

    private final BatchWriter writer;

    IsolatingWriter(BatchWriter writer) {
        this.writer = writer;
    }

    /**
     * Writes records in as few transactions as it takes, normally one. What was committed before an
     * exception stays; writing all of it again is harmless.
     *
     * @throws SQLException for faults that are not a record's; the connection is of no more use
     */
    Written write(Connection connection, List<Mapped> records) throws SQLException {
        Batch batch = Batch.of(records.stream().map(Mapped::change).toList());
        for (int attempt = 1; ; attempt++) {
            try {
                return writer.write(connection, batch);
            } catch (SQLException e) {
                switch (SqlFault.of(e)) {
                    case BAD_RECORD -> {
                        connection.rollback();
                        return isolate(connection, records, e);
                    }
                    case CONFLICT -> {
                        if (attempt >= CONFLICT_ATTEMPTS) {
                            throw e;
                        }
                        connection.rollback();
                    }
                    case OUTAGE, MISCONFIGURED -> throw e;
                }
            }
        }
    }

    private Written isolate(Connection connection, List<Mapped> records, SQLException cause)
            throws SQLException {
        if (records.size() > 1) {
            int half = records.size() / 2;
            Written first = write(connection, records.subList(0, half));
            Written second = write(connection, records.subList(half, records.size()));
            return first.plus(second);
        }
        Mapped only = records.get(0);
        if (!(only.change() instanceof ArticleChange article)) {
            throw new ConnectException("the database refuses even the note of a refusal", cause);
        }
        Refused refused = new Refused(refusal(only.record(), article, cause));
        return write(connection, List.of(new Mapped(only.record(), refused)));
    }

    private static Refusal refusal(SinkRecord record, ArticleChange change, SQLException cause) {
        return new Refusal(
                record,
                change.sourceId(),
                change.position().revision(),
                change.acceptedAt(),
                Reason.DATABASE_REFUSED,
                "PostgreSQL refused article %s revision %d (SQLState %s): %s"
                        .formatted(
                                change.position().articleId(),
                                change.position().revision(),
                                cause.getSQLState(),
                                firstLine(cause)));
    }

    private static String firstLine(SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
