package dev.wireroom.launcher.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Apicurio Registry as a child process, with its schemas in a file of the data directory.
 *
 * <p>It runs from a flat class path, in the order that Quarkus's own launcher uses, and not from
 * {@code quarkus-run.jar}: only so can the JVM take its classes from an AOT cache, which brings its
 * start from 12 s of CPU down to 4 s.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** Long, because a run that is watched writes its start-up cache when it ends. */
    private static final Duration STOP_LIMIT = Duration.ofMinutes(3);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(5);

    private final Process process;
    private final Lifeline lifeline;
    private final URI uri;

    private EmbeddedRegistry(Process process, Lifeline lifeline, URI uri) {
        this.process = process;
        this.lifeline = lifeline;
        this.uri = uri;
    }

    /**
     * Starts the registry and returns when it answers.
     *
     * @param distribution the unpacked server
     * @param directory where it keeps its schemas
     * @param port of its HTTP API on the loopback interface
     * @param log where its output goes
     * @param startupCache how it uses an AOT cache
     */
    public static EmbeddedRegistry start(
            Path distribution, Path directory, int port, Path log, StartupCache startupCache) {
        URI uri = URI.create("http://127.0.0.1:%d/apis/ccompat/v7".formatted(port));
        try {
            Files.createDirectories(directory);
            Path parent = log.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Process process =
                    new ProcessBuilder(command(distribution, directory, port, startupCache))
                            .directory(distribution.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            Lifeline lifeline = Lifeline.to(process.pid(), "TERM");
            EmbeddedRegistry registry = new EmbeddedRegistry(process, lifeline, uri);
            registry.awaitAnswer(log);
            return registry;
        } catch (IOException e) {
            throw new CannotStartException(
                    "the schema registry cannot be started (%s)".formatted(e.getMessage()), e);
        }
    }

    /** Base of its Confluent API. */
    public URI uri() {
        return uri;
    }

    /** Its process id: its memory counts too. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        lifeline.close();
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(Path log) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(uri + "/subjects"))
                        .timeout(ATTEMPT_LIMIT)
                        .build();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!answers(client, request)) {
                if (!process.isAlive()) {
                    close();
                    throw new CannotStartException(
                            "the schema registry ended with status %d while starting; see %s"
                                    .formatted(process.exitValue(), log));
                }
                if (System.nanoTime() > deadline) {
                    close();
                    throw new CannotStartException(
                            "the schema registry did not answer within %d s; see %s"
                                    .formatted(START_LIMIT.toSeconds(), log));
                }
                Thread.sleep(POLL_INTERVAL);
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted while the schema registry was starting", e);
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request)
            throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static List<String> command(
            Path distribution, Path directory, int port, StartupCache startupCache)
            throws IOException {
        List<String> command = new ArrayList<>();
        // the terminal's Ctrl-C reaches the whole process group, and the registry has to outlive
        // its clients
        command.addAll(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(startupCache.jvmOptions());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx160m",
                        "-XX:TieredStopAtLevel=1",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.http.access-log.enabled=false",
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-Dapicurio.datasource.url=jdbc:h2:file:"
                                + directory.resolve("schemas").toAbsolutePath(),
                        "-Dapicurio.datasource.jdbc.initial-size=1",
                        "-Dapicurio.datasource.jdbc.min-size=1",
                        "-Dapicurio.datasource.jdbc.max-size=10",
                        "-cp",
                        classPath(distribution),
                        "io.quarkus.runner.GeneratedMain"));
        return command;
    }

    /**
     * Relative to the distribution, in a fixed order: an AOT cache holds for one class path only.
     */
    private static String classPath(Path distribution) throws IOException {
        List<String> jars =
                new ArrayList<>(
                        List.of(
                                "quarkus/transformed-bytecode.jar",
                                "quarkus/generated-bytecode.jar"));
        for (String folder : List.of("app", "lib/boot", "lib/main")) {
            try (Stream<Path> files = Files.list(distribution.resolve(folder))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".jar"))
                        .sorted()
                        .forEach(name -> jars.add(folder + "/" + name));
            }
        }
        return String.join(":", jars);
    }
}
