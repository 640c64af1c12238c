package dev.wireroom.sink;

import static dev.wireroom.sink.AnEnriched.anEnriched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk is really full, and one that really is a standby. */
class ServerFaultIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** A file system that a tablespace soon fills. */
    private static final String DISK_SIZE = "48m";

    private static final int FILLER_BYTES = 36 * 1024 * 1024;
    private static final int MOST_BATCHES = 100;
    private static final int BATCH = 20;

    @TempDir private Path directory;

    private TestRegistry registry;

    @BeforeEach
    void start() {
        registry = new TestRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aFullDiskIsWaitedForAndNothingIsLostOrDoubled() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + DISK_SIZE, "tmpfs", disk.toString()))
                .as("a small file system can be mounted here: needs root on Linux")
                .isTrue();
        try (EmbeddedPostgres server = server();
                Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            Path space = Files.createDirectory(disk.resolve("space"));
            Path filler = Files.write(disk.resolve("filler"), new byte[FILLER_BYTES]);
            statement.execute("CREATE TABLESPACE small LOCATION '%s'".formatted(space));
            String url = url(server) + "?options=-c%20default_tablespace=small";
            try (RunningTask task = new RunningTask(url, registry)) {
                int before = putUntilFull(task);
                List<SinkRecord> waiting = batch(task, before);

                for (int attempt = 0; attempt < 3; attempt++) {
                    assertThatThrownBy(() -> task.put(waiting))
                            .isInstanceOf(RetriableException.class)
                            .hasMessageContaining("SQLState 53100");
                }
                assertThat(number(statement, "SELECT count(*) FROM article"))
                        .as("of a batch that fails nothing is stored")
                        .isEqualTo(before);
                assertThat(task.context().metric("failures-in-a-row")).isPositive();

                Files.delete(filler);
                task.putUntilTaken(waiting, 0);

                assertThat(task.context().reports()).isEmpty();
                assertThat(task.context().metric("failures-in-a-row")).isZero();
                assertThat(number(statement, "SELECT count(*) FROM article"))
                        .isEqualTo(before + BATCH);
                assertThat(number(statement, "SELECT sum(count) FROM stored_count"))
                        .isEqualTo(before + BATCH);
            }
        } finally {
            run("umount", "--lazy", disk.toString());
        }
    }

    /** Answers how many articles were stored before the first that did not fit. */
    private static int putUntilFull(RunningTask task) {
        for (int stored = 0; stored < MOST_BATCHES * BATCH; stored += BATCH) {
            try {
                task.put(batch(task, stored));
            } catch (RetriableException full) {
                assertThat(full).hasMessageContaining("SQLState 53100");
                return stored;
            }
        }
        throw new AssertionError("the disk did not fill up");
    }

    /** Random text, so that it does not shrink. */
    private static List<SinkRecord> batch(RunningTask task, int from) {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = from; i < from + BATCH; i++) {
            StringBuilder body = new StringBuilder();
            new Random(i)
                    .ints(2_000)
                    .forEach(word -> body.append(Integer.toUnsignedString(word, 36)).append(' '));
            records.add(task.record(anEnriched("item" + i).saying(body.toString()).build()));
        }
        return records;
    }

    @Test
    void aStandbyIsWaitedForUntilItIsPromoted() throws Exception {
        int port;
        String url;
        try (EmbeddedPostgres primary = server()) {
            port = primary.getPort();
            url = url(primary);
            try (RunningTask task = new RunningTask(url, registry)) {
                task.put(anEnriched("before").build());
            }
        }
        Files.createFile(directory.resolve("data/standby.signal"));
        try (EmbeddedPostgres standby = server(port);
                Connection connection = standby.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                RunningTask task = new RunningTask(url, registry)) {
            assertThat(number(statement, "SELECT pg_is_in_recovery()::integer")).isEqualTo(1);
            List<SinkRecord> records = List.of(task.record(anEnriched("after").build()));
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(() -> task.put(records))
                        .isInstanceOf(RetriableException.class)
                        .hasMessageContaining("SQLState 25006");
            }
            assertThat(number(statement, "SELECT count(*) FROM article")).isEqualTo(1);

            statement.execute("SELECT pg_promote()");
            await("the promoted server takes it")
                    .atMost(SOON)
                    .untilAsserted(() -> task.put(records));

            assertThat(task.context().reports()).isEmpty();
            assertThat(number(statement, "SELECT count(*) FROM article")).isEqualTo(2);
            assertThat(number(statement, "SELECT sum(count) FROM stored_count")).isEqualTo(2);
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such command here
        }
    }

    private EmbeddedPostgres server() throws IOException {
        return server(0);
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static String url(EmbeddedPostgres server) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
