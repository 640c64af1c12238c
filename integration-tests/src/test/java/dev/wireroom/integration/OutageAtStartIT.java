package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.allinone.AllInOneConfig;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import dev.wireroom.launcher.embedded.EmbeddedBroker;
import dev.wireroom.launcher.embedded.EmbeddedDatabase;
import dev.wireroom.launcher.embedded.EmbeddedRegistry;
import dev.wireroom.launcher.embedded.Ports;
import dev.wireroom.launcher.embedded.StartupCache;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services that are started before what they stand on: none gives up, each says what it waits for.
 */
@Timeout(400)
final class OutageAtStartIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir private Path temp;

    /** Services before what they stand on. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
    }

    @Test
    void theLineComesUpWhicheverPartComesLast() throws Exception {
        Map<String, String> settings = settings();
        Map<WireService, URI> services = new LinkedHashMap<>();
        for (WireService service : Services.ALL) {
            WireService.Running running = service.starter().start(settings);
            open.addFirst(running);
            services.put(service, running.uri());
        }
        WireClient client =
                new WireClient(
                        services.get(Services.INGEST),
                        services.get(Services.DELIVER),
                        Optional.empty());

        services.forEach(
                (service, uri) -> {
                    WireClient.Answer answer = WireClient.readiness(uri);
                    assertThat(answer.status()).as(service.name()).isEqualTo(503);
                    assertThat(answer.whole().body()).as(service.name()).contains("kafka");
                });
        WireClient.Answer refused = client.pushJson("s", "{\"title\":\"A\",\"body\":\"B.\"}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.whole().headers().firstValue("Retry-After")).isPresent();

        open.addLast(
                EmbeddedBroker.start(
                        temp.resolve("kafka"), port(settings, AllInOneConfig.BROKER_PORT)));
        await("ingest waits for nothing but the registry")
                .atMost(LIMIT)
                .untilAsserted(
                        () -> {
                            WireClient.Answer answer =
                                    WireClient.readiness(services.get(Services.INGEST));
                            assertThat(answer.status()).isEqualTo(503);
                            assertThat(answer.whole().body()).contains("registry");
                        });

        Distribution distribution = RunningWire.distribution();
        open.addLast(
                EmbeddedRegistry.start(
                        distribution.registry(),
                        temp.resolve("registry"),
                        port(settings, AllInOneConfig.REGISTRY_PORT),
                        temp.resolve("registry.log"),
                        StartupCache.at(distribution.registryCache())));
        awaitReady(services.get(Services.INGEST));
        awaitReady(services.get(Services.ENRICH));
        client.putSource("patient");
        WireClient.Answer pushed =
                client.pushJson("patient", "{\"title\":\"Came early\",\"body\":\"Oslo waits.\"}");
        assertThat(pushed.status()).as(pushed.whole().body()).isEqualTo(202);
        String id = pushed.json().required("id").asText();
        assertThat(client.stored(id).status()).as("there is no database yet").isEqualTo(503);
        assertThat(WireClient.readiness(services.get(Services.SINK)).status()).isEqualTo(503);

        open.addLast(
                EmbeddedDatabase.start(
                        distribution.postgresql(),
                        temp.resolve("postgresql"),
                        port(settings, AllInOneConfig.DATABASE_PORT)));
        await("what came before the database was there is stored")
                .atMost(LIMIT)
                .until(() -> client.stored(id).status() == 200);
        services.values().forEach(OutageAtStartIT::awaitReady);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = RunningWire.freePorts();
        settings.put(
                ConnectionConfig.BOOTSTRAP_SERVERS,
                "127.0.0.1:" + settings.get(AllInOneConfig.BROKER_PORT));
        settings.put(
                ConnectionConfig.REGISTRY_URL,
                "http://127.0.0.1:%s/apis/ccompat/v7"
                        .formatted(settings.get(AllInOneConfig.REGISTRY_PORT)));
        settings.put(
                DatabaseConfig.URL,
                "jdbc:postgresql://127.0.0.1:%s/wireroom"
                        .formatted(settings.get(AllInOneConfig.DATABASE_PORT)));
        settings.put(DatabaseConfig.USER, "postgres");
        settings.put("enrich.state.dir", temp.resolve("streams").toString());
        settings.put("lake.warehouse", temp.resolve("lake").toString());
        return settings;
    }

    private static int port(Map<String, String> settings, String key) {
        int port = Integer.parseInt(settings.getOrDefault(key, "0"));
        assertThat(Ports.isFree(port)).as("%s=%d is free", key, port).isTrue();
        return port;
    }

    private static void awaitReady(URI service) {
        await(service + " is ready").atMost(LIMIT).until(() -> WireClient.isReady(service));
    }
}
