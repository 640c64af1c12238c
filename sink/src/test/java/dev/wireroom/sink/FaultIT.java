package dev.wireroom.sink;

import static dev.wireroom.sink.AnEnriched.anEnriched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.EntityType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the task does when a record, the database, the registry or Kafka fails it. */
class FaultIT {

    private static final int MOST_RETRIES = 20;

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

    private static EnrichedArticle article(String name) {
        return anEnriched(name).naming("person:x", "X", EntityType.PERSON).build();
    }

    private List<String> stored() throws SQLException {
        return database.rows("SELECT external_id FROM article ORDER BY 1");
    }

    private List<String> reports() {
        return task.context().reports().stream().map(r -> r.error().getMessage()).toList();
    }

    @Test
    void aRecordWithANulGoesToTheDeadLettersAloneAndIsCounted() throws SQLException {
        SinkRecord bad = task.record(anEnriched("bad").titled("NUL \0 here").build());

        task.put(List.of(task.record(article("a")), bad, task.record(article("b"))));

        assertThat(stored()).containsExactly("a", "b");
        assertThat(task.context().reports())
                .singleElement()
                .satisfies(
                        report -> {
                            assertThat(report.record()).isSameAs(bad);
                            assertThat(report.error())
                                    .hasMessageStartingWith("nul-character: article.title");
                        });
        assertThat(
                        database.rows(
                                """
                                SELECT source_id, outcome, count, minute = '2026-11-23T10:00:00Z'
                                FROM stored_count ORDER BY outcome\
                                """))
                .containsExactly("a-source|DEAD_LETTERED|1|t", "a-source|STORED|2|t");
        assertThat(database.one("SELECT reason_code, enriched_offset FROM refused_record"))
                .isEqualTo("nul-character|0");
    }

    @Test
    void whatIsNotAvroAndAnUnknownSchemaIdGoToTheDeadLetters() throws SQLException {
        task.put(
                List.of(
                        task.record("k1", "no avro".getBytes(StandardCharsets.UTF_8)),
                        task.record(article("a")),
                        task.record("k2", RunningTask.encoded(99, article("b"))),
                        task.record("k3", null)));

        assertThat(stored()).containsExactly("a");
        assertThat(reports())
                .satisfiesExactly(
                        m -> assertThat(m).startsWith("not-avro: "),
                        m -> assertThat(m).startsWith("unknown-schema-id: ").contains("99"),
                        m -> assertThat(m).startsWith("invalid-article: "));
        assertThat(
                        database.one(
                                """
                                SELECT source_id, outcome, sum(count) FROM stored_count
                                WHERE outcome = 'DEAD_LETTERED' GROUP BY 1, 2\
                                """))
                .isEqualTo("?|DEAD_LETTERED|3");
    }

    @Test
    void recordsThatOnlyTheDatabaseCanRefuseAreFoundAmongManyGoodOnes() throws SQLException {
        byte[] noise = new byte[6000];
        new Random(1).nextBytes(noise);
        String longId =
                "person:" + new String(noise, StandardCharsets.ISO_8859_1).replace('\0', 'x');
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(task.record(article("good" + i)));
        }
        records.set(
                7, task.record(anEnriched("bad1").naming(longId, "X", EntityType.PERSON).build()));
        records.set(
                33,
                task.record(
                        anEnriched("bad2")
                                .enrichedAt(Instant.ofEpochMilli(Long.MAX_VALUE))
                                .build()));

        task.put(records);

