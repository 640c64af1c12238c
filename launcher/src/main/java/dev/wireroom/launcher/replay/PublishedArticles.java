package dev.wireroom.launcher.replay;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.launcher.replay.LatestRevisions.Found;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.service.config.ConnectionConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Selected articles of wireroom.enriched: the latest revision of each that is there when this is
 * opened, then every revision that comes. Reads without a group and writes nothing. Not
 * thread-safe.
 */
public final class PublishedArticles implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroRecordDeserializer<EnrichedArticle> values;
    private final Selection selection;
    private final LatestRevisions there;
    private final Deque<ConsumerRecord<byte[], byte[]>> come = new ArrayDeque<>();

    private PublishedArticles(
            KafkaConsumer<byte[], byte[]> consumer,
            AvroRecordDeserializer<EnrichedArticle> values,
            Selection selection,
            LatestRevisions there) {
        this.consumer = consumer;
        this.values = values;
        this.selection = selection;
        this.there = there;
    }

    /**
     * Reads the keys of what is there; a minute or so where there are millions.
     *
     * @throws ReplayRun.NotPossibleException where there is no such topic
     * @throws KafkaException where Kafka or the registry does not answer
     */
    public static PublishedArticles open(ConnectionConfig connection, Selection selection) {
        SchemaRegistry registry = new HttpSchemaRegistry(connection.registry());
        String topic = connection.topics().enriched().name();
        KafkaConsumer<byte[], byte[]> consumer = ReplayRun.reader(connection);
        try {
            Map<TopicPartition, Long> ends = LatestRevisions.endsOf(consumer, topic);
            if (ends.isEmpty()) {
                throw new ReplayRun.NotPossibleException(
                        "there is no topic %s; start the line once, it makes it".formatted(topic));
            }
            consumer.assign(ends.keySet());
            ends.forEach(consumer::seek);
            return new PublishedArticles(
                    consumer,
                    AvroRecordDeserializer.specific(registry, EnrichedArticle.class),
                    selection,
                    LatestRevisions.open(connection, registry, selection, ends));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The next of those that were there; empty after the last. */
    public Optional<EnrichedArticle> next() {
        return there.next().map(Found::article);
    }

    /** The next of those that come after; empty where there is none within a moment. */
    public Optional<EnrichedArticle> arrived() {
        if (come.isEmpty()) {
            consumer.poll(POLL).forEach(come::add);
        }
        @Nullable ConsumerRecord<byte[], byte[]> record = come.poll();
        if (record == null || record.key() == null || record.value() == null) {
            return Optional.empty();
        }
        return Optional.of(values.deserialize(record.topic(), record.value())).filter(selection);
    }

    /** How many records have come that {@link #arrived} has yet to hand over. */
    public long behind() {
        return come.size()
                + consumer.assignment().stream()
                        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                        .sum();
    }

    @Override
    public void close() {
        there.close();
        consumer.close();
        values.close();
    }
}
