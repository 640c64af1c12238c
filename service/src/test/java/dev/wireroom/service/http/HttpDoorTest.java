package dev.wireroom.service.http;

import static dev.wireroom.service.http.DoorClient.config;
import static dev.wireroom.service.http.DoorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.service.config.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpDoorTest {
    private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");

    @TempDir Path directory;

    private final Health health = new Health(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Metrics metrics = Metrics.create("test");
    private HttpDoor door;
    private DoorClient client;

    @BeforeEach
    void open() {
        door =
                HttpDoor.builder("test", config())
                        .health(health)
                        .metrics(metrics)
                        .openApi("/dev/wireroom/service/http/openapi.json")
                        .get("/v1/things/{id}", Access.EVERYONE, HttpDoorTest::thing)
                        .post("/v1/things", Access.EVERYONE, HttpDoorTest::echo)
                        .get("/v1/lines", Access.EVERYONE, HttpDoorTest::lines)
                        .get("/v1/broken", Access.EVERYONE, HttpDoorTest::broken)
                        .start();
        client = new DoorClient(door);
    }

    @AfterEach
    void close() {
        client.close();
        door.close();
        metrics.close();
    }

    private static void thing(Exchange exchange) {
        exchange.set("ETag", "\"1\"")
                .reply(
                        200,
                        Map.of("id", exchange.path("id"), "q", exchange.query("q").orElse("none")));
    }

    private static void echo(Exchange exchange) throws Exception {
        exchange.requireMediaType("application/json", "text/plain");
        exchange.reply(201, "text/plain", exchange.bodyBytes());
    }

    private static void lines(Exchange exchange) throws Exception {
        try (OutputStream out = exchange.stream(200, "application/x-ndjson")) {
            out.write("1\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            out.write("2\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void broken(Exchange exchange) {
        throw new IllegalStateException("a secret of the inside");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(json(response).get("status").asInt()).isEqualTo(status);
        assertThat(json(response).get("type").asText()).isEqualTo("urn:wireroom:problem:" + slug);
        assertThat(json(response).get("title").asText()).isNotBlank();
        assertThat(json(response).get("detail").asText()).isNotBlank();
    }

    @Test
    void answersARouteWithPathAndQueryParametersDecoded() {
        HttpResponse<String> response = client.get("/v1/things/a%3Ab%20c?q=%C3%A9");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(json(response).get("id").asText()).isEqualTo("a:b c");
        assertThat(json(response).get("q").asText()).isEqualTo("é");
    }

    @Test
    void readsABodyAndStreamsOne() {
        assertThat(client.post("/v1/things", "text/plain; charset=utf-8", "héllo").body())
                .isEqualTo("héllo");
        assertThat(client.get("/v1/lines").body()).isEqualTo("1\n2\n");
    }

    @Test
    void readsAnAbsentBodyAsEmpty() {
        HttpResponse<String> response =
                client.send(
                        client.request("/v1/things")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void answersAnUnknownPathWith404NamingIt() {
        HttpResponse<String> response = client.get("/nowhere");

        assertProblem(response, 404, "no-such-path");
        assertThat(json(response).get("value").asText()).isEqualTo("/nowhere");
    }

    @Test
    void answersTheWrongMethodWith405AndTheRightOnes() {
        HttpResponse<String> response = client.send(client.request("/v1/things/1").DELETE());

        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void answersAnotherMediaTypeWith415AndTheAcceptedOnes() {
        HttpResponse<String> response = client.post("/v1/things", "image/png", "x");

        assertProblem(response, 415, "unsupported-media-type");
        assertThat(json(response).get("value").asText()).isEqualTo("image/png");
        assertThat(json(response).get("fix").asText()).contains("application/json, text/plain");
    }

    @Test
    void answersAnEncodedBodyWith415() {
        HttpResponse<String> response =
                client.send(
                        client.request("/v1/things")
                                .header("Content-Type", "text/plain")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofString("x")));

        assertProblem(response, 415, "unsupported-encoding");
        assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("identity");
    }

    @Test
    void hidesWhyItFailedItself() {
        HttpResponse<String> response = client.get("/v1/broken");

        assertProblem(response, 500, "internal-error");
        assertThat(response.body()).doesNotContain("secret");
    }

    @Test
    void answersOverlongHeadersWithAProblem() {
        HttpResponse<String> response =
                client.send(client.request("/v1/things/1").header("X-Long", "x".repeat(20_000)));

        assertThat(response.statusCode()).isBetween(400, 499);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @Test
    void namesWhatIsMissingAndSinceWhenUntilReady() {
        Health.Part registry = health.part("registry");
        health.part("kafka").up();
        registry.down("no answer from http://127.0.0.1:8404");

        HttpResponse<String> missing = client.get("/readyz");

        assertProblem(missing, 503, "not-ready");
        assertThat(json(missing).get("ready").asBoolean()).isFalse();
        assertThat(json(missing).get("missing")).hasToString("[\"registry\"]");
        assertThat(json(missing).at("/checks/1/detail").asText())
                .isEqualTo("no answer from http://127.0.0.1:8404");
        assertThat(json(missing).at("/checks/1/since").asText()).isEqualTo(NOW.toString());

        registry.up();
        HttpResponse<String> ready = client.get("/readyz");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(json(ready).get("ready").asBoolean()).isTrue();
    }

    @Test
    void isAliveUntilItFailsForGood() {
        assertThat(client.get("/healthz").statusCode()).isEqualTo(200);

        health.fail("the stream thread died");

        assertProblem(client.get("/healthz"), 503, "failed");
        assertThat(client.get("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void showsItsMetersAndRequestsByRoute() {
        client.get("/v1/things/1");

        String text = client.get("/metrics").body();

        assertThat(text)
                .contains("jvm_memory_used_bytes")
                .containsPattern(
                        "http_server_requests_seconds_count\\{[^}]*route=\"/v1/things/\\{id}\"[^}]*service=\"test\"[^}]*status=\"200\"");
    }

    @Test
    void servesItsOpenApiDocument() {
        HttpResponse<String> response = client.get("/openapi.json");

        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(response).get("openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void refusesPagesOfOtherOriginsWhileKeysAreOff() {
        HttpResponse<String> foreign =
                client.send(
                        client.request("/v1/things/1").header("Origin", "https://evil.example"));

        assertProblem(foreign, 403, "not-local");
        assertThat(
                        client.send(
                                        client.request("/v1/things/1")
                                                .header("Origin", "http://localhost:8403"))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWhichKeyToChangeWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertThatThrownBy(() -> HttpDoor.builder("test", config("port", port)).start())
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("test.http.port = " + port)
                    .hasMessageContaining("already in use");
        }
    }

    @Test
    void saysWhichKeyToChangeWhenTheAddressIsNotThisMachines() {
        // 127/8 apart, only addresses beyond loopback can be foreign, and those need keys first
        assertThatThrownBy(
                        () ->
                                HttpDoor.builder(
                                                "test",
                                                config(
                                                        "host",
                                                        "192.0.2.1",
                                                        "keys.file",
                                                        keys().toString()))
                                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("test.http.host = 192.0.2.1:0")
                .hasMessageContaining("cannot listen there");
    }

    private Path keys() throws IOException {
        Path file = directory.resolve("keys");
        ApiKeys.create(file, "someone", Role.OPERATOR, Set.of());
        return file;
    }

    @Test
    void refusesToListenBeyondThisMachineWithoutKeys() {
        assertThatThrownBy(() -> HttpDoor.builder("test", config("host", "0.0.0.0")).start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("test.http.host = 0.0.0.0")
                .hasMessageContaining("test.http.keys.file");
    }

    @Test
    void refusesAnAddressThatIsNotThisMachines() {
        assertThatThrownBy(
                        () ->
                                HttpDoor.builder("test", config("host", "no.such.host.invalid"))
                                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no such host");
    }
}
