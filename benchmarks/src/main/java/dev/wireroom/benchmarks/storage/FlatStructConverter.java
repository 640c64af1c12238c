package dev.wireroom.benchmarks.storage;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record as our sink does, with the same deserializer, and makes a flat struct of it, as a
 * connector of others needs it. Counts the time that takes. Each task has one.
 */
public final class FlatStructConverter implements Converter {

    private static final LongAdder spent = new LongAdder();
    private static final LongAdder records = new LongAdder();

    private @Nullable Deserializer<EnrichedArticle> deserializer;

    /** Time for a record, on average over all converters there were. */
    static double millisPerRecord() {
        return spent.sum() / (double) TimeUnit.MILLISECONDS.toNanos(1) / records.sum();
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        deserializer =
                AvroRecordDeserializer.specific(
                        new HttpSchemaRegistry(
                                RegistryConfig.of(
                                        URI.create(
                                                String.valueOf(settings.get(RegistryConfig.URL))))),
                        EnrichedArticle.class);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new DataException("this converter only reads");
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] bytes) {
        Deserializer<EnrichedArticle> ready = deserializer;
        if (ready == null) {
            throw new IllegalStateException("configure() comes first");
        }
        long begin = System.nanoTime();
        SchemaAndValue flat =
                new SchemaAndValue(
                        FlatArticle.SCHEMA, FlatArticle.of(ready.deserialize(topic, bytes), topic));
        spent.add(System.nanoTime() - begin);
        records.increment();
        return flat;
    }
}
