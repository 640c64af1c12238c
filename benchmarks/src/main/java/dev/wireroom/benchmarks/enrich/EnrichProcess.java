package dev.wireroom.benchmarks.enrich;

import dev.wireroom.benchmarks.wire.ProcessTree;
import dev.wireroom.benchmarks.wire.WireUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./wireroom enrich} on a wire's broker and registry, in a process of its own. */
final class EnrichProcess implements AutoCloseable {

    private static final Duration UP_WITHIN = Duration.ofMinutes(1);
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(30);

    /**
     * Its memory at one moment.
     *
     * @param resident bytes of the process
     * @param heap bytes of that which the Java heap may hold: what is committed
     * @param sentencesRead by the model since the start; others came from the cache
     */
    record Memory(long resident, long heap, long sentencesRead) {}

    private final Process process;
    private final Path log;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private EnrichProcess(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /** Starts it and waits until it is ready. */
    static EnrichProcess start(Path launcher, WireUnderTest wire, Path folder)
            throws IOException, InterruptedException {
        EnrichProcess enrich = launch(launcher, wire, folder);
        try {
            enrich.awaitReady();
            return enrich;
        } catch (IOException | InterruptedException | RuntimeException e) {
            enrich.close();
            throw e;
        }
    }

    /** Starts it, no more. */
    static EnrichProcess launch(Path launcher, WireUnderTest wire, Path folder) throws IOException {
        URI address = wire.uri("enrich");
        Path log = folder.resolve("enrich.log");
        Process process =
                new ProcessBuilder(
                                launcher.toString(),
                                "enrich",
                                "--set",
                                "kafka.bootstrap.servers=" + wire.bootstrapServers(),
                                "--set",
                                "registry.url=" + wire.registry(),
                                "--set",
                                "enrich.state.dir=" + folder.resolve("enrich"),
                                "--set",
                                "enrich.http.port=" + address.getPort())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new EnrichProcess(process, log, address);
    }

    private void awaitReady() throws IOException, InterruptedException {
        URI readyz = address.resolve("/readyz");
        long deadline = System.nanoTime() + UP_WITHIN.toNanos();
        while (!answers(readyz)) {
            check();
            if (System.nanoTime() > deadline) {
                throw new IOException("enrich was not ready within " + UP_WITHIN + ": " + log);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean answers(URI readyz) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(readyz).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** Throws where it ended by itself. */
    void check() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("enrich ended by itself; its output is in " + log);
        }
    }

    /** Processor time it has taken so far. */
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    Memory memory() throws IOException, InterruptedException {
        List<String> lines =
                http.send(
                                HttpRequest.newBuilder(address.resolve("/metrics")).build(),
                                BodyHandlers.ofLines())
                        .body()
                        .toList();
        long resident =
                new ProcessTree(process.toHandle(), log)
                        .residentBytes().values().stream().mapToLong(Long::longValue).sum();
        return new Memory(
                resident,
                sum(lines, "jvm_memory_committed_bytes", "area=\"heap\""),
                sum(lines, "wireroom_enrich_sentences_total", "from=\"model\""));
    }

    private static long sum(List<String> lines, String name, String label) {
        return (long)
                lines.stream()
                        .filter(line -> line.startsWith(name) && line.contains(label))
                        .mapToDouble(
                                line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(DOWN_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
