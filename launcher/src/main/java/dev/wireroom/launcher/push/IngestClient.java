package dev.wireroom.launcher.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks to ingest's HTTP door. One request, one answer: who wants to try again does so.
 * Thread-safe.
 */
public final class IngestClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(90);
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI door;
    private final Optional<String> apiKey;

    /**
     * Makes a client; nothing is sent yet.
     *
     * @param door such as {@code http://127.0.0.1:8401}
     */
    public IngestClient(URI door, Optional<String> apiKey) {
        this.door = door;
        this.apiKey = apiKey;
    }

    /**
     * Makes a source known, or leaves it as it is when it is already; an error answer is an {@link
     * IOException}.
     */
    public void createSource(String id, String name) throws IOException, InterruptedException {
        URI source = door.resolve("/v1/sources/" + encoded(id));
        HttpResponse<String> known = send(request(source).GET().build());
        if (known.statusCode() == 200) {
            return;
        }
        String body = JSON.createObjectNode().put("name", name).toString();
        HttpResponse<String> answer =
                send(
                        request(source)
                                .header("Content-Type", ArticleFormats.JSON)
                                .PUT(BodyPublishers.ofString(body))
                                .build());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("source %s was refused: %s".formatted(id, answer.body()));
        }
    }

    /** Sends documents of one media type in one request; the results are in no particular order. */
    public List<PushResult> push(String source, List<Document> documents)
            throws IOException, InterruptedException {
        URI address = door.resolve("/v1/articles?source=" + encoded(source));
        HttpRequest request =
                request(address)
                        .header("Content-Type", documents.get(0).mediaType())
                        .POST(BodyPublishers.ofByteArray(joined(documents)))
                        .build();
        HttpResponse<String> answer = send(request);
        Optional<Long> retryAfter =
                answer.headers().firstValue("Retry-After").flatMap(IngestClient::seconds);
        boolean each =
                answer.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith(ArticleFormats.NDJSON))
                        .isPresent();
        if (each) {
            return results(documents, answer.body(), retryAfter);
        }
        JsonNode body = tree(answer.body());
        List<PushResult> results = new ArrayList<>();
        for (Document document : documents) {
            results.add(result(document, answer.statusCode(), body, body, retryAfter));
        }
        return results;
    }

    /**
     * Sends one request about sources.
     *
     * @param path with its query, from the slash on
     * @return the body of a 2xx answer
     * @throws IOException for every other answer, saying what is wrong and what to do
     */
    public String ask(String method, String path, String mediaType, byte[] body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(
                        request(door.resolve(path))
                                .header("Content-Type", mediaType)
                                .method(method, BodyPublishers.ofByteArray(body))
                                .build());
        if (answer.statusCode() / 100 == 2) {
            return answer.body();
        }
        JsonNode problem = tree(answer.body());
        String field = problem.path("field").asText();
        throw new IOException(
                "%s%s%s"
                        .formatted(
                                field.isEmpty()
                                        ? ""
                                        : "%s = %s: "
                                                .formatted(field, problem.path("value").asText()),
                                problem.path("detail").asText("HTTP status " + answer.statusCode()),
                                problem.path("fix").asText().isEmpty()
                                        ? ""
                                        : " " + problem.path("fix").asText()));
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(ANSWER_LIMIT);
        apiKey.ifPresent(key -> builder.header("Authorization", "Bearer " + key));
        return builder;
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static byte[] joined(List<Document> documents) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Document document : documents) {
            if (body.size() > 0) {
                body.write('\n');
            }
            body.writeBytes(document.content());
        }
        return body.toByteArray();
    }

    private static List<PushResult> results(
            List<Document> documents, String body, Optional<Long> retryAfter)
            throws JsonProcessingException {
        List<PushResult> results = new ArrayList<>();
        Map<Integer, Document> byLine = new HashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            byLine.put(i + 1, documents.get(i));
        }
        for (String line : body.lines().toList()) {
            JsonNode node = JSON.readTree(line);
            // an array is one document with many answers
            Document document = byLine.getOrDefault(node.path("line").asInt(), documents.get(0));
            results.add(
                    result(
                            document,
                            node.path("status").asInt(),
                            node,
                            node.path("problem"),
                            retryAfter));
        }
        return results;
    }

    private static PushResult result(
            Document document,
            int status,
            JsonNode accepted,
            JsonNode problem,
            Optional<Long> retryAfter) {
        if (status == 202) {
            return new PushResult.Accepted(
                    document,
                    accepted.path("id").asText(),
                    accepted.path("topic").asText(),
                    accepted.path("partition").asInt(),
                    accepted.path("offset").asLong(),
                    Instant.parse(accepted.path("timestamp").asText()));
        }
        String said =
                problem.path("detail")
                        .asText(problem.path("title").asText("HTTP status " + status));
        if (status == TOO_MANY || status == UNAVAILABLE) {
            return new PushResult.Busy(document, said, retryAfter);
        }
        String value = problem.path("value").asText();
        String field = problem.path("field").asText();
        return new PushResult.Refused(
                document,
                status,
                value.isEmpty() ? field : field + " = " + value,
                said,
                problem.path("fix").asText());
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notOurs) {
            return JSON.createObjectNode().put("detail", body.strip());
        }
    }

    private static Optional<Long> seconds(String header) {
        try {
            return Optional.of(Long.parseLong(header.strip()));
        } catch (NumberFormatException aDate) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
