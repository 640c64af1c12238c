package dev.wireroom.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.IngestConfig;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A real door with the sources demo and other, a wire in memory behind it, and a client for it. */
final class OpenDoor implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    final FakeWire wire = new FakeWire();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final HttpDoor door;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    OpenDoor(PushEndpoint.Bounds bounds, InstantSource clock, Map<String, String> settings) {
        Health health = Health.create();
        WireGate gate = new WireGate(health);
        SourceCatalog catalog = new SourceCatalog();
        for (String id : List.of("demo", "other")) {
            Source source = new Source();
            source.setSourceId(id);
            source.setName(id);
            source.setKind(SourceKind.PUSH);
            source.setState(SourceState.ACTIVE);
            source.setCreatedAt(Instant.EPOCH);
            source.setUpdatedAt(Instant.EPOCH);
            catalog.apply(id, 0, source);
        }
        Map<String, String> all = new HashMap<>(Map.of("ingest.http.port", "0"));
        all.putAll(settings);
        PushEndpoint push = new PushEndpoint(gate, catalog, bounds, clock, meters);
        door =
                new IngestEndpoints(push, SourceApis.offline(gate, catalog), new WebSubEndpoint())
                        .addTo(
                                HttpDoor.builder("ingest", IngestConfig.from(all).http())
                                        .health(health))
                        .start();
        gate.open(new WireGate.Wire(wire, wire));
    }

    HttpResponse<String> push(String body, String... headers) {
        return push("demo", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> push(String source, byte[] body, String... headers) {
        try {
            return client.send(request(source, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> pushLater(String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return client.sendAsync(request("demo", bytes, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String source, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(door.uri() + "/v1/articles?source=" + source))
                        .POST(BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(answer.body(), e);
        }
    }

    static String problem(HttpResponse<String> answer) {
        return json(answer).get("type").asText().replace("urn:wireroom:problem:", "");
    }

    @Override
    public void close() {
        client.close();
        door.close();
    }
}
