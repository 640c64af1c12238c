package dev.wireroom.schema.serde;

import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes specific and generic records in the Confluent wire format, registering the record's own
 * schema under TopicNameStrategy's subject at first use. Thread-safe once configured: a producer
 * serializes on the threads of its callers, so nothing that a record changes is reused.
 *
 * @param <T> the record type
 */
public final class AvroRecordSerializer<T extends IndexedRecord> implements Serializer<T> {

    private static final int INITIAL_BYTES = 4 * 1024;

    /** A writer keeps no state between records, but takes time to make. */
    private record Writer<T>(Schema schema, Class<?> type, GenericDatumWriter<T> writer) {}

    private @Nullable SchemaRegistry registry;
    private boolean isKey;
    private volatile @Nullable Writer<T> last;

    /** For clients that build serializers by class name; {@link #configure} must follow. */
    public AvroRecordSerializer() {}

    public AvroRecordSerializer(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        this.isKey = isKey;
        if (registry == null) {
            registry = new HttpSchemaRegistry(RegistryConfig.from(configs));
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null in, null out (a tombstone)
    public byte[] serialize(String topic, @Nullable T data) {
        if (data == null) {
            return null;
        }
        String subject = topic + (isKey ? "-key" : "-value");
        int id =
                Objects.requireNonNull(registry, "configure() comes first")
                        .register(subject, data.getSchema());
        ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_BYTES);
        byte[] header = new byte[WireFormat.HEADER_BYTES];
        WireFormat.writeHeader(ByteBuffer.wrap(header), id);
        out.writeBytes(header);
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            writer(data).write(data, encoder);
            encoder.flush();
        } catch (IOException | AvroRuntimeException | ClassCastException e) {
            throw new SerializationException(
                    "can't write a %s for topic %s: %s"
                            .formatted(data.getSchema().getName(), topic, e.getMessage()),
                    e);
        }
        return out.toByteArray();
    }

    @SuppressWarnings("ReferenceEquality") // to compare schemas by value costs more than a writer
    private GenericDatumWriter<T> writer(T data) {
        Schema schema = data.getSchema();
        Writer<T> known = last;
        if (known == null || known.schema() != schema || known.type() != data.getClass()) {
            known = new Writer<>(schema, data.getClass(), newWriter(data));
            last = known;
        }
        return known.writer();
    }

    private static <T extends IndexedRecord> GenericDatumWriter<T> newWriter(T data) {
        return data instanceof SpecificRecord
                ? new SpecificDatumWriter<>(
                        data.getSchema(), SpecificData.getForClass(data.getClass()))
                : new GenericDatumWriter<>(data.getSchema());
    }
}
