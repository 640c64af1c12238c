package dev.wireroom.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.EnrichedArticle;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the lake is to hold of a record, made from the contract itself: each column is the field of
 * the same name, or the one that is said here, in the way in which DuckDB writes JSON.
 */
final class ExpectedRow {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Where a column is not the field of its name, of the article or of what enrich says of it. */
    private static final Map<String, String> ELSEWHERE =
            Map.ofEntries(
                    Map.entry("revision", "revision/number"),
                    Map.entry("outcome", "revision/outcome"),
                    Map.entry("previous_content_hash", "revision/previous_content_hash"),
                    Map.entry("changes", "revision/changes"),
                    Map.entry("version_created_at", "article/version_created/instant"),
                    Map.entry("first_published_at", "article/first_published/instant"),
                    Map.entry("language", "language/code"),
                    Map.entry("language_confidence", "language/confidence"),
                    Map.entry("declared_language", "article/language"),
                    Map.entry("analysis_status", "analysis/status"),
                    Map.entry("analysis_reason", "analysis/reason"),
                    Map.entry("analysed_length", "analysis/analysed_length"),
                    Map.entry("origin_topic", "origin/topic"),
                    Map.entry("origin_partition", "origin/partition"),
                    Map.entry("origin_offset", "origin/offset"),
                    Map.entry("origin_timestamp", "origin/timestamp"),
                    Map.entry("sentiment_label", "sentiment/label"),
                    Map.entry("sentiment_score", "sentiment/score"),
                    Map.entry("sentiment_confidence", "sentiment/confidence"),
                    Map.entry("duplicate_of", "duplicate/duplicate_of"),
                    Map.entry("duplicate_kind", "duplicate/kind"),
                    Map.entry("duplicate_score", "duplicate/score"),
                    Map.entry("duplicate_passages", "duplicate/passages"));

    /** What a withdrawn article keeps: ids, times, states, what made it, and the reason. */
    static final Set<String> KEPT_OF_A_WITHDRAWAL =
            Set.of(
                    "article_id",
                    "source_id",
                    "external_id",
                    "external_id_kind",
                    "publisher_id",
                    "revision",
                    "outcome",
                    "publishing_status",
                    "editorial_signal",
                    "version",
                    "content_hash",
                    "previous_content_hash",
                    "changes",
                    "version_created_at",
                    "first_published_at",
                    "embargoed_until",
                    "first_received_at",
                    "received_at",
                    "enriched_at",
                    "purged_at",
                    "enrichment_version",
                    "language",
                    "language_confidence",
                    "analysis_status",
                    "analysis_reason",
                    "analysed_length",
                    "models",
                    "origin_topic",
                    "origin_partition",
                    "origin_offset",
                    "origin_timestamp",
                    "enriched_topic",
                    "enriched_partition",
                    "enriched_offset",
                    "editorial_note");

    private ExpectedRow() {}

    /**
     * @param columns those the table has
     */
    static JsonNode of(ConsumerRecord<String, EnrichedArticle> record, List<String> columns) {
        JsonNode enriched = json(record.value(), EnrichedArticle.getClassSchema());
        ObjectNode row = JSON.createObjectNode();
        boolean withdrawn = enriched.at("/revision/outcome").asText().equals("WITHDRAWN");
        for (String column : columns) {
            JsonNode value =
                    switch (column) {
                        case "enriched_topic" -> JSON.valueToTree(record.topic());
                        case "enriched_partition" -> JSON.valueToTree(record.partition());
                        case "enriched_offset" -> JSON.valueToTree(record.offset());
                        case "purged_at" -> NullNode.getInstance();
                        default -> value(enriched, column);
                    };
            row.set(
                    column,
                    withdrawn && !KEPT_OF_A_WITHDRAWAL.contains(column)
                            ? NullNode.getInstance()
                            : value);
        }
        try {
            return JSON.readTree(row.toString()); // numbers as a parser has them
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode value(JsonNode enriched, String column) {
        String place = ELSEWHERE.get(column);
        if (place != null) {
            JsonNode found = enriched.at("/" + place);
            return found.isMissingNode() ? NullNode.getInstance() : found;
        }
        JsonNode found =
                enriched.get(column) == null
                        ? enriched.get("article").get(column)
                        : enriched.get(column);
        if (found == null) {
            throw new AssertionError("no field of the contract is column " + column);
        }
        return found;
    }

    private static JsonNode json(@Nullable Object value, Schema schema) {
        if (value == null) {
            return NullNode.getInstance();
        }
        return switch (schema.getType()) {
            case UNION ->
                    json(
                            value,
                            schema.getTypes().stream()
                                    .filter(type -> type.getType() != Schema.Type.NULL)
                                    .findFirst()
                                    .orElseThrow());
            case RECORD -> {
                ObjectNode object = JSON.createObjectNode();
                IndexedRecord record = (IndexedRecord) value;
                for (Schema.Field field : schema.getFields()) {
                    object.set(snake(field.name()), json(record.get(field.pos()), field.schema()));
                }
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = JSON.createArrayNode();
                ((List<?>) value).forEach(one -> array.add(json(one, schema.getElementType())));
                yield array;
            }
            case LONG ->
                    value instanceof Instant instant
                            ? JSON.valueToTree(duckDbTime(instant))
                            : JSON.valueToTree(value);
            case FLOAT -> JSON.valueToTree(((Float) value).doubleValue());
            case STRING, ENUM -> JSON.valueToTree(value.toString());
            default -> JSON.valueToTree(value);
        };
    }

    private static String duckDbTime(Instant instant) {
        String seconds =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(instant);
        int millis = (int) (instant.toEpochMilli() % 1000);
        String fraction = millis == 0 ? "" : ("." + "%03d".formatted(millis)).replaceAll("0+$", "");
        return seconds + fraction + "+00";
    }

    private static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
