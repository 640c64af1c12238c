package dev.wireroom.benchmarks.faults;

import dev.wireroom.launcher.Distribution;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A sink in a process of its own, as {@code wireroom sink} runs it, that can be killed. Not
 * thread-safe.
 */
final class SinkProcess implements AutoCloseable {

    private static final Duration STORES_WITHIN = Duration.ofMinutes(4);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    /** 128 and the signal's number, as a shell would say it. */
    private static final int BY_SIGKILL = 137;

    private static final String STORED = "_revisions_stored_total";

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWERS_WITHIN).build();
    private final List<String> command;
    private final URI metrics;
    private final Path log;
    private Process process;

    /** Starts a sink; it is at work when {@link #awaitStoring} returns. */
    SinkProcess(Distribution distribution, Map<String, String> settings, int port, Path log)
            throws IOException {
        this.log = log;
        this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        this.command = command(distribution, settings, port);
        this.process = start();
    }

    private static List<String> command(
            Distribution distribution, Map<String, String> settings, int port) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                distribution.root().resolve("lib") + "/*",
                                "dev.wireroom.launcher.Main",
                                "sink",
                                "--set",
                                "sink.http.port=" + port));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /**
     * Waits until this very process has stored something, so that it has partitions and is in the
     * middle of them.
     *
     * @param load what it is to store
     * @throws IOException where it ended by itself, stored nothing in time or has nothing to store
     */
    void awaitStoring(Sender load) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STORES_WITHIN.toNanos();
        while (stored() <= 0) {
            load.check();
            if (!process.isAlive()) {
                throw new IOException("the sink ended by itself; its output is in " + log);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "the sink stored nothing within %s; its output is in %s"
                                .formatted(STORES_WITHIN, log));
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private double stored() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(metrics).timeout(ANSWERS_WITHIN).build();
        try {
            return http.send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> !line.startsWith("#") && line.contains(STORED))
                    .mapToDouble(
                            line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .filter(value -> !Double.isNaN(value))
                    .sum();
        } catch (IOException e) {
            return 0; // not up yet
        }
    }

    /**
     * Ends it by SIGKILL and starts it anew.
     *
     * @throws IOException where it had ended otherwise before
     */
    void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly();
        int status = process.waitFor();
        if (status != BY_SIGKILL) {
            throw new IOException(
                    "the sink ended by itself with status %d; its output is in %s"
                            .formatted(status, log));
        }
        process = start();
    }

    /** Lets it end in order, for some seconds at most. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
