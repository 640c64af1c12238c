package dev.wireroom.ingest.wire;

import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.schema.topics.Topic;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a table in memory the same as a compacted topic, all partitions of it, from its beginning
 * on, in a thread of its own. Its health part is up once all that was there at the start is read.
 *
 * @param <T> what the topic's records are
 */
public final class TableReader<T extends SpecificRecord> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TableReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    /** Where rows go. Called by one thread. */
    public interface Table<T> {

        /**
         * Takes over what the record at an offset says about a key.
         *
         * @param offset offset in the partition of the key
         * @param row null where it is deleted
         */
        void apply(String key, long offset, @Nullable T row);
    }

    private final Topic topic;
    private final Consumer<String, byte[]> consumer;
    private final AvroRecordDeserializer<T> deserializer;
    private final Table<T> table;
    private final Health.Part health;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private boolean caughtUp;

    private TableReader(
            Topic topic,
            Consumer<String, byte[]> consumer,
            AvroRecordDeserializer<T> deserializer,
            Table<T> table,
            Health.Part health) {
        this.topic = topic;
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.table = table;
        this.health = health;
        this.thread = Thread.ofPlatform().name("ingest-reads-" + topic.name()).unstarted(this::run);
    }

    /** Starts reading; the topic must exist. */
    public static <T extends SpecificRecord> TableReader<T> start(
            ConnectionConfig connection,
            SchemaRegistry registry,
            Topic topic,
            Class<T> type,
            Table<T> table,
            Health.Part health) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "wireroom-ingest-" + topic.name());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        TableReader<T> reader =
                new TableReader<>(
                        topic,
                        new KafkaConsumer<>(
                                properties, new StringDeserializer(), new ByteArrayDeserializer()),
                        AvroRecordDeserializer.specific(registry, type),
                        table,
                        health);
        reader.thread.start();
        return reader;
    }

    /** The offset up to which the table holds a partition; 0 where it was not read yet. */
    public long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    private void run() {
        try (consumer) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (closing.getCount() > 0) {
                step(partitions);
            }
        } catch (WakeupException | InterruptedException e) {
            log.debug("reading of {} ends", topic.name());
        } catch (KafkaException e) {
            log.error("reading of {} ended", topic.name(), e);
            health.down("reading of " + topic.name() + " ended: " + e.getMessage());
        }
    }

    private void step(Collection<TopicPartition> partitions) throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            try {
                read(record);
                positions.merge(record.partition(), record.offset() + 1, Math::max);
            } catch (RetriableException e) {
                waitOut(partitions, e);
                return;
            }
        }
        if (atEnd(partitions)) {
            health.up();
        }
    }

    /**
     * An outage, of the registry say, is waited out. What this poll brought is read once more,
     * which does no harm: an older row never replaces a newer one.
     */
    private void waitOut(Collection<TopicPartition> partitions, RetriableException outage)
            throws InterruptedException {
        log.warn("reading of {} waits: {}", topic.name(), outage.getMessage());
        health.down(String.valueOf(outage.getMessage()));
        consumer.seekToBeginning(partitions);
        closing.await(PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the broker only until the first time it is so; after that the reader merely follows. */
    private boolean atEnd(Collection<TopicPartition> partitions) {
        if (!caughtUp) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            // what compaction has taken away behind the last record read is read, too
            partitions.forEach(
                    p -> positions.merge(p.partition(), consumer.position(p), Math::max));
            caughtUp =
                    partitions.stream()
                            .allMatch(p -> consumer.position(p) >= ends.getOrDefault(p, 0L));
        }
        return caughtUp;
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        try {
            T row =
                    record.value() == null
                            ? null
                            : deserializer.deserialize(record.topic(), record.value());
            table.apply(record.key(), record.offset(), row);
        } catch (RetriableException e) {
            throw e;
        } catch (KafkaException e) {
            log.error(
                    "record {} of partition {} of {} can't be read and is passed over: {}",
                    record.offset(),
                    record.partition(),
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
