package dev.wireroom.benchmarks.wire;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Fills the topic {@code enriched}, as enrich would. Not thread-safe. */
public final class EnrichedTopic implements AutoCloseable {

    private final String topic;
    private final Producer<String, EnrichedArticle> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public EnrichedTopic(Foundation foundation) {
        this.topic = foundation.topics().enriched().name();
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                foundation.bootstrapServers(),
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "zstd",
                                ProducerConfig.LINGER_MS_CONFIG,
                                20,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                128 * 1024),
                        new StringSerializer(),
                        new AvroRecordSerializer<>(new HttpSchemaRegistry(foundation.registry())));
    }

    /**
     * Sends so many records; the broker has all of them when this returns.
     *
     * @throws IOException where one could not be sent
     */
    public void fill(EnrichedGenerator records, long count) throws IOException {
        for (long i = 0; i < count; i++) {
            EnrichedArticle record = records.next();
            @SuppressWarnings("unused") // the callback tells of failures
            Future<RecordMetadata> sent =
                    producer.send(
                            new ProducerRecord<>(topic, record.getArticleId(), record),
                            (metadata, error) -> {
                                if (error != null) {
                                    failure.compareAndSet(null, error);
                                }
                            });
        }
        producer.flush();
        Exception cause = failure.get();
        if (cause != null) {
            throw new IOException("the topic could not be filled", cause);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
