package dev.wireroom.sink;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.Mention;
import dev.wireroom.schema.registry.RegistryUnavailableException;
import dev.wireroom.schema.registry.UnknownSchemaIdException;
import dev.wireroom.sink.ArticleColumns.Enriched;
import dev.wireroom.sink.EntityColumns.Placed;
import dev.wireroom.sink.EntityColumns.PlacedMention;
import dev.wireroom.sink.Refusal.Reason;
import dev.wireroom.sink.RowChange.Named;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a record of wireroom.enriched means to the database. Touches neither database nor
 * clock: the same record always means the same. As thread-safe as its deserializer.
 */
final class RowMapper {

    private final Deserializer<EnrichedArticle> deserializer;

    RowMapper(Deserializer<EnrichedArticle> deserializer) {
        this.deserializer = deserializer;
    }

    /**
     * Maps one record. What is wrong with the record itself is answered as {@link
     * RowChange.Refused}.
     *
     * @throws RegistryUnavailableException where its schema can't be looked up now
     */
    RowChange map(SinkRecord record) {
        Object value = record.value();
        if (value == null) {
            return unread(
                    record,
                    Reason.INVALID_ARTICLE,
                    "the record is a tombstone; a withdrawal is a revision of its own");
        }
        if (!(value instanceof byte[] bytes)) {
            return unread(
                    record,
                    Reason.NOT_AVRO,
                    "the value is a %s; the connector needs value.converter=ByteArrayConverter"
                            .formatted(value.getClass().getSimpleName()));
        }
        try {
            return map(record, deserializer.deserialize(record.topic(), bytes));
        } catch (UnknownSchemaIdException e) {
            return unread(record, Reason.UNKNOWN_SCHEMA_ID, String.valueOf(e.getMessage()));
        } catch (SerializationException e) {
            return unread(record, Reason.NOT_AVRO, String.valueOf(e.getMessage()));
        }
    }

    private static RowChange unread(SinkRecord record, Reason reason, String message) {
        return new RowChange.Refused(Refusal.ofUnread(record, reason, message));
    }

    private static RowChange map(SinkRecord record, EnrichedArticle article) {
        Optional<String> fault = fault(record, article);
        if (fault.isPresent()) {
            return refused(record, article, Reason.INVALID_ARTICLE, fault.get());
        }
        Optional<String> nul = NulSearch.firstIn(article);
        if (nul.isPresent()) {
            return refused(
                    record,
                    article,
                    Reason.NUL_CHARACTER,
                    "%s holds a NUL character, which PostgreSQL can't store".formatted(nul.get()));
        }
        Enriched enriched =
                new Enriched(
                        article, record.topic(), record.kafkaPartition(), record.kafkaOffset());
        Position position =
                new Position(
                        article.getArticleId(),
                        article.getRevision().getNumber(),
                        article.getEnrichedAt(),
                        record.kafkaOffset());
        Row row = Row.of(ArticleColumns.ALL, enriched);
        return enriched.withdrawn()
                ? new RowChange.Withdraw(position, row)
                : new RowChange.Store(position, row, entities(article), mentions(article));
    }

    private static RowChange refused(
            SinkRecord record, EnrichedArticle article, Reason reason, String message) {
        return new RowChange.Refused(
                new Refusal(
                        record,
                        article.getSourceId(),
                        article.getRevision().getNumber(),
                        article.getOrigin().getTimestamp(),
                        reason,
                        message));
    }

    /** What of the contract the record breaks, beyond what Avro holds. */
    private static Optional<String> fault(SinkRecord record, EnrichedArticle enriched) {
        Article article = enriched.getArticle();
        if (enriched.getArticleId().isBlank()) {
            return Optional.of("articleId is blank");
        }
        Optional<String> key = key(record.key());
        if (key.isPresent() && !key.get().equals(enriched.getArticleId())) {
            return Optional.of(
                    "the record's key %s is not its articleId %s"
                            .formatted(cut(key.get()), enriched.getArticleId()));
        }
        if (!article.getArticleId().equals(enriched.getArticleId())) {
            return Optional.of(
                    "article.articleId %s is not articleId %s"
                            .formatted(article.getArticleId(), enriched.getArticleId()));
        }
        if (enriched.getRevision().getNumber() < 1) {
            return Optional.of(
                    "revision.number is %d; it counts from 1"
                            .formatted(enriched.getRevision().getNumber()));
        }
        Set<String> seen = new HashSet<>();
        return enriched.getEntities().stream()
                .map(Entity::getEntityId)
                .filter(id -> !seen.add(id))
                .findFirst()
                .map(id -> "entity %s is listed twice".formatted(cut(id)));
    }

    /** A key as text, where it is text: the converter for keys is the operator's choice. */
    static Optional<String> key(@Nullable Object key) {
        return switch (key) {
            case String text -> Optional.of(text);
            case byte[] bytes -> Optional.of(new String(bytes, StandardCharsets.UTF_8));
            case null -> Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    private static List<Named> entities(EnrichedArticle article) {
        List<Named> named = new ArrayList<>();
        for (Entity entity : article.getEntities()) {
            Placed placed =
                    new Placed(
                            article.getArticleId(),
                            article.getArticle().getReceivedAt(),
                            named.size(),
                            entity);
            named.add(
                    new Named(
                            Row.of(EntityColumns.ENTITY, placed),
                            Row.of(EntityColumns.ARTICLE_ENTITY, placed)));
        }
        return named;
    }

    private static List<Row> mentions(EnrichedArticle article) {
        List<Row> rows = new ArrayList<>();
        for (Entity entity : article.getEntities()) {
            int ordinal = 0;
            for (Mention mention : entity.getMentions()) {
                PlacedMention placed =
                        new PlacedMention(
                                article.getArticleId(), entity.getEntityId(), ordinal++, mention);
                rows.add(Row.of(EntityColumns.MENTION, placed));
            }
        }
        return rows;
    }
}
