package dev.wireroom.benchmarks.wire;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An all-in-one wire as a user would start it ({@code ./wireroom up}), on free ports and an empty
 * data directory, in processes of its own.
 */
public final class WireUnderTest implements AutoCloseable {

    private static final Duration UP_WITHIN = Duration.ofMinutes(3);
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(30);

    private final Process process;
    private final Path folder;
    private final Map<String, Integer> ports;
    private final HttpClient http = HttpClient.newHttpClient();

    private WireUnderTest(Process process, Path folder, Map<String, Integer> ports) {
        this.process = process;
        this.folder = folder;
        this.ports = ports;
    }

    /**
     * Starts a wire and waits until every service is ready.
     *
     * @param launcher the {@code wireroom} script
     * @param work an empty folder for data and log
     * @param services names of those that run
     */
    public static WireUnderTest start(
            Path launcher, Path work, List<String> services, List<String> settings)
            throws IOException, InterruptedException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String key :
                List.of(
                        "embedded.kafka.port",
                        "embedded.registry.port",
                        "embedded.database.port",
                        "ingest.http.port",
                        "enrich.http.port",
                        "sink.http.port",
                        "deliver.http.port",
                        "console.http.port")) {
            ports.put(key, freePort());
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                launcher.toString(),
                                "up",
                                "--data",
                                work.resolve("data").toString()));
        ports.forEach((key, port) -> command.addAll(List.of("--set", key + "=" + port)));
        command.addAll(List.of("--set", "embedded.services=" + String.join(",", services)));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        File log = work.resolve("wire.log").toFile();
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        WireUnderTest wire = new WireUnderTest(process, work, ports);
        try {
            wire.awaitReady(log, services);
            return wire;
        } catch (IOException | InterruptedException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    private void awaitReady(File log, List<String> services)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + UP_WITHIN.toNanos();
        for (String service : services) {
            URI readyz = uri(service).resolve("/readyz");
            while (!answers(readyz)) {
                if (!process.isAlive()) {
                    throw new IOException("the wire ended by itself; its output is in " + log);
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            readyz + " was not ready within " + UP_WITHIN + "; output in " + log);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private boolean answers(URI readyz) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(readyz).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Base address of a service. */
    public URI uri(String service) {
        return URI.create("http://127.0.0.1:" + ports.get(service + ".http.port"));
    }

    public String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + ports.get("embedded.database.port") + "/wireroom";
    }

    public ProcessTree processes() {
        return new ProcessTree(process.toHandle(), folder);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + ports.get("embedded.kafka.port");
    }

    /** Address of its schema registry. */
    public URI registry() {
        return URI.create(
                "http://127.0.0.1:" + ports.get("embedded.registry.port") + "/apis/ccompat/v7");
    }

    /** Registers a source to push to. */
    public void createSource(String id) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(uri("ingest").resolve("/v1/sources/" + id))
                                .PUT(BodyPublishers.ofString("{\"name\":\"load\"}"))
                                .header("Content-Type", "application/json")
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("the source was refused: " + answer.body());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(DOWN_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
