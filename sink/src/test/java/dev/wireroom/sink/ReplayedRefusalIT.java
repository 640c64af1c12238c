package dev.wireroom.sink;

import static dev.wireroom.sink.AnEnriched.anEnriched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EnrichedArticle;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refused revision that comes once more, as in a replay: the ledger has it once. */
class ReplayedRefusalIT {

    private static final EnrichedArticle BAD = anEnriched("a").titled("NUL \0 here").build();
    private static final EnrichedArticle MENDED =
            anEnriched("a").enrichedAt(AnEnriched.RECEIVED.plusSeconds(60)).build();

    private TestDatabase database;
    private TestRegistry registry;
    private RunningTask task;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
        registry = new TestRegistry();
        task = new RunningTask(database.url(), registry);
    }

    @AfterEach
    void stop() throws SQLException {
        task.close();
        registry.close();
        database.close();
    }

    @Test
    void refusedAgainItIsReportedAgainAndNotCountedAgain() throws SQLException {
        task.put(BAD);
        task.put(BAD);

        assertThat(task.context().reports()).hasSize(2);
        assertThat(counts()).containsExactly("DEAD_LETTERED|1");
        assertThat(
                        database.rows(
                                """
                                SELECT enriched_offset, revision, counted FROM refused_record
                                ORDER BY 1\
                                """))
                .containsExactly("0|1|t", "1|1|f");
    }

    @Test
    void storedAfterAllItCountsAsStoredOnly() throws SQLException {
        SinkRecord refused = task.record(BAD);
        task.put(List.of(refused));
        task.put(MENDED);

        assertThat(database.one("SELECT count(*) FROM article")).isEqualTo("1");
        assertThat(counts()).containsExactly("DEAD_LETTERED|0", "STORED|1");

        task.put(List.of(refused));
        assertThat(counts()).as("read once more").containsExactly("DEAD_LETTERED|0", "STORED|1");
    }

    @Test
    void storedAndThenRefusedItStaysStored() throws SQLException {
        task.put(MENDED);
        task.put(BAD);
        task.put(anEnriched("a").enrichedAt(AnEnriched.RECEIVED.plusSeconds(90)).build());

        assertThat(counts()).containsExactly("STORED|1");
    }

    @Test
    void refusedAndStoredInOneBatchItCountsOnce() throws SQLException {
        task.put(BAD, MENDED);

        assertThat(counts()).containsExactly("STORED|1");
    }

    private List<String> counts() throws SQLException {
        return database.rows(
                "SELECT outcome, sum(count) FROM stored_count GROUP BY 1 ORDER BY outcome");
    }
}
