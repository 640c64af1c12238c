package dev.wireroom.service.http;

import static dev.wireroom.service.http.DoorClient.config;
import static dev.wireroom.service.http.DoorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    @TempDir Path directory;
    private Path keysFile;
    private String producer;
    private String subscriber;
    private String operator;
    private HttpDoor door;
    private DoorClient client;

    @BeforeEach
    void open() throws Exception {
        keysFile = directory.resolve("keys");
        producer =
                ApiKeys.create(keysFile, "agency", Role.PRODUCER, Set.of("agency-1", "agency-2"));
        subscriber = ApiKeys.create(keysFile, "reader", Role.SUBSCRIBER, Set.of());
        operator = ApiKeys.create(keysFile, "admin", Role.OPERATOR, Set.of());
        door =
                HttpDoor.builder(
                                "test", config("host", "0.0.0.0", "keys.file", keysFile.toString()))
                        .get("/open", Access.EVERYONE, exchange -> exchange.reply(204))
                        .get("/push/{source}", Access.only(Role.PRODUCER), AccessTest::push)
                        .start();
        client = new DoorClient(door);
    }

    @AfterEach
    void close() {
        client.close();
        door.close();
    }

    private static void push(Exchange exchange) {
        exchange.caller().requirePushTo(exchange.path("source"));
        exchange.reply(200, Map.of("by", exchange.caller().name()));
    }

    private HttpResponse<String> get(String path, String key) {
        return client.send(client.request(path).header("Authorization", "Bearer " + key));
    }

    @Test
    void letsEveryoneUseOpenRoutes() {
        assertThat(client.get("/open").statusCode()).isEqualTo(204);
        assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(client.get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void letsAProducerPushToItsOwnSourcesOnly() {
        assertThat(json(get("/push/agency-1", producer)).get("by").asText()).isEqualTo("agency");

        HttpResponse<String> other = get("/push/other", producer);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(json(other).get("type").asText()).endsWith(":source-not-allowed");
        assertThat(json(other).get("value").asText()).isEqualTo("other");
    }

    @Test
    void acceptsTheKeyInEitherHeader() {
        HttpResponse<String> response =
                client.send(client.request("/push/agency-2").header("X-Api-Key", producer));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesTheWrongRoleNamingTheRightOne() {
        HttpResponse<String> response = get("/push/agency-1", subscriber);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(json(response).get("fix").asText()).contains("producer");
        assertThat(get("/metrics", producer).statusCode()).isEqualTo(403);
    }

    @Test
    void letsAnOperatorDoEverything() {
        assertThat(get("/push/any", operator).statusCode()).isEqualTo(200);
        assertThat(get("/metrics", operator).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAMissingOrUnknownKeyWithoutRepeatingIt() {
        HttpResponse<String> missing = client.get("/push/agency-1");
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"wireroom\"");

        HttpResponse<String> unknown = get("/push/agency-1", producer + "x");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).doesNotContain(producer);
    }

    @Test
    void stopsAcceptingAKeyWhoseLineIsDeleted() throws Exception {
        assertThat(get("/push/agency-1", producer).statusCode()).isEqualTo(200);

        Files.write(
                keysFile,
                Files.readAllLines(keysFile).stream()
                        .filter(line -> !line.contains("agency"))
                        .toList());

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(get("/push/agency-1", producer).statusCode())
                                        .isEqualTo(401));
        assertThat(get("/push/agency-1", operator).statusCode()).isEqualTo(200);
    }
}
