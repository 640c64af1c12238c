package dev.wireroom.enrich;

import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Collects what is committed on a topic from its beginning. */
final class TopicReader<T extends SpecificRecord> implements AutoCloseable {

    private final KafkaConsumer<byte[], T> consumer;
    private final List<T> seen = new ArrayList<>();

    TopicReader(String bootstrapServers, SchemaRegistry registry, String topic, Class<T> type) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest");
        consumer =
                new KafkaConsumer<>(
                        settings,
                        new ByteArrayDeserializer(),
                        AvroRecordDeserializer.specific(registry, type));
        consumer.assign(
                consumer.partitionsFor(topic).stream()
                        .map(p -> new TopicPartition(topic, p.partition()))
                        .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Everything so far. */
    List<T> all() {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> seen.add(record.value()));
        return seen;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
