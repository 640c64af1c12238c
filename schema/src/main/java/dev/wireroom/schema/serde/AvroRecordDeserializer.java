package dev.wireroom.schema.serde;

import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.registry.SchemaRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in the Confluent wire format, resolving the writer's schema against the reader's.
 * Errors tell an outage (RegistryUnavailableException, to be retried) from a bad record
 * (NotAvroException, UnknownSchemaIdException, never to be retried). Not thread-safe, like any
 * {@link Deserializer}; instances may share a registry.
 *
 * @param <T> the record type
 */
public final class AvroRecordDeserializer<T> implements Deserializer<T> {

    private final Function<Schema, GenericDatumReader<T>> readerOfWriterSchema;
    private final Map<Integer, GenericDatumReader<T>> readers = new HashMap<>();
    private @Nullable SchemaRegistry registry;
    private @Nullable BinaryDecoder reusedDecoder;

    private AvroRecordDeserializer(
            @Nullable SchemaRegistry registry,
            Function<Schema, GenericDatumReader<T>> readerOfWriterSchema) {
        this.registry = registry;
        this.readerOfWriterSchema = readerOfWriterSchema;
    }

    /** Reads into a generated class. With a null registry, {@link #configure} must follow. */
    public static <T extends SpecificRecord> AvroRecordDeserializer<T> specific(
            @Nullable SchemaRegistry registry, Class<T> type) {
        TrustedContracts.install();
        SpecificData data = SpecificData.getForClass(type);
        Schema readerSchema = data.getSchema(type);
        return new AvroRecordDeserializer<>(
                registry,
                writerSchema -> new SpecificDatumReader<>(writerSchema, readerSchema, data));
    }

    /**
     * Reads into generic records of the writer's schema. With a null registry, {@link #configure}
     * must follow.
     */
    public static AvroRecordDeserializer<GenericRecord> generic(@Nullable SchemaRegistry registry) {
        return new AvroRecordDeserializer<>(registry, GenericDatumReader::new);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (registry == null) {
            registry = new HttpSchemaRegistry(RegistryConfig.from(configs));
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null in, null out (a tombstone)
    public T deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        int id = WireFormat.schemaId(data);
        GenericDatumReader<T> reader =
                readers.computeIfAbsent(
                        id,
                        i ->
                                readerOfWriterSchema.apply(
                                        Objects.requireNonNull(registry, "configure() comes first")
                                                .byId(i)));
        try {
            int offset = WireFormat.HEADER_BYTES;
            BinaryDecoder decoder =
                    DecoderFactory.get()
                            .binaryDecoder(data, offset, data.length - offset, reusedDecoder);
            reusedDecoder = decoder;
            T value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new NotAvroException(
                        "bytes are left over behind the record of schema id " + id);
            }
            return value;
        } catch (NotAvroException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Avro meets broken bytes with half a dozen kinds of RuntimeException; all say the same
            // of the record.
            throw new NotAvroException(
                    "the body can't be read with schema id %d: %s".formatted(id, e.getMessage()),
                    e);
        }
    }
}
