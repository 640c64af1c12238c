package dev.wireroom.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.wireroom.contract.LedgerEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The client's conduct toward a registry that misbehaves; a real registry is met in
 * integration-tests.
 */
final class HttpSchemaRegistryTest {

    private record Answer(int status, String body) {}

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String key = exchange.getRequestHeaders().getFirst("Authorization");
                    requests.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + (key == null ? "" : " " + key));
                    Answer answer = answers.remove();
                    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(answer.status(), body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/");
    }

    private HttpSchemaRegistry registry(int attempts) {
        return new HttpSchemaRegistry(
                new RegistryConfig(
                        url(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        attempts));
    }

    @Test
    void asksOnceForTheSameSchema() {
        answers.add(new Answer(200, "{\"id\": 42}"));
        HttpSchemaRegistry registry = registry(1);
        assertThat(registry.register("t-value", LedgerEntry.getClassSchema())).isEqualTo(42);
        assertThat(registry.register("t-value", LedgerEntry.getClassSchema())).isEqualTo(42);
        assertThat(requests).containsExactly("POST /api/subjects/t-value/versions");
    }

    @Test
    void triesAgainWhenTheRegistryIsNotWell() {
        answers.add(new Answer(503, "starting"));
        answers.add(new Answer(500, "{\"message\":\"store not ready\"}"));
        answers.add(new Answer(200, "{\"id\": 1}"));
        assertThat(registry(3).register("t-value", LedgerEntry.getClassSchema())).isEqualTo(1);
        assertThat(requests).hasSize(3);
    }

    @Test
    void anOutageIsRetriableAndNamesTheRegistry() {
        answers.add(new Answer(503, "down"));
        answers.add(new Answer(503, "down"));
        assertThatThrownBy(() -> registry(2).byId(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(url().toString())
                .hasMessageContaining("503")
                .hasMessageContaining("2 times");
    }

    @Test
    void noServerAtAllIsAnOutage() {
        server.stop(0);
        assertThatThrownBy(() -> registry(1).byId(7))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void anUnknownIdIsNotAnOutageAndNotRemembered() {
        answers.add(new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));
        answers.add(new Answer(200, "{\"schema\":\"\\\"string\\\"\"}"));
        HttpSchemaRegistry registry = registry(3);
        assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(UnknownSchemaIdException.class);
        assertThat(registry.byId(7).getType().getName()).isEqualTo("string");
    }

    @Test
    void saysWhyASchemaIsRefused() {
        answers.add(new Answer(409, "{\"message\":\"reader is missing a default for 'x'\"}"));
        assertThatThrownBy(() -> registry(1).register("t-value", LedgerEntry.getClassSchema()))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("t-value")
                .hasMessageContaining("missing a default");
    }

    @Test
    void sendsItsCredentials() {
        answers.add(new Answer(200, "[]"));
        answers.add(new Answer(200, "[]"));
        Optional<Password> user = Optional.of(new Password("ann:secret"));
        new HttpSchemaRegistry(
                        new RegistryConfig(url(), user, Optional.empty(), Duration.ofSeconds(5), 1))
                .ping();
        Optional<Password> token = Optional.of(new Password("t0ken"));
        new HttpSchemaRegistry(new RegistryConfig(url(), user, token, Duration.ofSeconds(5), 1))
                .ping();
        assertThat(requests)
                .containsExactly(
                        "GET /api/subjects Basic YW5uOnNlY3JldA==",
                        "GET /api/subjects Bearer t0ken");
    }

    @Test
    void configurationReadsDefaultsEveryKeyAndRefusesNonsense() {
        RegistryConfig defaults = RegistryConfig.from(Map.of(RegistryConfig.URL, "http://r"));
        assertThat(defaults).isEqualTo(RegistryConfig.of(URI.create("http://r")));
        RegistryConfig all =
                RegistryConfig.from(
                        Map.of(
                                RegistryConfig.URL, "http://r",
                                RegistryConfig.BASIC_AUTH, "a:b",
                                RegistryConfig.BEARER_TOKEN, "t",
                                RegistryConfig.REQUEST_TIMEOUT_MS, "5",
                                RegistryConfig.ATTEMPTS, "9"));
        assertThat(all.requestTimeout()).isEqualTo(Duration.ofMillis(5));
        assertThat(all.attempts()).isEqualTo(9);
        assertThat(all.toString()).doesNotContain("a:b");
        assertThatThrownBy(
                        () ->
                                RegistryConfig.from(
                                        Map.of(
                                                RegistryConfig.URL,
                                                "http://r",
                                                RegistryConfig.ATTEMPTS,
                                                "0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(RegistryConfig.ATTEMPTS);
    }
}
