package dev.wireroom.schema.serde;

import dev.wireroom.schema.registry.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes for Kafka Streams, all on one registry. Streams shares one serde among its threads, so
 * these keep a serializer and a deserializer for each thread.
 */
public final class AvroSerdes {

    private final SchemaRegistry registry;

    public AvroSerdes(SchemaRegistry registry) {
        this.registry = registry;
    }

    public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
        ThreadLocal<Serializer<T>> writers =
                ThreadLocal.withInitial(() -> new AvroRecordSerializer<>(registry));
        ThreadLocal<Deserializer<T>> readers =
                ThreadLocal.withInitial(() -> AvroRecordDeserializer.specific(registry, type));
        return Serdes.serdeFrom(
                (topic, value) -> writers.get().serialize(topic, value),
                (topic, bytes) -> readers.get().deserialize(topic, bytes));
    }
}
