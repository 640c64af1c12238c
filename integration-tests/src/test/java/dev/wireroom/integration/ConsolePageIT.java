package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Stage;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import dev.wireroom.launcher.embedded.Ports;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.serde.AvroRecordSerializer;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The status page as an operator sees it, in a real browser. */
@Timeout(300)
@ExtendWith(RunningWire.Shared.class)
final class ConsolePageIT {
    private static final String SOURCE = "console-page";
    private static final List<String> HOPS = List.of("ingest", "enrich", "sink", "deliver");

    private Browser browser;

    @BeforeEach
    void startBrowser() throws IOException {
        assumeTrue(Browser.isInstalled(), "skipped: no chromium with chromedriver on the PATH");
        browser = Browser.start();
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void drawsTheLineLiveAndSaysThatNothingIsLost(RunningWire wire) {
        wire.client().putSource(SOURCE);
        wire.carry(SOURCE, "Nordhavn Bank moves to Bergen");
        browser.open(wire.uri(Services.CONSOLE));

        eventually()
                .untilAsserted(
                        () -> assertThat(ledgerRow()).startsWith(SOURCE, "closes", "1", "1"));
        eventually()
                .untilAsserted(
                        () -> assertThat(browser.text("#headline")).endsWith("Nothing is lost."));
        for (String hop : HOPS) {
            eventually()
                    .untilAsserted(() -> assertThat(field("hop", hop, "state")).isEqualTo("ready"));
        }
        for (String hop : List.of("ingest", "enrich", "sink")) {
            eventually()
                    .untilAsserted(
                            () -> assertThat(field("hop", hop, "rate")).matches("[\\d.,]+/s"));
            assertThat(sparkline(hop)).as(hop + " has a sparkline").startsWith("M");
        }
        eventually().untilAsserted(() -> assertThat(field("hop", "sink", "lag")).isEqualTo("0"));
        assertThat(field("store", wire.topics().enriched().name(), "holds"))
                .matches("(?s)[1-9]\\d* records?.*");
        assertThat(browser.texts("#topics tbody th")).contains(wire.topics().articles().name());
        assertThat(browser.texts("#groups tbody th"))
                .contains("wireroom.enrich", "connect-wireroom-sink");

        wire.carry(SOURCE, "Nordhavn Bank is in Bergen now");

        eventually()
                .untilAsserted(
                        () -> assertThat(ledgerRow()).startsWith(SOURCE, "closes", "2", "2"));
        assertThat(browser.complaints())
                .as("what the browser complained about")
                .allMatch(complaint -> complaint.contains("/favicon.ico"));
    }

    @Test
    void aDeadLetterIsTextWhateverIsInIt(RunningWire wire) throws Exception {
        String markup = "<img src=x onerror=\"document.title='owned'\">";
        DeadLetter letter =
                DeadLetter.newBuilder()
                        .setStage(Stage.ENRICH)
                        .setReasonCode("console-page-test")
                        .setMessage(markup + "wide".repeat(500))
                        .setField("title")
                        .setValue(markup)
                        .setFix("send " + markup)
                        .setOrigin(
                                RecordCoordinates.newBuilder()
                                        .setTopic("elsewhere")
                                        .setPartition(7)
                                        .setOffset(4711)
                                        .setTimestamp(Instant.EPOCH)
                                        .build())
                        .setFailedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .build();
        produce(wire, letter);
        browser.show(360, 800, "dark");
        browser.open(wire.uri(Services.CONSOLE));

        eventually()
                .untilAsserted(
                        () ->
                                assertThat(browser.texts("#letters [data-field=reason]"))
                                        .contains("console-page-test"));
        int at = browser.texts("#letters [data-field=reason]").indexOf("console-page-test");
        assertThat(letterFields("message").get(at)).startsWith(markup);
        assertThat(letterFields("value").get(at)).isEqualTo("title: " + markup);
        assertThat(letterFields("fix").get(at)).isEqualTo("Fix: send " + markup);
        assertThat(letterFields("coordinates").get(at)).isEqualTo("elsewhere-7@4711");
        assertThat(browser.texts("img")).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
                .as("a phone need not scroll sideways")
                .isLessThanOrEqualTo(360);
    }

    @Test
    void saysWhatDoesNotAnswerAndRecoversByItself() {
        Map<String, String> settings = nothingAnswers();
        WireService.Running console = Services.CONSOLE.starter().start(settings);
        try {
            browser.open(console.uri());
            eventually()
                    .untilAsserted(
                            () ->
                                    assertThat(browser.text("#headline"))
                                            .startsWith("Kafka does not answer."));
            assertThat(verdict()).isEqualTo("bad");
            assertThat(String.join(" ", browser.texts("#notes li"))).contains(HOPS);
            assertThat(browser.texts("[data-field=rate], [data-field=lag]")).containsOnly("–");
            assertThat(browser.text("#ledger-section .none")).startsWith("Unknown");

            console.close();

            eventually()
                    .untilAsserted(
                            () ->
                                    assertThat(browser.text("#headline"))
                                            .isEqualTo("The console does not answer."));
            assertThat(picture()).isEqualTo("stale");
            assertThat(browser.text("#notes li:last-child")).endsWith(" ago.");

            console = Services.CONSOLE.starter().start(settings);

            eventually().untilAsserted(() -> assertThat(picture()).isEqualTo("live"));
            assertThat(browser.text("#headline")).startsWith("Kafka does not answer.");
        } finally {
            console.close();
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(250));
    }

    private List<String> ledgerRow() {
        return browser.texts("#ledger tbody tr[data-key='%s'] > *".formatted(SOURCE));
    }

    private String field(String kind, String name, String field) {
        return browser.text("[data-%s='%s'] [data-field='%s']".formatted(kind, name, field));
    }

    private List<String> letterFields(String field) {
        return browser.texts("#letters [data-field='%s']".formatted(field));
    }

    private String sparkline(String hop) {
        return browser.run(
                        "return document.querySelector(arguments[0]).getAttribute('d')",
                        "[data-hop='%s'] .stroke".formatted(hop))
                .asText();
    }

    private String verdict() {
        return browser.run("return document.getElementById('verdict').dataset.state").asText();
    }

    private String picture() {
        return browser.run("return document.body.dataset.picture").asText();
    }

    /** Settings for a console of which every other part is missing. */
    private static Map<String, String> nothingAnswers() {
        Set<Integer> used = new HashSet<>();
        Map<String, String> settings = new HashMap<>();
        settings.put("console.http.port", free(used));
        settings.put(ConnectionConfig.BOOTSTRAP_SERVERS, "127.0.0.1:" + free(used));
        settings.put(DatabaseConfig.URL, "jdbc:postgresql://127.0.0.1:%s/x".formatted(free(used)));
        settings.put(
                "console.services",
                String.join(
                        ",",
                        HOPS.stream()
                                .map(hop -> hop + "=http://127.0.0.1:" + free(used))
                                .toList()));
        return settings;
    }

    private static String free(Set<Integer> used) {
        return Integer.toString(Ports.anyFree(used::add));
    }

    private static void produce(RunningWire wire, DeadLetter letter) throws Exception {
        String topic = wire.topics().deadLetters().name();
        try (AvroRecordSerializer<DeadLetter> serializer =
                        new AvroRecordSerializer<>(
                                new HttpSchemaRegistry(RegistryConfig.of(wire.registry())));
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", wire.bootstrapServers(), "acks", "all"),
                                new StringSerializer(),
                                new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    topic, "console-page", serializer.serialize(topic, letter)))
                    .get();
        }
    }
}
