package dev.wireroom.integration;

import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic from its beginning, more at each call, decoded through the registry; not
 * thread-safe.
 */
final class TopicReader<T extends SpecificRecord> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, T> consumer;
    private final List<ConsumerRecord<String, T>> seen = new ArrayList<>();

    private TopicReader(KafkaConsumer<String, T> consumer) {
        this.consumer = consumer;
    }

    /** A reader of what is committed on {@code topic}, which has to be there. */
    static <T extends SpecificRecord> TopicReader<T> of(
            String bootstrapServers, URI registry, String topic, Class<T> type) {
        KafkaConsumer<String, T> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed",
                                "auto.offset.reset",
                                "earliest",
                                "enable.auto.commit",
                                false),
                        new StringDeserializer(),
                        AvroRecordDeserializer.specific(
                                new HttpSchemaRegistry(RegistryConfig.of(registry)), type));
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicReader<>(consumer);
    }

    /** Everything read so far, after one more look. */
    List<ConsumerRecord<String, T>> read() {
        consumer.poll(POLL).forEach(seen::add);
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
