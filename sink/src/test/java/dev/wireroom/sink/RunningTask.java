package dev.wireroom.sink;

import dev.wireroom.contract.EnrichedArticle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A started task, fed as Connect would: records at rising offsets, the same batch after an outage.
 */
final class RunningTask implements AutoCloseable {

    static final String TOPIC = "wireroom.enriched";
    static final int PARTITION = 5;

    private final WireroomSinkTask task = new WireroomSinkTask();
    private final RecordingContext context = new RecordingContext(RecordingContext.Reporter.SET);
    private long nextOffset;

    RunningTask(String databaseUrl, TestRegistry registry) {
        this(databaseUrl, registry, Map.of());
    }

    RunningTask(String databaseUrl, TestRegistry registry, Map<String, String> settings) {
        Map<String, String> properties = properties(databaseUrl, registry);
        properties.putAll(settings);
        task.initialize(context);
        task.start(properties);
    }

    static Map<String, String> properties(String databaseUrl, TestRegistry registry) {
        Map<String, String> properties = new HashMap<>();
        properties.put("database.url", databaseUrl);
        properties.put("database.user", "postgres");
        properties.put("retry.backoff.ms", "1");
        properties.put("schema.registry.url", registry.url());
        properties.put("schema.registry.request.attempts", "1");
        return properties;
    }

    RecordingContext context() {
        return context;
    }

    SinkRecord record(EnrichedArticle article) {
        return record(article.getArticleId(), encoded(TestRegistry.KNOWN_ID, article));
    }

    SinkRecord record(Object key, Object value) {
        return new SinkRecord(
                TOPIC,
                PARTITION,
                Schema.OPTIONAL_STRING_SCHEMA,
                key,
                Schema.OPTIONAL_BYTES_SCHEMA,
                value,
                nextOffset++,
                AnEnriched.RECEIVED.plusSeconds(40).toEpochMilli(),
                TimestampType.CREATE_TIME);
    }

    void put(EnrichedArticle... articles) {
        List<SinkRecord> records = new ArrayList<>();
        for (EnrichedArticle article : articles) {
            records.add(record(article));
        }
        put(records);
    }

    void put(List<SinkRecord> records) {
        task.put(records);
    }

    /** Puts until it succeeds; answers how often it was told to come again. */
    int putUntilTaken(List<SinkRecord> records, int most) {
        for (int retries = 0; ; retries++) {
            try {
                task.put(records);
                return retries;
            } catch (RetriableException e) {
                if (retries >= most) {
                    throw e;
                }
            }
        }
    }

    static byte[] encoded(int schemaId, EnrichedArticle article) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new SpecificDatumWriter<>(EnrichedArticle.class).write(article, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        task.stop();
    }
}
