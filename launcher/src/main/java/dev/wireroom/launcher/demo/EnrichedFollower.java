package dev.wireroom.launcher.demo;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConnectionConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Watches what comes out of enrich, as any Kafka client could, and tells what became of a record on
 * the articles topic. Safe for use by several threads.
 */
final class EnrichedFollower implements AutoCloseable {
    private static final Duration POLL_LIMIT = Duration.ofMillis(20);

    private record Origin(int partition, long offset) {
        static Origin of(RecordCoordinates coordinates) {
            return new Origin(coordinates.getPartition(), coordinates.getOffset());
        }
    }

    private final Topics topics;
    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroRecordDeserializer<EnrichedArticle> enriched;
    private final AvroRecordDeserializer<DeadLetter> deadLetters;
    private final Map<Origin, CompletableFuture<EnrichedArticle>> outcomes =
            new ConcurrentHashMap<>();
    private final Thread reader = new Thread(this::read, "demo-follower");
    private volatile boolean closed;

    private EnrichedFollower(ConnectionConfig connection) {
        SchemaRegistry registry = new HttpSchemaRegistry(connection.registry());
        topics = connection.topics();
        enriched = AvroRecordDeserializer.specific(registry, EnrichedArticle.class);
        deadLetters = AvroRecordDeserializer.specific(registry, DeadLetter.class);
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Begins with what comes from now on. */
    static EnrichedFollower start(ConnectionConfig connection) {
        EnrichedFollower follower = new EnrichedFollower(connection);
        List<TopicPartition> partitions =
                Stream.of(follower.topics.enriched(), follower.topics.deadLetters())
                        .flatMap(topic -> follower.consumer.partitionsFor(topic.name()).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        follower.consumer.assign(partitions);
        follower.consumer.seekToEnd(partitions);
        partitions.forEach(follower.consumer::position);
        follower.reader.start();
        return follower;
    }

    /** What becomes of a record on the articles topic; fails when it becomes a dead letter. */
    CompletableFuture<EnrichedArticle> outcomeOf(int partition, long offset) {
        return outcomes.computeIfAbsent(
                new Origin(partition, offset), origin -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL_LIMIT).forEach(this::settle);
            }
        }
    }

    private void settle(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(topics.enriched().name())) {
            EnrichedArticle article = enriched.deserialize(record.topic(), record.value());
            outcome(article.getOrigin()).complete(article);
        } else {
            DeadLetter letter = deadLetters.deserialize(record.topic(), record.value());
            outcome(letter.getOrigin())
                    .completeExceptionally(
                            new DidNotArriveException(
                                    "it became a dead letter: %s, %s"
                                            .formatted(
                                                    letter.getReasonCode(), letter.getMessage())));
        }
    }

    private CompletableFuture<EnrichedArticle> outcome(RecordCoordinates coordinates) {
        Origin origin = Origin.of(coordinates);
        return outcomeOf(origin.partition(), origin.offset());
    }
}
