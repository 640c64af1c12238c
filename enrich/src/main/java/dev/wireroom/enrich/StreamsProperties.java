package dev.wireroom.enrich;

import dev.wireroom.enrich.topology.FailingRecords;
import dev.wireroom.enrich.topology.FailingRecords.Letterbox;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is told. */
final class StreamsProperties {

    /** More than the largest record that a topic of the wire takes. */
    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    /** An article takes tens of milliseconds: more than this many would only take memory. */
    private static final int BUFFERED_RECORDS = 100;

    /**
     * A client has one fetch at a time with a broker, and partitions that are added meanwhile wait
     * for its end: with Kafka's half a second, a start waits that long several times over.
     */
    private static final Duration FETCH_WAIT = Duration.ofMillis(50);

    /** A killed process holds its partitions this long. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    /** Added to the patience with the registry, so that waiting does not cost the partitions. */
    private static final Duration POLL_MARGIN = Duration.ofMinutes(5);

    private StreamsProperties() {}

    static Properties of(EnrichConfig config, StoreMemory memory, Letterbox letterbox) {
        Properties properties = new Properties();
        // thousands of metrics, which the door shows: as JMX beans too they would make a start
        // longer
        properties.put(StreamsConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.putAll(config.connection().clientProperties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        properties.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                (int) config.connection().replicationFactor());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedStores.class);
        properties.put(BoundedStores.MEMORY, memory);
        properties.put(FailingRecords.LETTERBOX, letterbox);
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, FailingRecords.class);
        properties.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailingRecords.class);
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                String.valueOf(MAX_REQUEST_BYTES));
        putProducer(properties, config);
        putConsumer(properties, config);
        return properties;
    }

    private static void putProducer(Properties properties, EnrichConfig config) {
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                (int) config.transactionTimeout().toMillis());
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                MAX_REQUEST_BYTES);
        // the one codec that every client has built in; see ADR 0006
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "gzip");
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG), 1);
    }

    private static void putConsumer(Properties properties, EnrichConfig config) {
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                (int) SESSION_TIMEOUT.toMillis());
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                (int) SESSION_TIMEOUT.toMillis() / 4);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
                (int) config.registryPatience().plus(POLL_MARGIN).toMillis());
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                (int) FETCH_WAIT.toMillis());
    }
}
