package dev.wireroom.console.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Tells a group that is behind from one that has only a transaction marker before it. Producers in
 * transactions end each commit with a marker that takes an offset but is no record; a Connect sink,
 * which commits the offset of its last record, so seems one behind for ever. Where little is left
 * this reads it and counts. Not thread-safe.
 */
final class TrailingMarkers implements AutoCloseable {

    /** Lags above this are a real backlog, where a marker more or less does not matter. */
    static final long WORTH_READING = 8;

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int POLLS = 3;

    private record Gap(TopicPartition partition, long committed, long end) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Gap> emptyGaps = new HashMap<>();

    TrailingMarkers(Map<String, Object> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024);
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Records between two offsets, at most end - committed; markers do not count. */
    long recordsBetween(TopicPartition partition, long committed, long end) {
        long apparent = Math.max(0, end - committed);
        if (apparent == 0 || apparent > WORTH_READING) {
            return apparent;
        }
        Gap gap = new Gap(partition, committed, end);
        if (gap.equals(emptyGaps.get(partition))) {
            return 0;
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, committed);
        for (int i = 0; i < POLLS; i++) {
            if (!consumer.poll(PATIENCE).isEmpty()) {
                return apparent;
            }
            if (consumer.position(partition) >= end) {
                emptyGaps.put(partition, gap);
                return 0;
            }
        }
        return apparent;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
