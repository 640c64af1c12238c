package dev.wireroom.enrich;

import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.serde.AvroRecordSerializer;
import dev.wireroom.schema.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TaskMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a real broker, each test on topics of its own. */
class EnrichServiceIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir static Path directory;

    private static TestBroker broker;
    private static TestRegistry registry;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start() throws IOException {
        broker = TestBroker.start(directory.resolve("kafka"));
        registry = TestRegistry.start(0);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        registry.close();
        broker.close();
    }

    @Test
    void enrichesWhatCameBeforeAndAfterAPoisonRecordExactlyOnceAcrossRestarts() throws Exception {
        Topics topics = new Topics("restart.", 3, 1);
        try (EnrichService first = EnrichService.start(config("restart.", registry.uri()))) {
            assertThat(first.awaitRunning(SOON)).isTrue();
            push(topics, anArticle().withId("a").build());
            pushRaw(topics, "poison", new byte[] {7, 7, 7});
            push(topics, anArticle().withId("b").build());
            try (TopicReader<EnrichedArticle> enriched = enriched(topics)) {
                await().atMost(SOON).until(() -> enriched.all().size() == 2);
                assertThat(enriched.all().getFirst().getEntities())
                        .extracting(Entity::getName)
                        .contains("Nairobi");
            }
        }
        push(topics, anArticle().withId("a").saying("It stopped raining in Nairobi.").build());
        push(topics, anArticle().withId("b").build());
        try (EnrichService second = EnrichService.start(config("restart.", registry.uri()));
                TopicReader<EnrichedArticle> enriched = enriched(topics);
                TopicReader<DeadLetter> letters =
                        reader(topics.deadLetters().name(), DeadLetter.class);
                TopicReader<LedgerEntry> ledger =
                        reader(topics.ledger().name(), LedgerEntry.class)) {
            assertThat(second.awaitRunning(SOON)).isTrue();
            // two counts, written at their own times: what settled may be told before what was
            // accepted
            await().atMost(SOON).until(() -> settled(ledger) >= 5 && accepted(ledger) >= 5);

            assertThat(enriched.all())
                    .extracting(e -> e.getRevision().getOutcome())
                    .containsExactlyInAnyOrder(
                            RevisionOutcome.NEW, RevisionOutcome.NEW, RevisionOutcome.UPDATED);
            assertThat(letters.all())
                    .singleElement()
                    .satisfies(
                            letter ->
                                    assertThat(letter.getOriginalValue())
                                            .isEqualTo(ByteBuffer.wrap(new byte[] {7, 7, 7})));
            assertThat(settled(ledger)).isEqualTo(5);
            assertThat(accepted(ledger)).isEqualTo(5);
        }
    }

    /** Streams gives a thread back what it had, up to its share of all tasks, light ones too. */
    @Test
    void sharesArticlesAmongItsThreadsAfterARestartToo() throws Exception {
        Topics topics = new Topics("threads.", 3, 1);
        for (int start = 1; start <= 2; start++) {
            try (EnrichService service = EnrichService.start(config("threads.", registry.uri()))) {
                assertThat(service.awaitRunning(SOON)).isTrue();
                int articles = start * 12;
                for (int number = 1; number <= 12; number++) {
                    push(topics, anArticle().withId("a" + start + "-" + number).build());
                }
                try (TopicReader<EnrichedArticle> enriched = enriched(topics)) {
                    await().atMost(SOON).until(() -> enriched.all().size() == articles);
                }
                assertThat(service.threads())
                        .as("start %d", start)
                        .hasSize(2)
                        .allSatisfy(
                                thread ->
                                        assertThat(thread.activeTasks())
                                                .anyMatch(readsArticles(topics)));
            }
        }
    }

    private static Predicate<TaskMetadata> readsArticles(Topics topics) {
        return task ->
                task.topicPartitions().stream()
                        .anyMatch(read -> read.topic().equals(topics.articles().name()));
    }

    @Test
    void waitsForARegistryThatGoesAwayAndLosesNothing() throws Exception {
        Topics topics = new Topics("outage.", 3, 1);
        try (EnrichService service = EnrichService.start(config("outage.", registry.uri()))) {
            assertThat(service.awaitRunning(SOON)).isTrue();
            Article article = anArticle().build();
            // of a release that enrich has not seen yet: it must ask the registry
            byte[] unseen = asWrittenByAnotherRelease(topics, article);
            registry.failWith(503);
            pushRaw(topics, article.getArticleId(), unseen);
            await().atMost(SOON).until(() -> status(service.uri().resolve("/readyz")) == 503);
            assertThat(status(service.uri().resolve("/healthz"))).isEqualTo(200);
            registry.failWith(0);

            try (TopicReader<EnrichedArticle> enriched = enriched(topics);
                    TopicReader<DeadLetter> letters =
                            reader(topics.deadLetters().name(), DeadLetter.class)) {
                await().atMost(SOON).until(() -> enriched.all().size() == 1);
                assertThat(letters.all()).isEmpty();
                await().atMost(SOON).until(() -> status(service.uri().resolve("/readyz")) == 200);
            }
        } finally {
            registry.failWith(0);
        }
    }

    @Test
    void startsBeforeTheRegistryDoes() throws Exception {
        int port = TestBroker.freePort();
        URI later = URI.create("http://127.0.0.1:" + port);
        try (EnrichService service = EnrichService.start(config("early.", later))) {
            await().atMost(SOON)
                    .until(() -> body(service.uri().resolve("/readyz")).contains("registry"));
            assertThat(status(service.uri().resolve("/readyz"))).isEqualTo(503);
            try (TestRegistry started = TestRegistry.start(port)) {
                assertThat(service.awaitRunning(SOON)).isTrue();
                assertThat(started.uri()).isEqualTo(later);
                assertThat(body(service.uri().resolve("/metrics")))
                        .contains("kafka_stream")
                        .contains("wireroom_enrich_sentences_total{from=\"cache\",")
                        .contains("wireroom_enrich_sentences_total{from=\"model\",");
            }
        }
    }

    @Test
    void endsWithItsReasonWhenTheRegistryRefusesIt() throws Exception {
        try (TestRegistry refusing = TestRegistry.start(0)) {
            refusing.failWith(401);
            try (EnrichService service = EnrichService.start(config("refused.", refusing.uri()))) {
                assertThat(service.awaitEnd())
                        .hasValueSatisfying(
                                why -> assertThat(why).hasMessageContaining("answered 401"));
                assertThat(status(service.uri().resolve("/healthz"))).isEqualTo(503);
            }
        }
    }

    @Test
    void endsWithItsReasonWhenItsModelIsDamaged() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("damaged"));
        Files.writeString(folder.resolve("model.json"), "{}");
        EnrichConfig config =
                config("damaged.", registry.uri(), Map.of("enrich.model", folder.toString()));
        try (EnrichService service = EnrichService.start(config)) {
            assertThat(service.awaitEnd())
                    .hasValueSatisfying(
                            why ->
                                    assertThat(why)
                                            .isInstanceOf(IllegalStateException.class)
                                            .hasMessageContaining("damaged"));
            assertThat(service.health().failure()).isPresent();
        }
    }

    private static EnrichConfig config(String prefix, URI registryUri) {
        return config(prefix, registryUri, Map.of());
    }

    private static EnrichConfig config(String prefix, URI registryUri, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.putAll(
                Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "registry.url",
                        registryUri.toString(),
                        "topics.prefix",
                        prefix,
                        "topics.partitions",
                        "3",
                        "enrich.http.port",
                        "0",
                        "enrich.state.dir",
                        directory.resolve(prefix + "state").toString()));
        return EnrichConfig.from(settings);
    }

    private static long accepted(TopicReader<LedgerEntry> ledger) {
        return ledger.all().stream()
                .filter(entry -> entry.getOutcome() == LedgerOutcome.ACCEPTED)
                .mapToLong(LedgerEntry::getCount)
                .sum();
    }

    /** All that became of what was accepted. */
    private static long settled(TopicReader<LedgerEntry> ledger) {
        return ledger.all().stream().mapToLong(LedgerEntry::getCount).sum() - accepted(ledger);
    }

    private static HttpSchemaRegistry client() {
        return new HttpSchemaRegistry(RegistryConfig.of(registry.uri()));
    }

    private static TopicReader<EnrichedArticle> enriched(Topics topics) {
        return reader(topics.enriched().name(), EnrichedArticle.class);
    }

    private static <T extends org.apache.avro.specific.SpecificRecord> TopicReader<T> reader(
            String topic, Class<T> type) {
        return new TopicReader<>(broker.bootstrapServers(), client(), topic, type);
    }

    private static void push(Topics topics, Article article) throws Exception {
        AvroRecordSerializer<Article> serializer = new AvroRecordSerializer<>(client());
        pushRaw(
                topics,
                article.getArticleId(),
                serializer.serialize(topics.articles().name(), article));
    }

    private static void pushRaw(Topics topics, String key, byte[] value) throws Exception {
        producer.send(
                        new ProducerRecord<>(
                                topics.articles().name(),
                                null,
                                Instant.now().toEpochMilli(),
                                key.getBytes(StandardCharsets.UTF_8),
                                value))
                .get();
    }

    /** The same bytes behind the id of a schema that differs in a property only. */
    private static byte[] asWrittenByAnotherRelease(Topics topics, Article article) {
        Schema other = new Schema.Parser().parse(Article.getClassSchema().toString());
        other.addProp("release", "another");
        HttpSchemaRegistry client = client();
        String topic = topics.articles().name();
        byte[] value = new AvroRecordSerializer<Article>(client).serialize(topic, article);
        ByteBuffer.wrap(value).putInt(1, client.register(topic + "-value", other));
        return value;
    }

    private static int status(URI uri) throws Exception {
        return get(uri).statusCode();
    }

    private static String body(URI uri) throws Exception {
        return get(uri).body();
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
