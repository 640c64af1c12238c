package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.launcher.allinone.AllInOneConfig;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import dev.wireroom.launcher.command.ExitCode;
import dev.wireroom.launcher.command.WireroomCommand;
import dev.wireroom.schema.ArticleIds;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.serde.AvroRecordSerializer;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Retention on a whole wire: the ledger closes over what is retired, before and after, and nothing
 * brings it back.
 */
@Timeout(300)
final class RetiredArticlesIT {

    private static final String SOURCE = "retired";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void theLedgerClosesOverWhatIsRetiredAndNothingBringsItBack() throws Exception {
        // the console, so that there is a database
        try (RunningWire wire =
                RunningWire.start(Map.of(AllInOneConfig.SERVICES, "ingest,enrich,console"))) {
            produce(wire, "old", Duration.ofDays(3));
            produce(wire, "fresh", Duration.ofMinutes(1));
            try (WireService.Running sink = sink(wire, Map.of())) {
                await("both are stored")
                        .atMost(SOON)
                        .ignoreExceptions() // the tables may not be there yet
                        .until(() -> stored(wire).equals(List.of("fresh", "old")));
            }
            Map<String, String> oneDay =
                    Map.of("sink.retention.days", "1", "sink.retention.interval.ms", "200");
            try (WireService.Running sink = sink(wire, oneDay)) {
                await("the old article is gone")
                        .atMost(SOON)
                        .until(() -> stored(wire).equals(List.of("fresh")));
                assertThat(closed(wire)).containsEntry("stored", 2L).containsEntry("expired", 0L);
                await("the metric tells")
                        .atMost(SOON)
                        .until(() -> metrics(sink).contains("articles_retired_total{"));
                assertThat(metrics(sink)).containsPattern("articles_retired_total\\{.*} 1\\.0");

                assertThat(replay(wire)).isEqualTo(ExitCode.DONE);
                assertThat(closed(wire))
                        .as("a replay does not bring it back, nor count it again")
                        .containsEntry("stored", 2L)
                        .containsEntry("expired", 0L);
                assertThat(stored(wire)).containsExactly("fresh");

                produce(wire, "late", Duration.ofDays(3));
                assertThat(closed(wire))
                        .as("what is too old when it comes is not stored, and counted as that")
                        .containsEntry("accepted", 3L)
                        .containsEntry("stored", 2L)
                        .containsEntry("expired", 1L);
                assertThat(stored(wire)).containsExactly("fresh");
            }
        }
    }

    /** Every number of the source, where no id is missing and nothing is left to repair. */
    private static Map<String, Long> closed(RunningWire wire) throws Exception {
        LedgerAnswer answer =
                LedgerAnswer.of(
                        wire.settings(),
                        "--source",
                        SOURCE,
                        "--verify",
                        "--repair",
                        "--wait",
                        "60s");
        assertThat(answer.exitCode()).as(answer.json().toString()).isEqualTo(ExitCode.DONE);
        assertThat(answer.missing()).isEmpty();
        assertThat(answer.json().has("repair")).as("nothing is sent again").isFalse();
        assertThat(answer.counts()).containsEntry("storeDifference", 0L);
        return answer.counts();
    }

    private static int replay(RunningWire wire) {
        return WireroomCommand.commandLine()
                .execute(
                        "replay",
                        "--source",
                        SOURCE,
                        "--resend",
                        "--set",
                        ConnectionConfig.BOOTSTRAP_SERVERS + "=" + wire.bootstrapServers(),
                        "--set",
                        ConnectionConfig.REGISTRY_URL + "=" + wire.registry(),
                        "--set",
                        ConnectionConfig.TOPICS_PARTITIONS + "=1");
    }

    private static WireService.Running sink(RunningWire wire, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(wire.settings());
        settings.putAll(more);
        return Services.SINK.starter().start(settings);
    }

    private static String metrics(WireService.Running sink) {
        return WireClient.get(URI.create(sink.uri() + "/metrics")).whole().body();
    }

    private static List<String> stored(RunningWire wire) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                wire.settings().get(DatabaseConfig.URL),
                                wire.settings().get(DatabaseConfig.USER),
                                wire.settings().get(DatabaseConfig.PASSWORD));
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT external_id FROM article ORDER BY 1")) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    private static void produce(RunningWire wire, String name, Duration age) throws Exception {
        Instant received = Instant.now().minus(age).truncatedTo(ChronoUnit.MILLIS);
        String id = ArticleIds.of(SOURCE, name);
        Article article =
                Article.newBuilder()
                        .setArticleId(id)
                        .setSourceId(SOURCE)
                        .setExternalId(name)
                        .setExternalIdKind(ExternalIdKind.PUBLISHER)
                        .setContentHash("hash of " + name)
                        .setReceivedAt(received)
                        .setTitle("Nordhavn Bank was " + name)
                        .setBody(
                                "Ingrid Solheim of Nordhavn Bank spoke of %s things."
                                        .formatted(name))
                        .setFormat("test")
                        .build();
        try (AvroRecordSerializer<Article> serializer =
                        new AvroRecordSerializer<>(
                                new HttpSchemaRegistry(RegistryConfig.of(wire.registry())));
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", wire.bootstrapServers(), "acks", "all"),
                                new StringSerializer(),
                                new ByteArraySerializer())) {
            String topic = wire.topics().articles().name();
            producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    null,
                                    received.toEpochMilli(),
                                    id,
                                    serializer.serialize(topic, article)))
                    .get();
        }
    }
}
