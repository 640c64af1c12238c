package dev.wireroom.launcher.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server as child processes, on a cluster directory that survives restarts.
 *
 * <p>Unlike the library's defaults, which are made for tests, this one syncs to disk: what the sink
 * committed is there after a crash. Roles are trusted, because it listens on the loopback interface
 * only.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration LEFTOVER_LIMIT = Duration.ofSeconds(15);
    private static final String USER = "wireroom";
    private static final String DATABASE = "wireroom";
    private static final String PID_FILE = "postmaster.pid";

    private final EmbeddedPostgres server;
    private final Lifeline lifeline;
    private final long pid;

    private EmbeddedDatabase(EmbeddedPostgres server, Lifeline lifeline, long pid) {
        this.server = server;
        this.lifeline = lifeline;
        this.pid = pid;
    }

    /**
     * Starts PostgreSQL and makes sure that its database {@code wireroom} exists.
     *
     * @param binaries where the server's programs are unpacked on first use
     * @param directory its cluster; made when it is not there
     */
    public static EmbeddedDatabase start(Path binaries, Path directory, int port) {
        try {
            stopLeftover(directory);
            Files.createDirectories(binaries);
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setOverrideWorkingDirectory(binaries.toFile())
                            .setDataDirectory(directory)
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPGStartupWait(START_LIMIT)
                            .setPort(port)
                            .setLocaleConfig("locale", "C")
                            .setLocaleConfig("locale-provider", "builtin")
                            .setLocaleConfig("builtin-locale", "C.UTF-8")
                            .setLocaleConfig("lc-ctype", characterTypes())
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "50")
                            .setServerConfig("shared_buffers", "64MB")
                            .setServerConfig("jit", "off")
                            .start();
            long pid =
                    postmaster(directory)
                            .map(ProcessHandle::pid)
                            .orElseThrow(() -> new IOException("it left no " + PID_FILE));
            createDatabase(server);
            return new EmbeddedDatabase(server, Lifeline.to(pid, "INT"), pid);
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new CannotStartException(
                    "PostgreSQL cannot be started on %s (%s)".formatted(directory, e.getMessage()),
                    e);
        }
    }

    /** Address of the database {@code wireroom}; {@link #user()} needs no password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), DATABASE);
    }

    public String user() {
        return USER;
    }

    /** The postmaster; its children serve the connections. */
    public long pid() {
        return pid;
    }

    @Override
    public void close() {
        lifeline.close();
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("PostgreSQL did not stop cleanly; it recovers at the next start", e);
        }
    }

    /**
     * The operating system's locale that knows letters from punctuation. With C, full-text search
     * takes every curly quote for part of a word; macOS has no C.UTF-8.
     */
    private static String characterTypes() {
        return System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8";
    }

    private static void createDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery(
                            "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("DROP ROLE IF EXISTS " + USER);
            statement.execute("CREATE ROLE " + USER + " LOGIN");
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + USER);
        }
    }

    /**
     * A server that outlived its killed parent still holds the cluster and its port: it is asked to
     * stop.
     */
    private static void stopLeftover(Path directory) throws IOException {
        Optional<ProcessHandle> leftover = postmaster(directory);
        if (leftover.isEmpty()) {
            return;
        }
        ProcessHandle process = leftover.get();
        LOG.info(
                "stopping PostgreSQL (pid {}), left over from a run that was killed",
                process.pid());
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        try {
            process.onExit().get(LEFTOVER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stuck) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<ProcessHandle> postmaster(Path directory) throws IOException {
        Path pidFile = directory.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").contains("postgres"));
    }
}
