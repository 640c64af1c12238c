package dev.wireroom.launcher.replay;

import dev.wireroom.service.config.ConnectionConfig;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Properties of the Kafka clients of a replay. */
final class Clients {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    /** More than the largest record that a topic of the wire takes. */
    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private Clients() {}

    /** Committed records of partitions that are assigned; creates no topic. */
    static Map<String, Object> reading(ConnectionConfig connection) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis());
        return properties;
    }

    static Map<String, Object> writing(ConnectionConfig connection) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_LIMIT.toMillis());
        return properties;
    }
}