        assertThat(stored()).hasSize(38).noneMatch(name -> name.startsWith("bad"));
        assertThat(reports())
                .satisfiesExactly(
                        m ->
                                assertThat(m)
                                        .startsWith("database-refused: ")
                                        .contains("SQLState 54000"),
                        m ->
                                assertThat(m)
                                        .startsWith("database-refused: ")
                                        .contains("SQLState 22008"));
        assertThat(database.one("SELECT sum(count) FROM stored_count WHERE outcome = 'STORED'"))
                .isEqualTo("38");
    }

    @Test
    void withoutAReporterTheTaskFailsRatherThanLoses() {
        WireroomSinkTask lonely = new WireroomSinkTask();
        RecordingContext context = new RecordingContext(RecordingContext.Reporter.NONE);
        lonely.initialize(context);
        lonely.start(RunningTask.properties(database.url(), registry));
        SinkRecord bad = task.record("k", "no avro".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> lonely.put(List.of(bad)))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("errors.deadletterqueue.topic.name");
        lonely.stop();
    }

    @Test
    void whileKafkaDoesNotTakeARefusedRecordItsBatchWaits() throws SQLException {
        task.context().setKafkaDown(true);
        List<SinkRecord> records =
                List.of(
                        task.record(article("a")),
                        task.record("k", "no avro".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> task.put(records)).isInstanceOf(RetriableException.class);
        assertThat(stored()).isEmpty();

        task.context().setKafkaDown(false);
        task.put(records);
        assertThat(stored()).containsExactly("a");
        assertThat(reports()).hasSize(1);
    }

    @Test
    void whileTheRegistryIsAwayTheBatchWaits() throws SQLException {
        registry.setDown(true);
        List<SinkRecord> records = List.of(task.record(article("a")));

        assertThatThrownBy(() -> task.put(records))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("registry");
        assertThat(task.context().timeoutMs()).isPositive();

        registry.setDown(false);
        task.put(records);
        assertThat(stored()).containsExactly("a");
        assertThat(reports()).isEmpty();
    }

    @ParameterizedTest(name = "SQLState {0}")
    @ValueSource(strings = {"40001", "40P01", "53100", "57P01", "58030", "XX000", "42501"})
    void anErrorThatIsNotTheRecordsFaultIsTriedAgainAndNothingIsLostOrReported(String state)
            throws SQLException {
        task.put(article("before"));
        failOnceWith(state);
        List<SinkRecord> records = List.of(task.record(article("a")), task.record(article("b")));

        int retries = task.putUntilTaken(records, 1);

        boolean conflict = state.startsWith("40");
        assertThat(retries).as("a conflict is settled in place").isEqualTo(conflict ? 0 : 1);
        assertThat(stored()).containsExactly("a", "b", "before");
        assertThat(reports()).isEmpty();
        assertThat(database.one("SELECT sum(count) FROM stored_count")).isEqualTo("3");
    }

    /** The first row that is written to mention fails; sequences don't roll back. */
    private void failOnceWith(String state) throws SQLException {
        database.run("CREATE SEQUENCE failures");
        database.run(
                """
                CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('failures') = 1 THEN
                        RAISE EXCEPTION 'made to fail' USING ERRCODE = '%s';
                    END IF;
                    RETURN NEW;
                END $$\
                """
                        .formatted(state));
        database.run(
                "CREATE TRIGGER fail BEFORE INSERT ON mention FOR EACH ROW EXECUTE FUNCTION"
                        + " fail_once()");
    }

    @Test
    void aConnectionDroppedInTheMiddleOfABatchLosesAndDoublesNothing() throws SQLException {
        task.put(article("before"));
        database.run("CREATE SEQUENCE failures");
        database.run(
                """
                CREATE FUNCTION drop_once() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('failures') = 3 THEN
                        PERFORM pg_terminate_backend(pg_backend_pid());
                    END IF;
                    RETURN NEW;
                END $$\
                """);
        database.run(
                "CREATE TRIGGER fail BEFORE INSERT ON mention FOR EACH ROW EXECUTE FUNCTION"
                        + " drop_once()");
        List<SinkRecord> records = List.of(task.record(article("a")), task.record(article("b")));

        assertThat(task.putUntilTaken(records, 1)).isEqualTo(1);

        assertThat(stored()).containsExactly("a", "b", "before");
        assertThat(database.one("SELECT sum(count) FROM stored_count")).isEqualTo("3");
        assertThat(task.context().metric("failures-in-a-row")).isZero();
        assertThat(task.context().metric("retries-total")).isEqualTo(1);
    }

    @Test
    void aConnectionLostInQuietTimesIsReplacedBeforeTheNextBatchFails() throws SQLException {
        task.put(article("a"));
        database.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                        + " 'wireroom-sink'");

        task.put(List.of());
        task.put(article("b"));

        assertThat(stored()).containsExactly("a", "b");
        assertThat(task.context().metric("retries-total")).isZero();
    }

    @Test
    void aReadOnlyDatabaseIsWaitedFor() throws SQLException {
        database.becomeReadOnly();
        List<SinkRecord> records = List.of(task.record(article("a")));

        assertThatThrownBy(() -> task.put(records))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("25006");

        database.becomeWritable();
        task.put(records);
        assertThat(stored()).containsExactly("a");
    }

    @Test
    void aDatabaseThatIsDownAtStartAndStopsLaterIsResumedInOrder(@TempDir Path directory)
            throws IOException, SQLException {
        int port;
        try (EmbeddedPostgres first = server(directory, 0)) {
            port = first.getPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (RunningTask late = new RunningTask(url, registry)) {
            assertThatThrownBy(() -> late.put(List.of())).isInstanceOf(RetriableException.class);
            List<SinkRecord> first =
                    List.of(
                            late.record(anEnriched("storm").titled("first").build()),
                            late.record(anEnriched("storm").revision(2).titled("second").build()));
            try (EmbeddedPostgres up = server(directory, port)) {
                late.putUntilTaken(first, MOST_RETRIES);
            }
            List<SinkRecord> second =
                    Arrays.asList(
                            late.record(anEnriched("storm").revision(3).titled("third").build()));
            assertThatThrownBy(() -> late.put(second))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("database");
            try (EmbeddedPostgres up = server(directory, port);
                    Connection connection = up.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                late.putUntilTaken(second, MOST_RETRIES);
                try (ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT title, (SELECT string_agg(title, ',' ORDER BY revision)
                                    FROM article_revision) FROM article\
                                """)) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("third");
                    assertThat(row.getString(2)).isEqualTo("first,second,third");
                }
            }
        }
    }

    private static EmbeddedPostgres server(Path directory, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }
}
