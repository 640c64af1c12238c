package dev.wireroom.enrich.topology;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import dev.wireroom.enrich.lifecycle.ArticleState;
import dev.wireroom.enrich.state.RawRecord;
import dev.wireroom.schema.serde.AvroSerdes;
import dev.wireroom.schema.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology under Kafka's test driver, with a clock that only {@link #advance} moves. */
final class Line implements AutoCloseable {

    /** So many of the embargoed may be let go at a time: each takes one look at the clock. */
    static final int RELEASES = 20;

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 12, 1);

    /** Each look at the clock takes so long. */
    private static final Duration LOOK = Duration.ofMillis(10);

    private final InMemoryRegistry registry;
    private final WordListAnnotator annotator = new WordListAnnotator();
    private final AvroSerdes serdes;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> articles;
    private final TestInputTopic<byte[], byte[]> sinkErrors;
    private final TestInputTopic<byte[], byte[]> replays;
    private final TestOutputTopic<String, EnrichedArticle> enriched;
    private final TestOutputTopic<byte[], DeadLetter> deadLetters;
    private final TestOutputTopic<String, LedgerEntry> ledger;
    private Instant now;

    Line() {
        this(new InMemoryRegistry(), ArticleBuilder.MORNING);
    }

    private Line(InMemoryRegistry registry, Instant start) {
        this.registry = registry;
        this.serdes = new AvroSerdes(registry);
        this.now = start;
        this.driver =
                new TopologyTestDriver(
                        topology(registry, annotator, properties()), properties(), start);
        ByteArraySerializer bytes = new ByteArraySerializer();
        this.articles = driver.createInputTopic(TOPICS.articles().name(), bytes, bytes);
        this.sinkErrors = driver.createInputTopic(TOPICS.sinkErrors().name(), bytes, bytes);
        this.replays = driver.createInputTopic(TOPICS.replays().name(), bytes, bytes);
        this.enriched =
                driver.createOutputTopic(
                        TOPICS.enriched().name(),
                        new StringDeserializer(),
                        serdes.of(EnrichedArticle.class).deserializer());
        this.deadLetters =
                driver.createOutputTopic(
                        TOPICS.deadLetters().name(),
                        new ByteArrayDeserializer(),
                        serdes.of(DeadLetter.class).deserializer());
        this.ledger =
                driver.createOutputTopic(
                        TOPICS.ledger().name(),
                        new StringDeserializer(),
                        serdes.of(LedgerEntry.class).deserializer());
    }

    static Topology topology(
            InMemoryRegistry registry, WordListAnnotator annotator, Properties properties) {
        AtomicLong nanos = new AtomicLong();
        ReleaseBudget releases =
                new ReleaseBudget(
                        LOOK.multipliedBy(RELEASES + 1), () -> nanos.getAndAdd(LOOK.toNanos()));
        return new EnrichTopology(
                        TOPICS, registry, () -> annotator, Duration.ofDays(3), releases, "test")
                .build(properties);
    }

    static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, temporaryDirectory());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "wireroom-enrich");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }

    private static String temporaryDirectory() {
        try {
            return Files.createTempDirectory("enrich-line").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InMemoryRegistry registry() {
        return registry;
    }

    WordListAnnotator annotator() {
        return annotator;
    }

    Instant now() {
        return now;
    }

    /** Pushes an article as ingest does. */
    Line push(Article article) {
        pushRaw(utf8(article.getArticleId()), bytesOf(article), new RecordHeaders());
        return this;
    }

    void pushRaw(byte[] key, byte[] value, Headers headers) {
        articles.pipeInput(new TestRecord<>(key, value, headers, now));
    }

    void pushSinkError(byte[] key, byte[] value, Headers headers) {
        sinkErrors.pipeInput(new TestRecord<>(key, value, headers, now));
    }

    void replayRaw(byte[] key, byte[] value, Headers headers) {
        replays.pipeInput(new TestRecord<>(key, value, headers, now));
    }

    byte[] bytesOf(Article article) {
        return serdes.of(Article.class).serializer().serialize(TOPICS.articles().name(), article);
    }

    Article article(byte[] bytes) {
        return serdes.of(Article.class).deserializer().deserialize(TOPICS.articles().name(), bytes);
    }

    byte[] bytesOf(EnrichedArticle article) {
        return serdes.of(EnrichedArticle.class)
                .serializer()
                .serialize(TOPICS.enriched().name(), article);
    }

    void advance(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** What came out since it was asked last. */
    List<EnrichedArticle> enriched() {
        return enriched.readValuesToList();
    }

    List<TestRecord<String, EnrichedArticle>> enrichedRecords() {
        return enriched.readRecordsToList();
    }

    List<TestRecord<byte[], DeadLetter>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    /** The ledger since it was asked last, summed by outcome. */
    Map<LedgerOutcome, Long> ledger(Stage stage) {
        advance(Duration.ofSeconds(1));
        Map<LedgerOutcome, Long> sums = new TreeMap<>();
        for (LedgerEntry entry : ledger.readValuesToList()) {
            if (entry.getStage() == stage) {
                sums.merge(entry.getOutcome(), entry.getCount(), Long::sum);
            }
        }
        return sums;
    }

    List<LedgerEntry> ledgerEntries() {
        advance(Duration.ofSeconds(1));
        return ledger.readValuesToList();
    }

    KeyValueStore<String, ArticleState> states() {
        return driver.getKeyValueStore(ReviseArticles.STATES);
    }

    KeyValueStore<String, RawRecord> embargoes() {
        return driver.getKeyValueStore(ReviseArticles.EMBARGOES);
    }

    /** Another process that restored the state of this one, started after a pause. */
    Line restartedAfter(Duration pause) {
        Line next = new Line(registry, now.plus(pause));
        copy(states(), next.states());
        copy(embargoes(), next.embargoes());
        close();
        return next;
    }

    private static <V> void copy(KeyValueStore<String, V> from, KeyValueStore<String, V> to) {
        try (KeyValueIterator<String, V> all = from.all()) {
            all.forEachRemaining(entry -> to.put(entry.key, entry.value));
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
