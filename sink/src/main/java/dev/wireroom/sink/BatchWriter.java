package dev.wireroom.sink;

import dev.wireroom.sink.LedgerCounts.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a batch in one transaction: copied into staging tables, merged set by set, counted for the
 * ledger. Writing the same batch again, or an older one after a newer, changes nothing. Not
 * thread-safe, like the connection it is given.
 */
final class BatchWriter {

    private static final int MAX_TEXT_LENGTH = 200;

    private final RefusalReporter reporter;
    private final Expiry expiry;

    BatchWriter(RefusalReporter reporter, Expiry expiry) {
        this.reporter = reporter;
        this.expiry = expiry;
    }

    /**
     * What a transaction did.
     *
     * @param stored revisions new in the history
     * @param deleted withdrawals new in the history
     * @param refused records newly reported
     * @param expired revisions not stored for their age
     */
    record Written(long stored, long deleted, long refused, long expired) {

        Written plus(Written other) {
            return new Written(
                    stored + other.stored,
                    deleted + other.deleted,
                    refused + other.refused,
                    expired + other.expired);
        }
    }

    /**
     * Writes and commits. Refusals are reported after everything is written and before it is
     * committed: none is reported while the database is away, and none is forgotten. Where this
     * throws, the caller rolls back or drops the connection.
     *
     * @throws SQLException as the database said; nothing of the batch is stored, or all of it where
     *     the connection broke during the commit itself
     */
    Written write(Connection connection, Batch given) throws SQLException {
        LedgerCounts counts = new LedgerCounts();
        Batch batch = expiry.withoutExpired(connection, given, counts);
        if (!batch.states().isEmpty()) {
            Staging.stage(connection, batch);
            merge(connection, batch, counts);
        }
        List<Refusal> refusals = note(connection, batch.refusals(), counts);
        counts.write(connection);
        reporter.report(refusals);
        connection.commit();
        return new Written(
                counts.total(Outcome.STORED),
                counts.total(Outcome.DELETED),
                refusals.size(),
                counts.total(Outcome.EXPIRED));
    }

    private static void merge(Connection connection, Batch batch, LedgerCounts counts)
            throws SQLException {
        Set<String> won = takeArticles(connection);
        boolean withdrawals = batch.hasWithdrawals();
        if (withdrawals) {
            update(connection, MergeSql.WITHDRAWALS);
        }
        int added = addRevisions(connection, counts);
        takeBackRefusals(connection, counts);
        if (added < batch.states().size()) {
            update(connection, MergeSql.REVISIONS_ENRICHED_ANEW);
        }
        if (withdrawals) {
            update(connection, MergeSql.PURGE);
        }
        EntityWriter.write(connection, batch, won);
        update(connection, MergeSql.SOURCES);
    }

    /** Stores the articles; answers which of them this batch has the newest state of. */
    private static Set<String> takeArticles(Connection connection) throws SQLException {
        Set<String> won = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(MergeSql.ARTICLES);
                ResultSet taken = statement.executeQuery()) {
            while (taken.next()) {
                won.add(taken.getString(1));
            }
        }
        return won;
    }

    static int update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        }
    }

    private static int addRevisions(Connection connection, LedgerCounts counts)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MergeSql.REVISIONS);
                ResultSet added = statement.executeQuery()) {
            int rows = 0;
            while (added.next()) {
                rows++;
                boolean countedBefore = added.getBoolean(5);
                if (!countedBefore) {
                    counts.add(
                            added.getString(1),
                            added.getLong(2),
                            added.getInt(3),
                            added.getBoolean(4) ? Outcome.DELETED : Outcome.STORED);
                }
            }
            return rows;
        }
    }

    /** What was refused once and is stored now counts as stored, and only as that. */
    private static void takeBackRefusals(Connection connection, LedgerCounts counts)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MergeSql.STORED_AFTER_ALL);
                ResultSet stored = statement.executeQuery()) {
            while (stored.next()) {
                counts.takeBack(
                        stored.getString(1),
                        stored.getLong(2),
                        stored.getInt(3),
                        Outcome.DEAD_LETTERED);
            }
        }
    }

    /** Notes refusals; answers those that were not noted before. */
    private static List<Refusal> note(
            Connection connection, List<Refusal> refusals, LedgerCounts ledger)
            throws SQLException {
        List<Refusal> fresh = new ArrayList<>();
        for (Refusal refusal : refusals) {
            boolean counts = !countedBefore(connection, refusal);
            if (note(connection, refusal, counts)) {
                fresh.add(refusal);
                if (counts) {
                    ledger.add(
                            text(refusal.sourceId()),
                            refusal.acceptedAt().getEpochSecond(),
                            refusal.record().kafkaPartition(),
                            Outcome.DEAD_LETTERED);
                }
            }
        }
        return fresh;
    }

    private static boolean countedBefore(Connection connection, Refusal refusal)
            throws SQLException {
        Integer revision = refusal.revision();
        Optional<String> key = key(refusal);
        if (revision == null || key.isEmpty()) {
            return false;
        }
        try (PreparedStatement question = connection.prepareStatement(MergeSql.COUNTED_BEFORE)) {
            for (int parameter = 1; parameter <= 6; parameter += 2) {
                question.setString(parameter, key.get());
                question.setInt(parameter + 1, revision);
            }
            try (ResultSet answer = question.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static Optional<String> key(Refusal refusal) {
        return RowMapper.key(refusal.record().key()).map(BatchWriter::text);
    }

    private static boolean note(Connection connection, Refusal refusal, boolean counts)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MergeSql.REFUSAL)) {
            statement.setString(1, refusal.record().topic());
            statement.setInt(2, refusal.record().kafkaPartition());
            statement.setLong(3, refusal.record().kafkaOffset());
            statement.setString(4, Refusal.timestamp(refusal.record()).toString());
            statement.setString(5, key(refusal).orElse(null));
            statement.setString(6, text(refusal.sourceId()));
            statement.setString(7, refusal.reason().code());
            statement.setString(8, text(refusal.message()));
            statement.setObject(9, refusal.revision(), Types.INTEGER);
            statement.setBoolean(10, counts);
            try (ResultSet noted = statement.executeQuery()) {
                return noted.next();
            }
        }
    }

    /** What a refused record says of itself, fit to be stored: no NUL, no great length. */
    private static String text(String text) {
        String cut = text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
        return cut.replace("\0", "\\0");
    }
}
