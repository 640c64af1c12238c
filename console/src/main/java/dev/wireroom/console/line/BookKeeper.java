package dev.wireroom.console.line;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.ledger.LedgerBook;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.wire.WirePreparation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ledger and the dead letters from their beginnings, on a thread of its own, into the
 * books.
 */
public final class BookKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BookKeeper.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final ConnectionConfig connection;
    private final Health health;
    private final LedgerBook ledger;
    private final DeadLetterShelf deadLetters;
    private final SchemaRegistry registry;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean caughtUp;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    private BookKeeper(
            ConnectionConfig connection,
            Health health,
            LedgerBook ledger,
            DeadLetterShelf deadLetters) {
        this.connection = connection;
        this.health = health;
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.registry = new HttpSchemaRegistry(connection.registry());
        this.thread = Thread.ofPlatform().name("console-books").unstarted(this::run);
    }

    public static BookKeeper start(
            ConnectionConfig connection,
            Health health,
            LedgerBook ledger,
            DeadLetterShelf deadLetters) {
        BookKeeper keeper = new BookKeeper(connection, health, ledger, deadLetters);
        keeper.thread.start();
        return keeper;
    }

    /**
     * Whether everything that was there at the start has been read: before, the books say too
     * little.
     */
    public boolean caughtUp() {
        return caughtUp;
    }

    private void run() {
        try {
            new WirePreparation(connection, health).run();
            read();
        } catch (InterruptedException | InterruptException | WakeupException e) {
            log.debug("asked to stop");
        } catch (RuntimeException e) {
            log.error("the books can't be kept any more", e);
            health.fail("reading ledger and dead letters stopped: " + e);
        }
    }

    private void read() throws InterruptedException {
        Topics topics = connection.topics();
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (KafkaConsumer<byte[], byte[]> opened =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer = opened;
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : List.of(topics.ledger().name(), topics.deadLetters().name())) {
                opened.partitionsFor(topic)
                        .forEach(
                                info ->
                                        partitions.add(
                                                new TopicPartition(topic, info.partition())));
            }
            opened.assign(partitions);
            Map<TopicPartition, Long> goal = opened.endOffsets(partitions);
            AvroRecordDeserializer<LedgerEntry> entries =
                    AvroRecordDeserializer.specific(registry, LedgerEntry.class);
            AvroRecordDeserializer<DeadLetter> letters =
                    AvroRecordDeserializer.specific(registry, DeadLetter.class);
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
                    if (record.topic().equals(topics.ledger().name())) {
                        LedgerEntry entry = decode(entries, record);
                        if (entry != null) {
                            ledger.add(entry);
                        }
                    } else {
                        DeadLetter letter = decode(letters, record);
                        if (letter != null) {
                            deadLetters.add(letter);
                        }
                    }
                }
                if (!caughtUp) {
                    caughtUp =
                            goal.entrySet().stream()
                                    .allMatch(e -> opened.position(e.getKey()) >= e.getValue());
                }
            }
        }
    }

    /** The record, or null where nobody will ever read it; waits out an outage of the registry. */
    private <T> @Nullable T decode(
            AvroRecordDeserializer<T> reader, ConsumerRecord<byte[], byte[]> record)
            throws InterruptedException {
        while (true) {
            try {
                return reader.deserialize(record.topic(), record.value());
            } catch (SerializationException e) {
                log.error(
                        "passing over a record that can't be decoded: {}-{}@{}: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e.getMessage());
                return null;
            } catch (RetriableException e) {
                log.warn("waiting for the registry: {}", e.getMessage());
                Thread.sleep(BETWEEN_TRIES.toMillis());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
