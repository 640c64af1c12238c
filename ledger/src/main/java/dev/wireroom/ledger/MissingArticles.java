package dev.wireroom.ledger;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.Stage;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.registry.UnknownSchemaIdException;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.schema.serde.NotAvroException;
import dev.wireroom.schema.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids of a window's articles that are missing, by reading each topic once, in the order
 * of the flow, and then asking the store. Whatever arrives meanwhile is passed over. Not
 * thread-safe.
 */
public final class MissingArticles {

    /** What a source is called whose records can't be read. */
    private static final String UNKNOWN_SOURCE = "?";

    private static final int STORE_BATCH = 1_000;

    /** Enrich lets go of the embargoed a few at a time. */
    private static final Duration RELEASE_TAKES = Duration.ofMinutes(1);

    private final TopicScan scan;
    private final Topics topics;
    private final SchemaRegistry registry;
    private final Store store;

    /**
     * What was compared, and what is missing.
     *
     * @param compared how many ids
     * @param missing by source and id; first those that enrich never put out
     */
    public record Result(int compared, List<Missing> missing) {
        public Result {
            missing = List.copyOf(missing);
        }
    }

    public MissingArticles(TopicScan scan, Topics topics, SchemaRegistry registry, Store store) {
        this.scan = scan;
        this.topics = topics;
        this.registry = registry;
        this.store = store;
    }

    /**
     * Compares.
     *
     * @param sources which ones
     * @param arrivedBefore what came later may still be under way
     * @throws SQLException where the store does not answer
     */
    public Result find(Window window, Predicate<String> sources, Instant arrivedBefore)
            throws SQLException {
        KeyComparison keys = new KeyComparison();
        readArticles(keys, window, sources, arrivedBefore);
        readEnriched(keys, window, sources, arrivedBefore);
        readDeadLetters(keys, window);
        List<Missing> missing = new ArrayList<>(keys.notEnriched());
        try (Connection connection = store.open()) {
            missing.addAll(keys.notStored(STORE_BATCH, new StoredArticles(connection)::absent));
        }
        return new Result(keys.ids(), missing);
    }

    private void readArticles(
            KeyComparison keys, Window window, Predicate<String> sources, Instant arrivedBefore) {
        AvroRecordDeserializer<Article> articles =
                AvroRecordDeserializer.specific(registry, Article.class);
        Instant held = Instant.now().minus(RELEASE_TAKES);
        scan.read(
                scan.at(topics.articles().name(), window.since()),
                record -> {
                    String id = key(record.key());
                    if (id == null || !arrived(record.timestamp(), window, arrivedBefore)) {
                        return;
                    }
                    Article article = decode(articles, record);
                    String source = article == null ? UNKNOWN_SOURCE : article.getSourceId();
                    if (sources.test(source)) {
                        keys.arrived(
                                id,
                                source,
                                place(record),
                                article != null && isHeld(article, held));
                    }
                });
    }

    private void readEnriched(
            KeyComparison keys, Window window, Predicate<String> sources, Instant arrivedBefore) {
        AvroRecordDeserializer<EnrichedArticle> enriched =
                AvroRecordDeserializer.specific(registry, EnrichedArticle.class);
        scan.read(
                // from the beginning: what arrived unchanged in the window was put out before it
                scan.beginning(topics.enriched().name()),
                record -> {
                    String id = key(record.key());
                    if (id == null) {
                        return;
                    }
                    keys.passedEnrich(id);
                    // enriched records bear the time of their arrival, re-sent ones a later one
                    if (record.timestamp() < window.since().toEpochMilli()) {
                        return;
                    }
                    EnrichedArticle article = decode(enriched, record);
                    if (article != null
                            && sources.test(article.getSourceId())
                            && arrived(
                                    article.getOrigin().getTimestamp().toEpochMilli(),
                                    window,
                                    arrivedBefore)) {
                        keys.enriched(
                                id,
                                article.getSourceId(),
                                article.getRevision().getNumber(),
                                place(record));
                    }
                });
    }

    private void readDeadLetters(KeyComparison keys, Window window) {
        AvroRecordDeserializer<DeadLetter> letters =
                AvroRecordDeserializer.specific(registry, DeadLetter.class);
        scan.read(
                scan.at(topics.deadLetters().name(), window.since()),
                record -> {
                    DeadLetter letter = decode(letters, record);
                    if (letter != null
                            && letter.getStage() == Stage.ENRICH
                            && letter.getOriginalKey() != null) {
                        keys.deadLettered(
                                StandardCharsets.UTF_8
                                        .decode(letter.getOriginalKey().duplicate())
                                        .toString());
                    }
                });
    }

    private static boolean arrived(long timestamp, Window window, Instant before) {
        Instant at = Instant.ofEpochMilli(timestamp);
        return window.contains(at) && at.isBefore(before);
    }

    /** As enrich decides it. */
    private static boolean isHeld(Article article, Instant now) {
        if (article.getPublishingStatus() == PublishingStatus.CANCELED) {
            return false;
        }
        return article.getEmbargoedUntil() != null
                ? article.getEmbargoedUntil().isAfter(now)
                : article.getPublishingStatus() == PublishingStatus.WITHHELD;
    }

    /** Null where the record is one that nobody will ever read. */
    private static <T> @Nullable T decode(
            AvroRecordDeserializer<T> reader, ConsumerRecord<byte[], byte[]> record) {
        try {
            return reader.deserialize(record.topic(), record.value());
        } catch (NotAvroException | UnknownSchemaIdException e) {
            return null;
        }
    }

    private static @Nullable String key(byte @Nullable [] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    private static Place place(ConsumerRecord<?, ?> record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }
}
