package dev.wireroom.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedDatabaseIT {
    @TempDir static Path binaries;
    @TempDir Path temp;

    @Test
    void keepsItsRowsOverARestart() throws SQLException {
        Path cluster = temp.resolve("cluster");
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(binaries, cluster, Ports.anyFree())) {
            execute(database, "CREATE TABLE kept (value text)", "INSERT INTO kept VALUES ('über')");
        }
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(binaries, cluster, Ports.anyFree())) {
            assertThat(read(database, "SELECT value FROM kept")).isEqualTo("über");
        }
    }

    @Test
    void findsAWordInCurlyQuotes() throws SQLException {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(binaries, temp.resolve("cluster"), Ports.anyFree())) {
            assertThat(
                            read(
                                    database,
                                    "SELECT to_tsvector('simple', '“deconfliction” in"
                                            + " Syria')::text"))
                    .isEqualTo("'deconfliction':1 'in':2 'syria':3");
        }
    }

    @Test
    void comesBackAfterItsProcessesWereKilled() throws SQLException {
        Path cluster = temp.resolve("cluster");
        EmbeddedDatabase killed = EmbeddedDatabase.start(binaries, cluster, Ports.anyFree());
        execute(killed, "CREATE TABLE kept (value text)", "INSERT INTO kept VALUES ('committed')");
        ProcessHandle postmaster = ProcessHandle.of(killed.pid()).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        killed.close();

        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(binaries, cluster, Ports.anyFree())) {
            assertThat(read(database, "SELECT value FROM kept")).isEqualTo("committed");
        }
    }

    @Test
    void startsAgainRightAfterTheProcessThatRanItWasKilled() throws Exception {
        Path cluster = temp.resolve("cluster");
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                RunsDatabase.class.getName(),
                                binaries.toString(),
                                cluster.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        ProcessHandle postmaster;
        try {
            String pid = parent.inputReader().readLine();
            postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            assertThat(postmaster.isAlive()).isTrue();
        } finally {
            parent.destroyForcibly();
        }
        parent.waitFor();

        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(binaries, cluster, Ports.anyFree())) {
            assertThat(postmaster.isAlive()).isFalse();
            assertThat(read(database, "SELECT value FROM kept")).isEqualTo("committed");
        }
    }

    @Test
    void syncsToDisk() throws SQLException {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(binaries, temp.resolve("cluster"), Ports.anyFree())) {
            assertThat(read(database, "SHOW fsync")).isEqualTo("on");
            assertThat(read(database, "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    /** Another process that runs a database until it is killed. */
    static final class RunsDatabase {
        public static void main(String[] arguments) throws Exception {
            try (EmbeddedDatabase database =
                    EmbeddedDatabase.start(
                            Path.of(arguments[0]), Path.of(arguments[1]), Ports.anyFree())) {
                execute(
                        database,
                        "CREATE TABLE kept (value text)",
                        "INSERT INTO kept VALUES ('committed')");
                System.out.println(database.pid());
                Thread.currentThread().join();
            }
        }
    }

    private static void execute(EmbeddedDatabase database, String... statements)
            throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String read(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
