package dev.wireroom.ingest.wire;

import dev.wireroom.contract.Source;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link SourceCatalog} the same as the sources topic, from its beginning on, in a thread
 * of its own. The Health part {@code sources} is up once all that was there at the start is read.
 */
public final class SourceReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SourceReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    private final Consumer<String, byte[]> consumer;
    private final AvroRecordDeserializer<Source> deserializer;
    private final TopicPartition partition;
    private final SourceCatalog catalog;
    private final Health.Part health;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean caughtUp;

    private SourceReader(
            Consumer<String, byte[]> consumer,
            AvroRecordDeserializer<Source> deserializer,
            TopicPartition partition,
            SourceCatalog catalog,
            Health.Part health) {
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.partition = partition;
        this.catalog = catalog;
        this.health = health;
        this.thread = Thread.ofPlatform().name("ingest-sources").unstarted(this::run);
    }

    /** Starts reading; the topic must exist. */
    public static SourceReader start(
            ConnectionConfig connection,
            SchemaRegistry registry,
            SourceCatalog catalog,
            Health.Part health) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "wireroom-ingest-sources");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        SourceReader reader =
                new SourceReader(
                        new KafkaConsumer<>(
                                properties, new StringDeserializer(), new ByteArrayDeserializer()),
                        AvroRecordDeserializer.specific(registry, Source.class),
                        new TopicPartition(connection.topics().sources().name(), 0),
                        catalog,
                        health);
        reader.thread.start();
        return reader;
    }

    private void run() {
        try (consumer) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (closing.getCount() > 0) {
                step();
            }
        } catch (WakeupException | InterruptedException e) {
            log.debug("reading of sources ends");
        } catch (KafkaException e) {
            log.error("reading of sources ended", e);
            health.down("reading of sources ended: " + e.getMessage());
        }
    }

    private void step() throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            try {
                read(record);
            } catch (RetriableException e) {
                waitOut(record, e);
                return;
            }
        }
        if (atEnd()) {
            health.up();
        }
    }

    /** An outage, of the registry say, is waited out at the record where it showed. */
    private void waitOut(ConsumerRecord<String, byte[]> record, RetriableException outage)
            throws InterruptedException {
        log.warn("reading of sources waits: {}", outage.getMessage());
        health.down(String.valueOf(outage.getMessage()));
        consumer.seek(partition, record.offset());
        closing.await(PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the broker only until the first time it is so; after that the reader merely follows. */
    private boolean atEnd() {
        if (caughtUp) {
            return true;
        }
        Long end = consumer.endOffsets(List.of(partition)).get(partition);
        caughtUp = end != null && consumer.position(partition) >= end;
        return caughtUp;
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        try {
            Source source =
                    record.value() == null
                            ? null
                            : deserializer.deserialize(record.topic(), record.value());
            catalog.apply(record.key(), record.offset(), source);
        } catch (RetriableException e) {
            throw e;
        } catch (KafkaException e) {
            log.error(
                    "record {} of {} is no source and is passed over: {}",
                    record.offset(),
                    record.topic(),
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
