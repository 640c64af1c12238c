package dev.wireroom.enrich.topology;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.enrich.state.RawRecord;
import dev.wireroom.enrich.topology.DeadLetters.Reason;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.registry.UnknownSchemaIdException;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.schema.serde.NotAvroException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of wireroom.articles or wireroom.replays, or says why that is not possible. An
 * outage of the registry is no answer: it is thrown. Not thread-safe.
 */
final class ArticleDecoder {

    private final AvroRecordDeserializer<Article> arrivals;
    private final AvroRecordDeserializer<EnrichedArticle> replays;
    private final DeadLetters deadLetters;

    ArticleDecoder(SchemaRegistry registry, DeadLetters deadLetters) {
        this.arrivals = AvroRecordDeserializer.specific(registry, Article.class);
        this.replays = AvroRecordDeserializer.specific(registry, EnrichedArticle.class);
        this.deadLetters = deadLetters;
    }

    /** Answers {@link Fate.Arrived} or {@link Fate.Dead}. */
    Fate decode(RawRecord raw, Instant now) {
        return read(
                arrivals,
                raw,
                now,
                Function.identity(),
                article -> new Fate.Arrived(article, raw),
                dead -> dead);
    }

    /**
     * Reads a record of wireroom.replays.
     *
     * @param readable makes the answer of what could be read
     * @param dead makes the answer of the {@link Fate.Dead} of what could not
     */
    <R> R decodeReplay(
            RawRecord raw,
            Instant now,
            Function<EnrichedArticle, R> readable,
            Function<Fate, R> dead) {
        return read(replays, raw, now, EnrichedArticle::getArticle, readable, dead);
    }

    private <T, R> R read(
            AvroRecordDeserializer<T> deserializer,
            RawRecord raw,
            Instant now,
            Function<T, Article> articleOf,
            Function<T, R> readable,
            Function<Fate, R> dead) {
        byte[] value = raw.value();
        if (value == null) {
            return dead.apply(dead(raw, noValue(), null, now));
        }
        T record;
        try {
            record = deserializer.deserialize(raw.topic(), value);
        } catch (NotAvroException e) {
            return dead.apply(dead(raw, notAvro(e), null, now));
        } catch (UnknownSchemaIdException e) {
            return dead.apply(dead(raw, unknownSchemaId(e), null, now));
        } catch (SerializationException e) {
            if (e.getCause() instanceof SchemaParseException) {
                return dead.apply(dead(raw, notAvro(e), null, now));
            }
            throw e; // the registry refuses us: not the record's fault
        }
        Article article = articleOf.apply(record);
        byte[] key = raw.key();
        if (key == null
                || !article.getArticleId().equals(new String(key, StandardCharsets.UTF_8))) {
            return dead.apply(dead(raw, keyMismatch(article), article.getSourceId(), now));
        }
        return readable.apply(record);
    }

    private Fate dead(RawRecord raw, Reason reason, @Nullable String sourceId, Instant now) {
        return new Fate.Dead(deadLetters.enriching(raw, reason, sourceId, now));
    }

    private static Reason noValue() {
        return new Reason(
                "no-value",
                "the record has no value",
                "articles are withdrawn by publishing status CANCELED, not by tombstones",
                null);
    }

    private static Reason notAvro(SerializationException e) {
        return new Reason(
                "not-avro",
                String.valueOf(e.getMessage()),
                "write articles through ingest, or in Avro in the Confluent wire format",
                e);
    }

    private static Reason unknownSchemaId(UnknownSchemaIdException e) {
        return new Reason(
                "unknown-schema-id",
                String.valueOf(e.getMessage()),
                "register the writer's schema with the registry that this wire uses",
                e);
    }

    private static Reason keyMismatch(Article article) {
        return new Reason(
                "key-mismatch",
                "the record's key is not the article's id, " + article.getArticleId(),
                "use the article id as the key: order within an article hangs on it",
                null);
    }
}
