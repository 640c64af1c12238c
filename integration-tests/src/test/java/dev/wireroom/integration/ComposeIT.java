package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.launcher.embedded.Ports;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;

/**
 * docker-compose.yml, really started: public images, or those that KAFKA_IMAGE, REGISTRY_IMAGE,
 * POSTGRES_IMAGE and JAVA_IMAGE name.
 */
@Timeout(900)
final class ComposeIT {
    private static final Duration STORED_LIMIT = Duration.ofMinutes(2);
    private static final Duration READY_LIMIT = Duration.ofMinutes(5);
    private static final List<String> SERVICES =
            List.of("ingest", "enrich", "sink", "deliver", "console");

    private static final Map<String, Integer> PORTS = new HashMap<>();
    private static ComposeProject project;

    @BeforeAll
    static void startEverything() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "skipped: there is no Docker here; .ci/run shows how to get one");
        assumeTrue(
                ComposeProject.isInstalled(),
                "skipped: neither `docker compose` nor `docker-compose` is installed");
        Map<String, String> environment = new HashMap<>();
        for (String part : List.of("kafka", "registry", "postgres")) {
            claimPort(part, environment);
        }
        SERVICES.forEach(service -> claimPort(service, environment));
        project = ComposeProject.start(Checkout.root().resolve("docker-compose.yml"), environment);
        for (String service : SERVICES) {
            await(service + " is ready")
                    .atMost(READY_LIMIT)
                    .until(() -> WireClient.isReady(uri(service)));
        }
    }

    @AfterAll
    static void stopEverything() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    void carriesTheSampleFromTheDoorToStorageAndToAReaderOutside() throws Exception {
        WireClient client = client();
        assertThat(client.putSource("samples").status()).isBetween(200, 201);
        byte[] sample =
                Files.readAllBytes(
                        Checkout.root().resolve("samples/us-to-russia-lets-talk-about-syria.txt"));

        WireClient.Answer pushed = client.push("samples", "text/plain; charset=utf-8", sample);

        assertThat(pushed.status()).as(pushed.whole().body()).isEqualTo(202);
        String id = pushed.json().required("id").asText();
        WireClient.Answer stored =
                await("the sample in storage")
                        .atMost(STORED_LIMIT)
                        .until(() -> client.stored(id), answer -> answer.status() == 200);
        assertThat(stored.json().required("title").asText())
                .isEqualTo("US to Russia: Let’s Talk… About Syria?");
        EnrichedArticle enriched = enriched(id);
        assertThat(enriched.getLanguage().getCode()).isEqualTo("en");
        assertThat(enriched.getEntities())
                .extracting(entity -> entity.getName())
                .contains("John Kerry", "Russia");
    }

    @Test
    void asksForAKeyBecauseContainersListenOnEveryAddress() {
        WireClient stranger = new WireClient(uri("ingest"), uri("deliver"), Optional.empty());

        assertThat(stranger.putSource("anyone").status()).isEqualTo(401);
        assertThat(stranger.stored("any").status()).isEqualTo(401);
    }

    private static EnrichedArticle enriched(String id) {
        try (TopicReader<EnrichedArticle> reader =
                TopicReader.of(
                        "127.0.0.1:" + PORTS.get("kafka"),
                        URI.create(uri("registry") + "/apis/ccompat/v7"),
                        "wireroom.enriched",
                        EnrichedArticle.class)) {
            return await("the enriched article, read from the host")
                    .atMost(STORED_LIMIT)
                    .until(
                            () ->
                                    reader.read().stream()
                                            .filter(record -> record.key().equals(id))
                                            .map(ConsumerRecord::value)
                                            .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
        }
    }

    private static WireClient client() throws Exception {
        return new WireClient(
                uri("ingest"),
                uri("deliver"),
                Optional.of(
                        new WireClient.Keys(key("producer"), key("subscriber"), key("operator"))));
    }

    private static String key(String role) throws Exception {
        return project.read("ingest", Path.of("/var/lib/wireroom/keys", role + ".key")).strip();
    }

    private static URI uri(String service) {
        return URI.create("http://127.0.0.1:" + PORTS.get(service));
    }

    private static void claimPort(String part, Map<String, String> environment) {
        int port = Ports.anyFree(candidate -> !PORTS.containsValue(candidate));
        PORTS.put(part, port);
        environment.put(part.toUpperCase(java.util.Locale.ROOT) + "_PORT", Integer.toString(port));
    }
}
