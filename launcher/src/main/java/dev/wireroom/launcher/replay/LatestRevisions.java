package dev.wireroom.launcher.replay;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.service.config.ConnectionConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The latest revision of every selected article, as wireroom.enriched has them up to where it ends
 * when this is opened. Reads the topic twice: first the keys, which tells where the latest record
 * of each stands (about 150 bytes of memory an article), then those records. Not thread-safe.
 */
final class LatestRevisions implements AutoCloseable {

    /** One of them, with its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Found(byte[] key, byte[] value, EnrichedArticle article) {}

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroRecordDeserializer<EnrichedArticle> articles;
    private final Selection selection;
    private final Map<TopicPartition, Long> ends;
    private final Map<String, Position> latest = new HashMap<>();
    private final Deque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();

    private record Position(int partition, long offset) {}

    private LatestRevisions(
            KafkaConsumer<byte[], byte[]> consumer,
            AvroRecordDeserializer<EnrichedArticle> articles,
            Selection selection,
            Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.articles = articles;
        this.selection = selection;
        this.ends = ends;
    }

    /**
     * @param ends where to stop
     */
    static LatestRevisions open(
            ConnectionConfig connection,
            SchemaRegistry registry,
            Selection selection,
            Map<TopicPartition, Long> ends) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Clients.reading(connection),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        LatestRevisions revisions =
                new LatestRevisions(
                        consumer,
                        AvroRecordDeserializer.specific(registry, EnrichedArticle.class),
                        selection,
                        ends);
        try {
            revisions.readKeys();
        } catch (RuntimeException e) {
            revisions.close();
            throw e;
        }
        return revisions;
    }

    /** Articles there are whose id may be wanted; how many are is known once they are read. */
    int atMost() {
        return latest.size();
    }

    /** The next one; empty after the last. */
    Optional<Found> next() {
        while (true) {
            ConsumerRecord<byte[], byte[]> record = read.poll();
            if (record == null) {
                if (atEnd()) {
                    return Optional.empty();
                }
                poll();
            } else if (isLatest(record)) {
                EnrichedArticle article = articles.deserialize(record.topic(), record.value());
                if (selection.test(article)) {
                    return Optional.of(new Found(record.key(), record.value(), article));
                }
            }
        }
    }

    private void readKeys() {
        rewind();
        while (!atEnd()) {
            poll();
            while (!read.isEmpty()) {
                ConsumerRecord<byte[], byte[]> record = read.remove();
                String id = new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() == null) {
                    latest.remove(id);
                } else if (selection.testId(id)) {
                    latest.put(id, new Position(record.partition(), record.offset()));
                }
            }
        }
        rewind();
    }

    private void rewind() {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            long end =
                    ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
            if (record.key() != null && record.offset() < end) {
                read.add(record);
            }
        }
    }

    private boolean isLatest(ConsumerRecord<byte[], byte[]> record) {
        return new Position(record.partition(), record.offset())
                .equals(latest.get(new String(record.key(), StandardCharsets.UTF_8)));
    }

    private boolean atEnd() {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
        articles.close();
    }

    /** Where the partitions of a topic end now, for readers of committed records. */
    static Map<TopicPartition, Long> endsOf(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        return consumer.endOffsets(partitions);
    }
}
