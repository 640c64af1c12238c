package dev.wireroom.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a producer, an operator and a subscriber do with a wire over HTTP.
 *
 * @param keys the API key of each role; empty where the wire asks for none
 */
record WireClient(URI ingest, URI deliver, Optional<Keys> keys) {

    /** One API key per role. */
    record Keys(String producer, String subscriber, String operator) {}

    /** An answer with its JSON body, which is missing where the body is none. */
    record Answer(int status, JsonNode json, HttpResponse<String> whole) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    /** Makes a source, or makes it again. */
    Answer putSource(String id) {
        return send(
                request(ingest, "/v1/sources/" + id, keys.map(Keys::operator))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"name\":\"" + id + "\"}")));
    }

    /** Makes a source that is polled. */
    Answer putPolledSource(String id, String address) {
        String definition =
                """
                {"name":"%s","kind":"poll","url":"%s"}
                """
                        .formatted(id, address);
        return send(
                request(ingest, "/v1/sources/" + id, keys.map(Keys::operator))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(definition)));
    }

    /** What the feed doctor says of a source. */
    Answer doctor(String id) {
        return send(
                request(ingest, "/v1/sources/" + id + "/doctor", keys.map(Keys::operator)).GET());
    }

    Answer push(String source, String mediaType, byte[] body) {
        String path = "/v1/articles?source=" + URLEncoder.encode(source, StandardCharsets.UTF_8);
        return send(
                request(ingest, path, keys.map(Keys::producer))
                        .header("Content-Type", mediaType)
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    Answer pushJson(String source, String json) {
        return push(source, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** The article as it is stored; status 404 where it is not. */
    Answer stored(String articleId) {
        return send(
                request(deliver, "/v1/articles/" + articleId, keys.map(Keys::subscriber)).GET());
    }

    /** Any address, without a key. */
    static Answer get(URI address) {
        return send(HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT).GET());
    }

    static Answer readiness(URI service) {
        return send(request(service, "/readyz", Optional.empty()).GET());
    }

    /** Whether a service answers, and says that it is ready. */
    static boolean isReady(URI service) {
        try {
            return readiness(service).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static HttpRequest.Builder request(URI service, String path, Optional<String> key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(service + path)).timeout(ANSWER_LIMIT);
        key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(
                    response.statusCode(),
                    json ? JSON.readTree(response.body()) : JSON.missingNode(),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
