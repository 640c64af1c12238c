package dev.wireroom.console.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.console.line.LineView.ServiceView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a service's {@code /readyz}. Thread-safe. */
final class ReadinessProbe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();

    /** What the service says of itself, or that it does not answer. */
    ServiceView ask(String name, URI base) throws InterruptedException {
        try {
            URI readyz = base.resolve("/readyz");
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(readyz).timeout(PATIENCE).build(),
                            BodyHandlers.ofString());
            JsonNode body = json.readTree(answer.body());
            return new ServiceView(
                    name, base.toString(), answer.statusCode() == OK, missing(body), since(body));
        } catch (IOException e) {
            return new ServiceView(
                    name, base.toString(), false, "does not answer at " + base, null);
        }
    }

    /**
     * The value of an unlabelled-but-for-service gauge in the service's {@code /metrics}; null
     * where it is not to be had.
     */
    @Nullable Long gauge(URI base, String name) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(base.resolve("/metrics"))
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.ofString());
            return answer.body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .findFirst()
                    .map(
                            line ->
                                    (long)
                                            Double.parseDouble(
                                                    line.substring(line.lastIndexOf(' ') + 1)))
                    .orElse(null);
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    private static String missing(JsonNode body) {
        List<String> missing = new ArrayList<>();
        for (JsonNode part : parts(body)) {
            if (!part.path("ready").asBoolean(true)) {
                missing.add(part.path("name").asText() + ": " + part.path("detail").asText());
            }
        }
        return String.join("; ", missing);
    }

    private static @Nullable String since(JsonNode body) {
        String latest = null;
        for (JsonNode part : parts(body)) {
            String since = part.path("since").asText("");
            if (!since.isEmpty() && (latest == null || since.compareTo(latest) > 0)) {
                latest = since;
            }
        }
        return latest;
    }

    private static JsonNode parts(JsonNode body) {
        return body.path("checks");
    }

    @Override
    public void close() {
        http.close();
    }
}
