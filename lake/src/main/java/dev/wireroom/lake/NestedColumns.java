package dev.wireroom.lake;

import static dev.wireroom.lake.ArticleColumns.FLOAT;
import static dev.wireroom.lake.ArticleColumns.INT;
import static dev.wireroom.lake.ArticleColumns.STRING;
import static dev.wireroom.lake.ArticleColumns.TIME;

import dev.wireroom.contract.Concept;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.FieldChange;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.ModelProvenance;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.Provenance;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SharedPassage;
import dev.wireroom.contract.UsagePreference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** Types and values of the columns that hold lists. Values are maps by field name. */
final class NestedColumns {

    /** Ids of nested fields, which have to differ; the table gets its own when it is made. */
    private static final AtomicInteger IDS = new AtomicInteger(1000);

    private static final Type SENTIMENT =
            struct(field("label", STRING), field("score", FLOAT), field("confidence", FLOAT));

    private static final Type MENTIONS =
            listOf(
                    field("field", STRING),
                    field("begin", INT),
                    field("end", INT),
                    field("text", STRING),
                    field("confidence", FLOAT));

    static final Type CHANGES =
            listOf(field("field", STRING), field("words_added", INT), field("words_removed", INT));
    static final Type MODELS =
            listOf(
                    field("name", STRING),
                    field("version", STRING),
                    field("digest", STRING),
                    field("fields", strings()));
    static final Type SUBJECTS =
            listOf(
                    field("name", STRING),
                    field("code", STRING),
                    field("scheme", STRING),
                    field("role", STRING));
    static final Type MEDIA =
            listOf(
                    field("url", STRING),
                    field("media_type", STRING),
                    field("role", STRING),
                    field("caption", STRING),
                    field("width", INT),
                    field("height", INT));
    static final Type PREFERENCES =
            listOf(field("signal", STRING), field("value", STRING), field("origin", STRING));
    static final Type WARNINGS =
            listOf(field("code", STRING), field("field", STRING), field("message", STRING));
    static final Type PROVENANCES =
            listOf(
                    field("source_id", STRING),
                    field("via", STRING),
                    field("address", STRING),
                    field("item_id", STRING),
                    field("received_at", TIME));
    static final Type ENTITIES =
            listOf(
                    field("entity_id", STRING),
                    field("wikidata_id", STRING),
                    field("name", STRING),
                    field("type", STRING),
                    field("salience", FLOAT),
                    field("sentiment", SENTIMENT),
                    field("mentions", MENTIONS));
    static final Type PASSAGES =
            listOf(
                    field("begin", INT),
                    field("end", INT),
                    field("other_begin", INT),
                    field("other_end", INT));

    private NestedColumns() {}

    /** A type of its own each time, for the ids of its elements have to differ. */
    static Type strings() {
        return list(STRING);
    }

    static Object changes(List<FieldChange> changes) {
        return each(
                changes,
                c ->
                        row(
                                "field", c.getField(),
                                "words_added", c.getWordsAdded(),
                                "words_removed", c.getWordsRemoved()));
    }

    static Object models(List<ModelProvenance> models) {
        return each(
                models,
                m ->
                        row(
                                "name", m.getName(),
                                "version", m.getVersion(),
                                "digest", m.getDigest(),
                                "fields", m.getFields()));
    }

    static Object subjects(List<Concept> subjects) {
        return each(
                subjects,
                c ->
                        row(
                                "name", c.getName(),
                                "code", c.getCode(),
                                "scheme", c.getScheme(),
                                "role", c.getRole()));
    }

    static Object media(List<MediaLink> media) {
        return each(
                media,
                m ->
                        row(
                                "url", m.getUrl(),
                                "media_type", m.getMediaType(),
                                "role", m.getRole(),
                                "caption", m.getCaption(),
                                "width", m.getWidth(),
                                "height", m.getHeight()));
    }

    static Object preferences(List<UsagePreference> preferences) {
        return each(
                preferences,
                p ->
                        row(
                                "signal", p.getSignal(),
                                "value", p.getValue(),
                                "origin", p.getOrigin()));
    }

    static Object warnings(List<ParseWarning> warnings) {
        return each(
                warnings,
                w -> row("code", w.getCode(), "field", w.getField(), "message", w.getMessage()));
    }

    static Object provenances(List<Provenance> provenances) {
        return each(
                provenances,
                p ->
                        row(
                                "source_id", p.getSourceId(),
                                "via", p.getVia().name(),
                                "address", p.getAddress(),
                                "item_id", p.getItemId(),
                                "received_at", ArticleColumns.utc(p.getReceivedAt())));
    }

    static Object entities(List<Entity> entities) {
        return each(
                entities,
                e ->
                        row(
                                "entity_id", e.getEntityId(),
                                "wikidata_id", e.getWikidataId(),
                                "name", e.getName(),
                                "type", e.getType().name(),
                                "salience", e.getSalience(),
                                "sentiment", sentiment(e.getSentiment()),
                                "mentions", mentions(e.getMentions())));
    }

    private static Object mentions(List<Mention> mentions) {
        return each(
                mentions,
                m ->
                        row(
                                "field", m.getField(),
                                "begin", m.getBegin(),
                                "end", m.getEnd(),
                                "text", m.getText(),
                                "confidence", m.getConfidence()));
    }

    private static @Nullable Object sentiment(@Nullable Sentiment sentiment) {
        return sentiment == null
                ? null
                : row(
                        "label", sentiment.getLabel().name(),
                        "score", sentiment.getScore(),
                        "confidence", sentiment.getConfidence());
    }

    static Object passages(List<SharedPassage> passages) {
        return each(
                passages,
                p ->
                        row(
                                "begin", p.getBegin(),
                                "end", p.getEnd(),
                                "other_begin", p.getOtherBegin(),
                                "other_end", p.getOtherEnd()));
    }

    private static <T> Object each(List<T> all, Function<T, Map<String, @Nullable Object>> row) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(all.size());
        all.forEach(one -> rows.add(row.apply(one)));
        return rows;
    }

    /** Names and values in turn. */
    private static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> row = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return row;
    }

    private static Type listOf(NestedField... fields) {
        return list(struct(fields));
    }

    private static Type list(Type element) {
        return Types.ListType.ofOptional(IDS.incrementAndGet(), element);
    }

    private static Type struct(NestedField... fields) {
        return Types.StructType.of(fields);
    }

    private static NestedField field(String name, Type type) {
        return NestedField.optional(IDS.incrementAndGet(), name, type);
    }
}
