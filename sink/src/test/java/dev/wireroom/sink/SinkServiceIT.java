package dev.wireroom.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The service where some of what it needs is away; with a real broker it is in integration-tests.
 */
class SinkServiceIT {

    /** Nothing listens on port 1. */
    private static final Map<String, String> NOTHING_THERE =
            Map.of(
                    "kafka.bootstrap.servers",
                    "127.0.0.1:1",
                    "registry.url",
                    "http://127.0.0.1:1",
                    "sink.http.port",
                    "0");

    private static HttpResponse<String> get(SinkService service, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(service.uri() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static SinkConfig config(String databaseUrl) {
        Map<String, String> settings = new java.util.HashMap<>(NOTHING_THERE);
        settings.put("database.url", databaseUrl);
        settings.put("database.user", "postgres");
        return SinkConfig.from(settings);
    }

    @Test
    void startsWhileEverythingIsAwayAndNamesIt() throws Exception {
        try (SinkService service =
                SinkService.start(config("jdbc:postgresql://127.0.0.1:1/wireroom?password=x"))) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThat(get(service, "/readyz").body())
                                            .contains("PostgreSQL at", "127.0.0.1:1/wireroom")
                                            .doesNotContain("password"));

            assertThat(get(service, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(service, "/readyz").body()).contains("kafka", "registry", "connector");
            assertThat(get(service, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(service, "/metrics").body()).contains("wireroom_sink_restarts_total");
        }
    }

    @Test
    void tellsADatabaseThatIsThereFromOneThatIsReadOnly() throws SQLException {
        try (TestDatabase database = new TestDatabase()) {
            try (SinkService service = SinkService.start(config(database.url()))) {
                await().atMost(Duration.ofSeconds(20)).until(() -> ready(service, "database"));
            }
            database.becomeReadOnly();
            try (SinkService service = SinkService.start(config(database.url()))) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () ->
                                        assertThat(service.health().states())
                                                .anySatisfy(
                                                        state ->
                                                                assertThat(state.detail())
                                                                        .contains("read-only")));
            }
        }
    }

    private static boolean ready(SinkService service, String part) {
        return service.health().states().stream()
                .anyMatch(state -> state.name().equals(part) && state.ready());
    }
}
