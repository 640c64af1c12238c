package dev.wireroom.benchmarks.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.ModelProvenance;
import dev.wireroom.contract.Sentiment;
import io.debezium.data.Json;
import io.debezium.time.ZonedTimestamp;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code article} as a flat struct, written down anew rather than taken from the
 * sink, so that equal tables prove something. Holds what generated articles have; partition and
 * offset, which a converter is not told, are left to the table's defaults.
 */
final class FlatArticle {

    static final Schema SCHEMA = schema();

    private static final JsonFactory JSON = new JsonFactory();

    private FlatArticle() {}

    private static Schema schema() {
        SchemaBuilder flat = SchemaBuilder.struct().name("article");
        flat.field("article_id", Schema.STRING_SCHEMA);
        for (String text :
                List.of(
                        "source_id",
                        "external_id",
                        "external_id_kind",
                        "outcome",
                        "publishing_status",
                        "editorial_signal",
                        "version",
                        "content_hash",
                        "previous_content_hash",
                        "enrichment_version",
                        "language",
                        "analysis_status",
                        "analysis_reason",
                        "origin_topic",
                        "enriched_topic",
                        "title",
                        "body",
                        "summary",
                        "byline",
                        "dateline",
                        "declared_language",
                        "url",
                        "copyright_holder",
                        "copyright_notice",
                        "usage_terms",
                        "format",
                        "sentiment_label",
                        "duplicate_of",
                        "duplicate_kind")) {
            flat.field(text, Schema.OPTIONAL_STRING_SCHEMA);
        }
        for (String integer :
                List.of(
                        "revision",
                        "analysed_length",
                        "origin_partition",
                        "urgency",
                        "full_text_length")) {
            flat.field(integer, Schema.OPTIONAL_INT32_SCHEMA);
        }
        for (String real :
                List.of(
                        "language_confidence",
                        "sentiment_score",
                        "sentiment_confidence",
                        "duplicate_score")) {
            flat.field(real, Schema.OPTIONAL_FLOAT32_SCHEMA);
        }
        flat.field("origin_offset", Schema.OPTIONAL_INT64_SCHEMA);
        for (String time :
                List.of(
                        "version_created_at",
                        "first_published_at",
                        "embargoed_until",
                        "first_received_at",
                        "received_at",
                        "enriched_at",
                        "withdrawn_at",
                        "origin_timestamp")) {
            flat.field(time, ZonedTimestamp.builder().optional().build());
        }
        for (String json : List.of("details", "models", "duplicate_passages")) {
            flat.field(json, Json.builder().optional().build());
        }
        return flat.build();
    }

    static Struct of(EnrichedArticle enriched, String topic) {
        Article article = enriched.getArticle();
        Struct flat =
                new Struct(SCHEMA)
                        .put("article_id", enriched.getArticleId())
                        .put("source_id", enriched.getSourceId())
                        .put("external_id", article.getExternalId())
                        .put("external_id_kind", article.getExternalIdKind().name())
                        .put("revision", enriched.getRevision().getNumber())
                        .put("outcome", enriched.getRevision().getOutcome().name())
                        .put("publishing_status", article.getPublishingStatus().name())
                        .put("editorial_signal", article.getEditorialSignal().name())
                        .put("version", article.getVersion())
                        .put("content_hash", article.getContentHash())
                        .put(
                                "previous_content_hash",
                                enriched.getRevision().getPreviousContentHash())
                        .put("embargoed_until", time(article.getEmbargoedUntil()))
                        .put("first_received_at", time(enriched.getFirstReceivedAt()))
                        .put("received_at", time(article.getReceivedAt()))
                        .put("enriched_at", time(enriched.getEnrichedAt()))
                        .put("enrichment_version", enriched.getEnrichmentVersion())
                        .put("language", enriched.getLanguage().getCode())
                        .put("language_confidence", enriched.getLanguage().getConfidence())
                        .put("analysis_status", enriched.getAnalysis().getStatus().name())
                        .put("analysis_reason", enriched.getAnalysis().getReason())
                        .put("analysed_length", enriched.getAnalysis().getAnalysedLength())
                        .put("origin_topic", enriched.getOrigin().getTopic())
                        .put("origin_partition", enriched.getOrigin().getPartition())
                        .put("origin_offset", enriched.getOrigin().getOffset())
                        .put("origin_timestamp", time(enriched.getOrigin().getTimestamp()))
                        .put("enriched_topic", topic);
        content(flat, article);
        Sentiment sentiment = enriched.getSentiment();
        if (sentiment != null) {
            flat.put("sentiment_label", sentiment.getLabel().name())
                    .put("sentiment_score", sentiment.getScore())
                    .put("sentiment_confidence", sentiment.getConfidence());
        }
        return flat.put("details", details(article)).put("models", models(enriched.getModels()));
    }

    private static void content(Struct flat, Article article) {
        flat.put("title", article.getTitle())
                .put("body", article.getBody())
                .put("summary", article.getSummary())
                .put("byline", article.getByline())
                .put("dateline", article.getDateline())
                .put("declared_language", article.getLanguage())
                .put("url", article.getUrl())
                .put("copyright_holder", article.getCopyrightHolder())
                .put("copyright_notice", article.getCopyrightNotice())
                .put("usage_terms", article.getUsageTerms())
                .put("urgency", article.getUrgency())
                .put("format", article.getFormat())
                .put("full_text_length", article.getFullTextLength());
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String json(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter doesn't fail", e);
        }
        return text.toString();
    }

    private static String details(Article article) {
        return json(
                json -> {
                    json.writeStartObject();
                    texts(json, "authors", article.getAuthors());
                    texts(json, "keywords", article.getKeywords());
                    json.writeEndObject();
                });
    }

    private static String models(List<ModelProvenance> models) {
        return json(
                json -> {
                    json.writeStartArray();
                    for (ModelProvenance model : models) {
                        json.writeStartObject();
                        json.writeStringField("name", model.getName());
                        json.writeStringField("version", model.getVersion());
                        json.writeStringField("digest", model.getDigest());
                        texts(json, "fields", model.getFields());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private static void texts(JsonGenerator json, String name, List<String> texts)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
