package dev.wireroom.lake;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.service.config.ConnectionConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Which articles were withdrawn, and up to which revision: content of a revision up to the last
 * withdrawal has to go, as it does in PostgreSQL. One that was published anew afterwards keeps what
 * is newer. Not thread-safe.
 */
final class Withdrawals {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final Map<String, Integer> revisions = new HashMap<>();

    /** Number of articles. */
    int size() {
        return revisions.size();
    }

    /** Whether a withdrawal took the content of this revision. */
    boolean cover(String articleId, int revision) {
        return revision <= revisions.getOrDefault(articleId, 0);
    }

    /** How many of these are not among the others, or only with an older revision. */
    long notIn(Withdrawals others) {
        return revisions.entrySet().stream()
                .filter(one -> !others.cover(one.getKey(), one.getValue()))
                .count();
    }

    void add(Withdrawals others) {
        others.revisions.forEach(this::add);
    }

    private void add(String articleId, int revision) {
        revisions.merge(articleId, revision, Math::max);
    }

    /** Those that rows of the table's current snapshot tell of. */
    static Withdrawals inTable(Table table) {
        Withdrawals found = new Withdrawals();
        Rows rows = new Rows(table, Rows.LIFE);
        rows.files()
                .forEach(
                        file -> {
                            try (CloseableIterable<Record> records = rows.of(file)) {
                                for (Record row : records) {
                                    if (Rows.withdrawn(row)) {
                                        found.add(Rows.articleId(row), Rows.revision(row));
                                    }
                                }
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        return found;
    }

    /**
     * Those that committed records of wireroom.enriched tell of, up to its end now.
     *
     * @throws org.apache.kafka.common.KafkaException where Kafka or the registry can't be reached
     */
    static Withdrawals onTopic(ConnectionConfig connection) {
        Withdrawals found = new Withdrawals();
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis());
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                properties,
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                AvroRecordDeserializer<EnrichedArticle> articles =
                        AvroRecordDeserializer.specific(
                                new HttpSchemaRegistry(connection.registry()),
                                EnrichedArticle.class)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(connection.topics().enriched().name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    found.read(articles, record);
                }
            }
        }
        return found;
    }

    private void read(
            AvroRecordDeserializer<EnrichedArticle> articles,
            ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            EnrichedArticle article = articles.deserialize(record.topic(), record.value());
            if (ArticleColumns.withdrawn(article)) {
                add(article.getArticleId(), article.getRevision().getNumber());
            }
        } catch (SerializationException e) {
            // what can't be read is a dead letter, and not in the table
        }
    }
}
