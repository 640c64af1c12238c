package dev.wireroom.deliver.stream;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.schema.topics.ReplayHeaders;
import dev.wireroom.schema.topics.Topic;
import dev.wireroom.service.config.ConnectionConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed records of the enriched topic by itself, without a consumer group: positions
 * belong to the subscribers. A record that can't be decoded is logged and passed over; enrich wrote
 * it, so this says that the registry has lost its schema. Not thread-safe but for {@link #wakeup}.
 */
final class EnrichedReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EnrichedReader.class);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroRecordDeserializer<EnrichedArticle> articles;
    private final List<TopicPartition> partitions;

    /**
     * Blocks until Kafka answers, as {@link KafkaConsumer#partitionsFor} does, or throws its
     * exception.
     */
    EnrichedReader(ConnectionConfig connection, SchemaRegistry registry) {
        Topic enriched = connection.topics().enriched();
        this.topic = enriched.name();
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.articles = AvroRecordDeserializer.specific(registry, EnrichedArticle.class);
        this.partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .collect(Collectors.toList());
        consumer.assign(partitions);
    }

    /** Moves behind the last committed record and says where that is. */
    StreamCursor seekToEnd() {
        return seek(new StreamCursor(byPartition(consumer.endOffsets(partitions))));
    }

    /** Where the log begins now. */
    StreamCursor beginning() {
        return new StreamCursor(byPartition(consumer.beginningOffsets(partitions)));
    }

    /** Where records from the given time on begin. */
    StreamCursor at(Instant time) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> found =
                consumer.offsetsForTimes(
                        partitions.stream()
                                .collect(Collectors.toMap(p -> p, p -> time.toEpochMilli())));
        Map<Integer, Long> offsets = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp position = found.get(partition);
            Long end = ends.get(partition);
            offsets.put(
                    partition.partition(),
                    position != null ? position.offset() : end == null ? 0 : end);
        }
        return new StreamCursor(offsets);
    }

    /** Moves to a cursor and returns it, completed by the partitions that it does not name. */
    StreamCursor seek(StreamCursor cursor) {
        Map<Integer, Long> complete = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            long offset = cursor.next(partition.partition());
            consumer.seek(partition, offset);
            complete.put(partition.partition(), offset);
        }
        return new StreamCursor(complete);
    }

    /** Hands on what comes within the time, in order per partition. */
    void poll(Duration patience, Consumer<StreamEvent> receiver) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            if (record.value() == null) {
                continue;
            }
            try {
                EnrichedArticle article = articles.deserialize(topic, record.value());
                receiver.accept(
                        new StreamEvent(
                                record.partition(),
                                record.offset(),
                                article,
                                ReplayHeaders.isReplay(record.headers())));
            } catch (SerializationException e) {
                log.error(
                        "passing over a record that can't be decoded: {}-{}@{}: {}",
                        topic,
                        record.partition(),
                        record.offset(),
                        e.getMessage());
            }
        }
    }

    /** Whether everything before the given cursor has been polled. */
    boolean hasReached(StreamCursor goal) {
        return partitions.stream().allMatch(p -> consumer.position(p) >= goal.next(p.partition()));
    }

    /** Where this reader stands. */
    StreamCursor position() {
        Map<Integer, Long> offsets = new TreeMap<>();
        partitions.forEach(p -> offsets.put(p.partition(), consumer.position(p)));
        return new StreamCursor(offsets);
    }

    /** Makes a poll that is under way throw WakeupException; safe from any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().partition(), Map.Entry::getValue));
    }
}
