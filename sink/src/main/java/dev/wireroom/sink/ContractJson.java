package dev.wireroom.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.EnrichedArticle;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of an article that are lists of records as JSON, named and shaped as in the
 * contract. What is null or empty is left out; instants are ISO 8601 text.
 */
final class ContractJson {

    private static final JsonFactory factory = new JsonFactory();

    private ContractJson() {}

    /**
     * The column {@code details}: what of an article has no column of its own. Of a withdrawn one
     * the editorial note stays, as it says why.
     */
    static String details(EnrichedArticle enriched, boolean withdrawn) {
        Article article = enriched.getArticle();
        if (withdrawn) {
            return written(
                    json -> {
                        json.writeStartObject();
                        field(json, "editorialNote", article.getEditorialNote());
                        json.writeEndObject();
                    });
        }
        return written(
                json -> {
                    json.writeStartObject();
                    field(json, "slugline", article.getSlugline());
                    field(json, "editorialNote", article.getEditorialNote());
                    field(json, "publisherId", article.getPublisherId());
                    field(json, "provenances", enriched.getProvenances());
                    field(json, "usagePreferences", article.getUsagePreferences());
                    field(json, "authors", article.getAuthors());
                    field(json, "genres", article.getGenres());
                    field(json, "keywords", article.getKeywords());
                    field(json, "subjects", article.getSubjects());
                    field(json, "media", article.getMedia());
                    field(json, "warnings", article.getWarnings());
                    field(json, "versionCreated", article.getVersionCreated());
                    field(json, "firstPublished", article.getFirstPublished());
                    field(json, "changes", enriched.getRevision().getChanges());
                    json.writeEndObject();
                });
    }

    /** A list of records, {@code []} where there are none. */
    static String array(Collection<? extends IndexedRecord> records) {
        return written(json -> value(json, records));
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String written(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter doesn't fail", e);
        }
        return text.toString();
    }

    private static void field(JsonGenerator json, String name, @Nullable Object value)
            throws IOException {
        if (value == null || (value instanceof Collection<?> many && many.isEmpty())) {
            return;
        }
        json.writeFieldName(name);
        value(json, value);
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case IndexedRecord record -> {
                json.writeStartObject();
                for (Schema.Field field : record.getSchema().getFields()) {
                    field(json, field.name(), record.get(field.pos()));
                }
                json.writeEndObject();
            }
            case Collection<?> many -> {
                json.writeStartArray();
                for (Object element : many) {
                    value(json, element);
                }
                json.writeEndArray();
            }
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case Instant instant -> json.writeString(instant.toString());
            default -> json.writeString(value.toString());
        }
    }
}
