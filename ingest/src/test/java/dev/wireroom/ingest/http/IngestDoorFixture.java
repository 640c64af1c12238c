package dev.wireroom.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.ingest.IngestConfig;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP door of ingest with a wire in memory behind it, opened by each test. */
abstract class IngestDoorFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String ARTICLE =
            "{\"externalId\": \"ferry-1\", \"title\": \"Ferry\", \"body\": \"It sails.\"}";

    @TempDir Path folder;

    final HttpClient client = HttpClient.newHttpClient();
    final Health health = Health.create();
    final WireGate gate = new WireGate(health);
    final FakeWire wire = new FakeWire();
    final Map<String, String> settings = new HashMap<>(Map.of("ingest.http.port", "0"));
    PushEndpoint.Bounds bounds = new PushEndpoint.Bounds(TextLimits.DEFAULT, 10_000_000, 0);
    HttpDoor door;

    @AfterEach
    void close() {
        if (door != null) {
            door.close();
        }
    }

    void open() {
        SourceCatalog catalog = new SourceCatalog();
        PushEndpoint push =
                new PushEndpoint(
                        gate, catalog, bounds, InstantSource.system(), new SimpleMeterRegistry());
        SourceApi sources = SourceApis.offline(gate, catalog);
        door =
                new IngestEndpoints(push, sources, new WebSubEndpoint())
                        .addTo(
                                HttpDoor.builder("ingest", IngestConfig.from(settings).http())
                                        .health(health))
                        .start();
        gate.open(new WireGate.Wire(wire, wire));
    }

    void openWithSource() throws Exception {
        open();
        assertThat(send("PUT", "/v1/sources/demo", "{\"language\": \"nb\"}").statusCode())
                .isEqualTo(201);
    }

    int as(String key, String method, String path, String body)
            throws IOException, InterruptedException {
        return key == null
                ? send(method, path, body).statusCode()
                : send(method, path, body, "Authorization", "Bearer " + key).statusCode();
    }

    JsonNode problem(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("fix").asText()).isNotBlank();
        return problem;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers), BodyHandlers.ofString());
    }

    HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(door.uri() + path))
                        .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }
}
