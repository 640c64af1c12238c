package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.contract.Analysis;
import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Revision;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.lake.LakeConfig;
import dev.wireroom.lake.LakeUnavailableException;
import dev.wireroom.lake.Purge;
import dev.wireroom.lake.PurgeReport;
import dev.wireroom.launcher.Main;
import dev.wireroom.launcher.allinone.AllInOneConfig;
import dev.wireroom.schema.ArticleIds;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.serde.AvroRecordSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lake killed at any point, as a process of its own, and a purge that is. */
@Timeout(400)
final class LakeFaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration ONE_POLL = Duration.ofMillis(200);
    private static final String SOURCE = "killed";
    private static final int ROUNDS = 4;
    private static final int ARTICLES_A_ROUND = 500;
    private static final int WITHDRAWN = 20;

    @TempDir private Path temp;

    @Test
    void losesAndRepeatsNothingWhenKilledAndPurgesAllThatKilledOnesLeft() throws Exception {
        try (RunningWire wire = RunningWire.start(Map.of(AllInOneConfig.SERVICES, "sink"));
                KafkaProducer<String, EnrichedArticle> producer = producer(wire)) {
            Map<String, String> settings = new TreeMap<>(wire.settings());
            settings.put("lake.warehouse", temp.resolve("lake").toString());
            settings.put("lake.commit.interval.ms", "500");
            LakeReader lake = new LakeReader(settings);
            sendGarbage(wire);
            int sent = 0;
            for (int round = 0; round < ROUNDS; round++) {
                Process running = startLake(settings);
                try {
                    awaitRows(lake, sent); // what the one before left
                    send(wire, producer, sent, ARTICLES_A_ROUND);
                    int some = sent + round * ARTICLES_A_ROUND / ROUNDS;
                    sent += ARTICLES_A_ROUND;
                    awaitRows(lake, some);
                } finally {
                    kill(running);
                }
            }
            Process last = startLake(settings);
            try {
                awaitRows(lake, sent);
                assertEachOnce(lake, sent);
                withdraw(wire, producer);
                awaitRows(lake, sent + WITHDRAWN);
            } finally {
                kill(last);
            }
            assertThat(refusals(wire)).singleElement().asString().startsWith("not-avro: ");
            purgeThatIsKilled(settings, lake, sent);
        }
    }

    private void purgeThatIsKilled(Map<String, String> settings, LakeReader lake, int sent)
            throws Exception {
        Map<String, String> failing = new TreeMap<>(settings);
        failing.put("lake.catalog.io-impl", FailingFileIO.class.getName());
        FailingFileIO.DELETIONS_LEFT.set(0);
        assertThat(catchThrowable(() -> purge(failing)))
                .as("after the new files were put in the place of the old ones")
                .isInstanceOf(FailingFileIO.StorageGoneError.class);
        assertThat(rows(lake)).isEqualTo(sent + WITHDRAWN);
        assertThat(StoredWords.filesWith(temp.resolve("lake"), word(0))).isNotEmpty();
        PurgeReport resumed = purge(settings);
        assertThat(resumed.rows()).as("emptied before it was killed").isZero();
        assertThat(lake.ask("SELECT count(*) FROM lake WHERE purged_at IS NOT NULL"))
                .extracting(JsonNode::asInt)
                .containsExactly(WITHDRAWN);
        assertEachOnce(lake, sent + WITHDRAWN);
        assertThat(StoredWords.filesWith(temp.resolve("lake"), word(0))).isEmpty();
        assertThat(StoredWords.filesWith(temp.resolve("lake"), word(WITHDRAWN))).isNotEmpty();
        PurgeReport again = purge(settings);
        assertThat(again.rows() + again.filesDeleted() + again.snapshotsExpired()).isZero();
    }

    /** With nothing else running: what no state of the table names is of the killed ones. */
    private static PurgeReport purge(Map<String, String> settings) {
        return new Purge(LakeConfig.from(settings), Clock.systemUTC(), Duration.ZERO, false).run();
    }

    private static void assertEachOnce(LakeReader lake, int count) throws Exception {
        assertThat(rows(lake)).isEqualTo(count);
        assertThat(
                        lake.ask(
                                "SELECT count(DISTINCT (enriched_partition, enriched_offset)) FROM"
                                        + " lake"))
                .extracting(JsonNode::asInt)
                .containsExactly(count);
    }

    private static void awaitRows(LakeReader lake, int count) {
        await(count + " rows").atMost(LIMIT).until(() -> rows(lake) >= count);
    }

    /** As the table's metadata tell; 0 where there is no table yet. */
    private static long rows(LakeReader lake) {
        try {
            return lake.contents().rows();
        } catch (LakeUnavailableException e) {
            return 0;
        }
    }

    private Process startLake(Map<String, String> settings) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                Main.class.getName(),
                                "lake"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(temp.resolve("lake.log").toFile()));
        return builder.start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static KafkaProducer<String, EnrichedArticle> producer(RunningWire wire) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", wire.bootstrapServers()),
                new StringSerializer(),
                new AvroRecordSerializer<>(
                        new HttpSchemaRegistry(RegistryConfig.of(wire.registry()))));
    }

    private static void send(
            RunningWire wire,
            KafkaProducer<String, EnrichedArticle> producer,
            int from,
            int count) {
        IntStream.range(from, from + count)
                .forEach(i -> send(wire, producer, article(i, 1, RevisionOutcome.NEW)));
        producer.flush();
    }

    private static void withdraw(
            RunningWire wire, KafkaProducer<String, EnrichedArticle> producer) {
        IntStream.range(0, WITHDRAWN)
                .forEach(i -> send(wire, producer, article(i, 2, RevisionOutcome.WITHDRAWN)));
        producer.flush();
    }

    private static void send(
            RunningWire wire,
            KafkaProducer<String, EnrichedArticle> producer,
            EnrichedArticle article) {
        producer.send(
                new ProducerRecord<>(
                        wire.topics().enriched().name(), article.getArticleId(), article));
    }

    private static void sendGarbage(RunningWire wire) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", wire.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(
                    new ProducerRecord<>(wire.topics().enriched().name(), "garbage", "no Avro"));
        }
    }

    /** The reasons of the records that the lake refused. */
    private static List<String> refusals(RunningWire wire) {
        TopicPartition errors = new TopicPartition(wire.topics().lakeErrors().name(), 0);
        List<String> reasons = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", wire.bootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(errors));
            consumer.seekToBeginning(List.of(errors));
            long end = consumer.endOffsets(List.of(errors)).getOrDefault(errors, 0L);
            while (consumer.position(errors) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(ONE_POLL)) {
                    Header reason =
                            record.headers().lastHeader("__connect.errors.exception.message");
                    reasons.add(new String(reason.value(), StandardCharsets.UTF_8));
                }
            }
        }
        return reasons;
    }

    /** In the text of this article only. */
    private static String word(int number) {
        return "Zwiebelfisch-" + number + ".";
    }

    private static EnrichedArticle article(int number, int revision, RevisionOutcome outcome) {
        boolean withdrawn = outcome == RevisionOutcome.WITHDRAWN;
        String id = ArticleIds.of(SOURCE, String.valueOf(number));
        Instant now = Instant.now();
        return EnrichedArticle.newBuilder()
                .setArticleId(id)
                .setSourceId(SOURCE)
                .setArticle(
                        Article.newBuilder()
                                .setArticleId(id)
                                .setSourceId(SOURCE)
                                .setExternalId(String.valueOf(number))
                                .setExternalIdKind(ExternalIdKind.PUBLISHER)
                                .setContentHash("hash")
                                .setPublishingStatus(
                                        withdrawn
                                                ? PublishingStatus.CANCELED
                                                : PublishingStatus.USABLE)
                                .setReceivedAt(now)
                                .setTitle(withdrawn ? null : word(number))
                                .setBody(withdrawn ? null : word(number).repeat(20))
                                .setFormat("test")
                                .build())
                .setRevision(new Revision(revision, outcome, null, List.of()))
                .setFirstReceivedAt(now)
                .setEnrichedAt(now)
                .setOrigin(new RecordCoordinates("wireroom.articles", 0, (long) number, now))
                .setLanguage(new DetectedLanguage("en", 1f))
                .setAnalysis(new Analysis(AnalysisStatus.ANALYSED, null, 0))
                .setEnrichmentVersion("test")
                .build();
    }
}
