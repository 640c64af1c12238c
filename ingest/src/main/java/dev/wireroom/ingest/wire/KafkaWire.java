package dev.wireroom.ingest.wire;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.IngestConfig;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordSerializer;
import dev.wireroom.schema.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Everything ingest writes to Kafka, over one idempotent producer with acks=all. Thread-safe.
 * Closing it sends the last counts to the ledger first.
 */
public final class KafkaWire implements ArticleLog, SourceStore, FeedStateStore, AutoCloseable {

    /** Names the source of a record that can't be read, for its dead letter. */
    public static final String SOURCE_HEADER = "wireroom-source";

    /** What the article was parsed from. */
    public static final String FORMAT_HEADER = "wireroom-format";

    private static final String TRACE_HEADER = "traceparent";

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    /** The largest record: an article at its text limits, in bytes, with room to spare. */
    private static final int MAX_REQUEST_BYTES = 12 * 1024 * 1024;

    /**
     * An answer is due while its asker still waits; several attempts fit into a publish timeout.
     */
    private static final int ATTEMPTS_PER_TIMEOUT = 3;

    private final Producer<String, SpecificRecord> producer;
    private final Topics topics;
    private final AcceptedLedger ledger;

    private KafkaWire(Producer<String, SpecificRecord> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
        this.ledger =
                new AcceptedLedger(this::append, UUID.randomUUID().toString(), Clock.systemUTC());
    }

    public static KafkaWire connect(IngestConfig config, SchemaRegistry registry) {
        return new KafkaWire(
                new KafkaProducer<>(
                        properties(config),
                        new StringSerializer(),
                        new AvroRecordSerializer<>(registry)),
                config.connection().topics());
    }

    private static Map<String, Object> properties(IngestConfig config) {
        int timeout = (int) config.publishTimeout().toMillis();
        Map<String, Object> properties = config.connection().clientProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "wireroom-ingest");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
        properties.put(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, 1);
        properties.put(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 1);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, config.linger().toMillis());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, config.batchBytes());
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.bufferBytes());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        int attempt = Math.max(timeout / ATTEMPTS_PER_TIMEOUT, 300);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, attempt);
        properties.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.max(attempt - (int) config.linger().toMillis(), 200));
        return properties;
    }

    /** The producer, for its metrics. */
    public Producer<?, ?> producer() {
        return producer;
    }

    /** How many partitions the sources have, and with them the polling. */
    public int sourcePartitions() {
        return producer.partitionsFor(topics.sources().name()).size();
    }

    /** Counts of what was accepted. */
    public AcceptedLedger ledger() {
        return ledger;
    }

    @Override
    public CompletableFuture<Receipt> append(Article article, Optional<String> trace) {
        List<Header> headers =
                trace.map(
                                parent ->
                                        List.of(
                                                header(SOURCE_HEADER, article.getSourceId()),
                                                header(FORMAT_HEADER, article.getFormat()),
                                                header(TRACE_HEADER, parent)))
                        .orElseGet(
                                () ->
                                        List.of(
                                                header(SOURCE_HEADER, article.getSourceId()),
                                                header(FORMAT_HEADER, article.getFormat())));
        return send(topics.articles().name(), article.getArticleId(), article, headers)
                .thenApply(
                        metadata -> {
                            Instant timestamp = Instant.ofEpochMilli(metadata.timestamp());
                            ledger.accepted(article.getSourceId(), timestamp);
                            return new Receipt(
                                    metadata.topic(),
                                    metadata.partition(),
                                    metadata.offset(),
                                    timestamp);
                        });
    }

    private CompletableFuture<RecordMetadata> append(LedgerEntry entry) {
        return send(topics.ledger().name(), entry.getSourceId(), entry, List.of());
    }

    @Override
    public long put(Source source) {
        return await(send(topics.sources().name(), source.getSourceId(), source, List.of()));
    }

    @Override
    public CompletableFuture<Long> send(Source source) {
        return send(topics.sources().name(), source.getSourceId(), source, List.of())
                .thenApply(RecordMetadata::offset);
    }

    @Override
    public long delete(String sourceId) {
        return await(send(topics.sources().name(), sourceId, null, List.of()));
    }

    @Override
    public long putState(String key, FeedState state) {
        return await(sendState(key, state));
    }

    @Override
    public long deleteState(String key) {
        return await(sendState(key, null));
    }

    private CompletableFuture<RecordMetadata> sendState(String key, @Nullable FeedState state) {
        return send(topics.feedStates().name(), key, state, List.of());
    }

    private CompletableFuture<RecordMetadata> send(
            String topic, String key, @Nullable SpecificRecord value, List<Header> headers) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        try {
            var unused =
                    producer.send(
                            new ProducerRecord<>(topic, null, null, key, value, headers),
                            (metadata, failure) -> {
                                if (failure == null) {
                                    sent.complete(metadata);
                                } else {
                                    sent.completeExceptionally(failure);
                                }
                            });
        } catch (KafkaException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    private static long await(CompletableFuture<RecordMetadata> sent) {
        try {
            return sent.join().offset();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KafkaException kafka
                    ? kafka
                    : new KafkaException("writing a source failed", e.getCause());
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.flush();
        ledger.flush();
        producer.close(CLOSE_WITHIN);
    }
}
