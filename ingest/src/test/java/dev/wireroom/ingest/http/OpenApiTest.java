package dev.wireroom.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Access;
import dev.wireroom.service.http.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what the routes are, and nothing else. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document = read();
    private final List<Endpoint> endpoints = endpoints();

    @Test
    void describesEveryRouteAndNoOther() {
        Set<String> routes =
                new TreeSet<>(
                        Set.of("get /openapi.json", "get /healthz", "get /readyz", "get /metrics"));
        endpoints.forEach(e -> routes.add(lower(e.method().text()) + " " + e.pattern()));
        Set<String> described = new TreeSet<>();
        document.get("paths")
                .fields()
                .forEachRemaining(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                name -> {
                                                    if (METHODS.contains(name)) {
                                                        described.add(name + " " + path.getKey());
                                                    }
                                                }));
        assertThat(described).isEqualTo(routes);
    }

    @Test
    void declaresKeysExactlyWhereTheyAreAskedFor() {
        for (Endpoint endpoint : endpoints) {
            JsonNode operation =
                    document.get("paths")
                            .get(endpoint.pattern())
                            .get(lower(endpoint.method().text()));
            boolean open = operation.path("security").isArray();
            assertThat(open)
                    .as(endpoint.pattern())
                    .isEqualTo(endpoint.access().equals(Access.EVERYONE));
            assertThat(operation.path("responses").has("401")).isEqualTo(!open);
        }
    }

    @Test
    void describesEveryMediaTypeThatIsTaken() {
        List<String> taken = new ArrayList<>(ArticleFormats.mediaTypes());
        taken.add(ArticleFormats.UNKNOWN);
        JsonNode described = document.at("/paths/~1v1~1articles/post/requestBody/content");
        assertThat(described.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void resolvesEveryReferenceOfItsOwn() {
        List<JsonNode> references = document.findValues("$ref");
        List<String> own = new ArrayList<>();
        references.stream()
                .map(JsonNode::asText)
                .filter(reference -> reference.startsWith("#"))
                .forEach(own::add);
        assertThat(own)
                .isNotEmpty()
                .allSatisfy(r -> assertThat(document.at(r.substring(1)).isMissingNode()).isFalse());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<Endpoint> endpoints() {
        WireGate gate = new WireGate(Health.create());
        SourceCatalog catalog = new SourceCatalog();
        PushEndpoint push =
                new PushEndpoint(
                        gate,
                        catalog,
                        new PushEndpoint.Bounds(TextLimits.DEFAULT, 1, 0),
                        InstantSource.system(),
                        new SimpleMeterRegistry());
        return new IngestEndpoints(push, SourceApis.offline(gate, catalog), new WebSubEndpoint())
                .all();
    }

    private static JsonNode read() {
        try (InputStream in = OpenApiTest.class.getResourceAsStream(IngestEndpoints.OPEN_API)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
