package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wireroom.launcher.allinone.AllInOneConfig;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import dev.wireroom.launcher.command.ExitCode;
import dev.wireroom.ledger.Repair;
import dev.wireroom.service.config.DatabaseConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code wireroom ledger} on a wire of its own, from which things really go missing: enrich starts
 * behind an article, rows are deleted by hand.
 */
@Timeout(300)
final class LedgerIT {

    private static final String PASSED_OVER = "passed-over";
    private static final String GROUP = "wireroom.enrich";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private static Path state;

    private static RunningWire wire;
    private static WireService.Running enrich;
    private static String passedOver;

    /** Someone moves enrich's group past an article before it was read. */
    @BeforeAll
    static void loseAnArticle() throws Exception {
        wire = RunningWire.start(Map.of(AllInOneConfig.SERVICES, "ingest,sink,deliver"));
        wire.client().putSource(PASSED_OVER);
        passedOver = push(PASSED_OVER, "lost", "Ingrid Solheim spoke in Oslo.");
        TopicPartition articles = new TopicPartition(wire.topics().articles().name(), 0);
        try (Admin admin = admin()) {
            admin.alterConsumerGroupOffsets(GROUP, Map.of(articles, new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
        Map<String, String> settings = new TreeMap<>(wire.settings());
        settings.put("enrich.state.dir", state.toString());
        enrich = Services.ENRICH.starter().start(settings);
    }

    @AfterAll
    static void stop() throws Exception {
        if (enrich != null) {
            enrich.close();
        }
        if (wire != null) {
            wire.close();
        }
    }

    @Test
    void closesOverEveryWayThatARecordCanEnd() throws Exception {
        String source = "every-way";
        wire.client().putSource(source);
        push(source, "one", "Nordhavn Bank moves to Bergen.");
        push(source, "one", "Nordhavn Bank moves to Bergen on Friday.");
        push(source, "one", "Nordhavn Bank moves to Bergen on Friday.");
        push(source, "two", "Ingrid Solheim leaves Nordhavn Bank.");
        withdraw(source, "two");
        produce("no-article", "plain text".getBytes(StandardCharsets.UTF_8));

        LedgerAnswer answer = ledger("--source", source, "--wait", "60s", "--verify");

        assertThat(answer.exitCode()).as(answer.json().toString()).isEqualTo(ExitCode.DONE);
        assertThat(answer.json().path("closes").asBoolean()).isTrue();
        assertThat(answer.json().path("compared").asInt()).isEqualTo(2);
        assertThat(answer.missing()).isEmpty();
        assertThat(answer.counts())
                .containsEntry("acknowledged", 5L)
                .containsEntry("accepted", 5L)
                .containsEntry("fresh", 2L)
                .containsEntry("updated", 1L)
                .containsEntry("unchanged", 1L)
                .containsEntry("withdrawn", 1L)
                .containsEntry("stored", 3L)
                .containsEntry("deleted", 1L);

        LedgerAnswer unknown = ledger("--source", "?", "--wait", "60s", "--verify");

        assertThat(unknown.counts()).containsEntry("deadLettered", 1L);
        assertThat(unknown.exitCode()).as(unknown.json().toString()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void namesWhatEnrichWasMovedPastAndRepairsIt() throws Exception {
        LedgerAnswer lost = ledger("--source", PASSED_OVER);

        assertThat(lost.exitCode()).as(lost.json().toString()).isEqualTo(ExitCode.FAILED);
        assertThat(lost.missing()).containsExactly(passedOver);
        assertThat(lost.json().path("missing").get(0).path("from").asText()).isEqualTo("enriched");

        LedgerAnswer repaired = ledger("--source", PASSED_OVER, "--repair", "--wait", "60s");

        assertThat(repaired.exitCode()).as(repaired.json().toString()).isEqualTo(ExitCode.DONE);
        assertThat(repaired.missing()).isEmpty();
        assertThat(repaired.counts()).containsEntry("fresh", 1L);
        wire.awaitStored(passedOver);
        List<ConsumerRecord<String, byte[]>> records =
                records(wire.topics().articles().name(), passedOver);
        assertThat(records).hasSize(2);
        assertThat(records.getLast().value()).isEqualTo(records.getFirst().value());
        assertThat(records.getLast().timestamp()).isEqualTo(records.getFirst().timestamp());
        assertThat(records.getLast().headers().lastHeader(Repair.REPAIR_HEADER).value())
                .asString()
                .isEqualTo(repaired.json().path("repair").path("id").asText());
    }

    @Test
    void namesARowThatIsGoneFromStorageWithItsCount() throws Exception {
        String source = "row-and-count-gone";
        wire.client().putSource(source);
        String gone = wire.carry(source, "Nordhavn Bank opens in Hamar");
        wire.carry(source, "Nordhavn Bank opens in Molde");
        assertThat(ledger("--source", source, "--wait", "60s").exitCode()).isEqualTo(ExitCode.DONE);

        update("DELETE FROM article WHERE article_id = ?", gone);
        update(
                """
                UPDATE stored_count SET count = count - 1 WHERE (source_id, minute) =
                    (SELECT source_id, min(minute) FROM stored_count
                     WHERE source_id = ? GROUP BY source_id)\
                """,
                source);

        LedgerAnswer answer = ledger("--source", source);

        assertThat(answer.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.missing()).containsExactly(gone);
        assertThat(answer.counts()).containsEntry("storeDifference", 1L);
    }

    @Test
    void verifyNamesARowThatTheCountsDoNotMissAndRepairHandsItToReplay() throws Exception {
        String source = "row-gone";
        wire.client().putSource(source);
        String gone = wire.carry(source, "Nordhavn Bank closes in Hamar");
        wire.carry(source, "Nordhavn Bank closes in Molde");
        update("DELETE FROM article WHERE article_id = ?", gone);

        LedgerAnswer counted = ledger("--source", source, "--wait", "60s");

        assertThat(counted.exitCode()).as(counted.json().toString()).isEqualTo(ExitCode.DONE);

        LedgerAnswer compared = ledger("--source", source, "--verify");

        assertThat(compared.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(compared.missing()).containsExactly(gone);
        assertThat(compared.json().path("missing").get(0).path("from").asText())
                .isEqualTo("storage");

        makeSureOfReplays();
        LedgerAnswer repaired = ledger("--source", source, "--repair");

        assertThat(repaired.json().path("repair").path("toStorage").asInt()).isEqualTo(1);
        wire.awaitStored(gone);
        LedgerAnswer whole = ledger("--source", source, "--verify", "--wait", "60s");
        assertThat(whole.exitCode()).as(whole.json().toString()).isEqualTo(ExitCode.DONE);
        assertThat(whole.counts())
                .as("what was counted when it was stored first is not counted again")
                .containsEntry("storeDifference", 0L);
        ConsumerRecord<String, byte[]> replay = records("wireroom.replays", gone).getLast();
        assertThat(replay.value())
                .isEqualTo(records(wire.topics().enriched().name(), gone).getFirst().value());
        assertThat(replay.headers().lastHeader(Repair.REPLAY_HEADER).value())
                .asString()
                .isEqualTo(repaired.json().path("repair").path("id").asText());
    }

    private static LedgerAnswer ledger(String... options) throws JsonProcessingException {
        return LedgerAnswer.of(wire.settings(), options);
    }

    private static String push(String source, String externalId, String body) {
        return accepted(
                source,
                """
                {"externalId":"%s","title":"A title","language":"en","body":"%s"}
                """
                        .formatted(externalId, body));
    }

    private static void withdraw(String source, String externalId) {
        accepted(
                source,
                """
                {"externalId":"%s","publishingStatus":"canceled"}
                """
                        .formatted(externalId));
    }

    private static String accepted(String source, String json) {
        WireClient.Answer pushed = wire.client().pushJson(source, json);
        assertThat(pushed.status()).as(pushed.whole().body()).isEqualTo(202);
        return pushed.json().required("id").asText();
    }

    private static void produce(String key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", wire.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(wire.topics().articles().name(), key, value)).get();
        }
    }

    /** All records of a topic with this key. */
    private static List<ConsumerRecord<String, byte[]>> records(String topic, String key) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                wire.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).get(partitions.getFirst());
            await().atMost(SOON)
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                                return consumer.position(partitions.getFirst()) >= end;
                            });
        }
        return records.stream().filter(record -> key.equals(record.key())).toList();
    }

    private static void makeSureOfReplays() throws Exception {
        try (Admin admin = admin()) {
            if (!admin.listTopics().names().get().contains("wireroom.replays")) {
                admin.createTopics(List.of(new NewTopic("wireroom.replays", 1, (short) 1)))
                        .all()
                        .get();
            }
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", wire.bootstrapServers()));
    }

    private static void update(String sql, String parameter) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                wire.settings().get(DatabaseConfig.URL),
                                wire.settings().get(DatabaseConfig.USER),
                                wire.settings().get(DatabaseConfig.PASSWORD));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
