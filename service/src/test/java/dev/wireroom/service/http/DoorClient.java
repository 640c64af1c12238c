package dev.wireroom.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.HttpConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** A real HTTP client for the tests, and the configuration of a door on a free port. */
final class DoorClient implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    DoorClient(HttpDoor door) {
        this.base = door.uri();
    }

    /** Keys are relative to {@code test.http.}; the port is free unless given. */
    static HttpConfig config(String... keysAndValues) {
        Map<String, String> given = new HashMap<>(Map.of("test.http.port", "0"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            given.put("test.http." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return HttpConfig.from(
                ConfigValues.parse(HttpConfig.define(new ConfigDef(), "test", 8400), given),
                "test");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String mediaType, String body) {
        return send(
                request(path)
                        .header("Content-Type", mediaType)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
