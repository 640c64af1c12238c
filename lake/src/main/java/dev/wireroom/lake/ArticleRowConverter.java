package dev.wireroom.lake;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.schema.registry.RegistryUnavailableException;
import dev.wireroom.schema.registry.UnknownSchemaIdException;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Connect converter: an enriched article in the Confluent wire format becomes a row of the lake's
 * table, a map by column name without a Connect schema, for the table has one. A bad record is
 * refused with a message that begins with the reason's code; a registry that is away is an error to
 * be retried. Not thread-safe: each task has its own.
 */
public final class ArticleRowConverter implements Converter {

    private final AvroRecordDeserializer<EnrichedArticle> deserializer =
            AvroRecordDeserializer.specific(null, EnrichedArticle.class);

    /** For Connect, which makes it by its name. */
    public ArticleRowConverter() {}

    /** Takes the registry's keys as Confluent's converter has them: schema.registry.url… */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        deserializer.configure(configs, isKey);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value == null) {
            throw new DataException(
                    "invalid-article: the record is a tombstone; a withdrawal is a revision of its"
                            + " own");
        }
        EnrichedArticle article = read(topic, value);
        ensureSound(article);
        return new SchemaAndValue(null, row(article));
    }

    private EnrichedArticle read(String topic, byte[] value) {
        try {
            return deserializer.deserialize(topic, value);
        } catch (UnknownSchemaIdException e) {
            throw new DataException("unknown-schema-id: " + e.getMessage(), e);
        } catch (SerializationException e) {
            throw new DataException("not-avro: " + e.getMessage(), e);
        } catch (RegistryUnavailableException e) {
            throw new RetriableException(e);
        }
    }

    /** What of the contract a row can't do without. */
    private static void ensureSound(EnrichedArticle article) {
        if (article.getArticleId().isBlank()) {
            throw new DataException("invalid-article: articleId is blank");
        }
        if (article.getRevision().getNumber() < 1) {
            throw new DataException(
                    "invalid-article: revision.number is %d; it counts from 1"
                            .formatted(article.getRevision().getNumber()));
        }
    }

    private static Map<String, @Nullable Object> row(EnrichedArticle article) {
        Map<String, @Nullable Object> row = new HashMap<>();
        for (ArticleColumns.Column column : ArticleColumns.ALL) {
            var value = column.value();
            if (value != null) {
                row.put(column.name(), value.apply(article));
            }
        }
        return row;
    }

    /** This converter is for a sink. */
    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new DataException("rows of the lake are not written back to Kafka");
    }
}
