package dev.wireroom.ingest.format.json;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.Provenance;
import dev.wireroom.contract.UsagePreference;
import dev.wireroom.ingest.format.NewsTimes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes an article as one JSON object: our own JSON, plus what Wireroom derived. Sent in again for
 * the same source it makes the same article: id, content and hash. Absent values and empty lists
 * are left out. Thread-safe.
 */
public final class ArticleJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ArticleJson() {}

    /** One line, without its end. */
    public static String line(Article article) {
        return tree(article).toString();
    }

    public static ObjectNode tree(Article article) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("articleId", article.getArticleId());
        json.put("sourceId", article.getSourceId());
        json.put("externalId", article.getExternalId());
        json.put("externalIdKind", word(article.getExternalIdKind()));
        json.put("contentHash", article.getContentHash());
        json.put("publishingStatus", word(article.getPublishingStatus()));
        if (article.getEditorialSignal() != EditorialSignal.NONE) {
            json.put("editorialSignal", word(article.getEditorialSignal()));
        }
        put(json, "version", article.getVersion());
        put(json, "versionCreated", article.getVersionCreated());
        put(json, "firstPublished", article.getFirstPublished());
        put(json, "embargoedUntil", article.getEmbargoedUntil());
        put(json, "receivedAt", article.getReceivedAt());
        put(json, "title", article.getTitle());
        put(json, "body", article.getBody());
        put(json, "summary", article.getSummary());
        put(json, "byline", article.getByline());
        put(json, "authors", article.getAuthors());
        put(json, "dateline", article.getDateline());
        put(json, "slugline", article.getSlugline());
        put(json, "editorialNote", article.getEditorialNote());
        put(json, "language", article.getLanguage());
        put(json, "url", article.getUrl());
        put(json, "copyrightHolder", article.getCopyrightHolder());
        put(json, "copyrightNotice", article.getCopyrightNotice());
        put(json, "usageTerms", article.getUsageTerms());
        put(json, "urgency", article.getUrgency());
        put(json, "genres", article.getGenres());
        put(json, "keywords", article.getKeywords());
        putConcepts(json, article.getSubjects());
        putMedia(json, article.getMedia());
        put(json, "publisherId", article.getPublisherId());
        putProvenance(json, article.getProvenance());
        putUsagePreferences(json, article.getUsagePreferences());
        put(json, "format", article.getFormat());
        put(json, "fullTextLength", article.getFullTextLength());
        putWarnings(json, article.getWarnings());
        put(json, "idempotencyKey", article.getIdempotencyKey());
        return json;
    }

    private static void putConcepts(ObjectNode json, List<Concept> concepts) {
        if (concepts.isEmpty()) {
            return;
        }
        ArrayNode array = json.putArray("subjects");
        for (Concept concept : concepts) {
            ObjectNode element = array.addObject();
            put(element, "name", concept.getName());
            put(element, "code", concept.getCode());
            put(element, "scheme", concept.getScheme());
            put(element, "role", concept.getRole());
        }
    }

    private static void putMedia(ObjectNode json, List<MediaLink> media) {
        if (media.isEmpty()) {
            return;
        }
        ArrayNode array = json.putArray("media");
        for (MediaLink link : media) {
            ObjectNode element = array.addObject();
            put(element, "url", link.getUrl());
            put(element, "mediaType", link.getMediaType());
            put(element, "role", link.getRole());
            put(element, "caption", link.getCaption());
            put(element, "width", link.getWidth());
            put(element, "height", link.getHeight());
        }
    }

    private static void putProvenance(ObjectNode json, @Nullable Provenance provenance) {
        if (provenance == null) {
            return;
        }
        ObjectNode element = json.putObject("provenance");
        put(element, "sourceId", provenance.getSourceId());
        put(element, "via", word(provenance.getVia()));
        put(element, "address", provenance.getAddress());
        put(element, "itemId", provenance.getItemId());
        put(element, "receivedAt", provenance.getReceivedAt());
    }

    private static void putUsagePreferences(ObjectNode json, List<UsagePreference> preferences) {
        if (preferences.isEmpty()) {
            return;
        }
        ArrayNode array = json.putArray("usagePreferences");
        for (UsagePreference preference : preferences) {
            ObjectNode element = array.addObject();
            put(element, "signal", preference.getSignal());
            put(element, "value", preference.getValue());
            put(element, "origin", preference.getOrigin());
        }
    }

    private static void putWarnings(ObjectNode json, List<ParseWarning> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        ArrayNode array = json.putArray("warnings");
        for (ParseWarning warning : warnings) {
            ObjectNode element = array.addObject();
            put(element, "code", warning.getCode());
            put(element, "field", warning.getField());
            put(element, "message", warning.getMessage());
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value instanceof Integer number) {
            json.put(name, number);
        } else if (value instanceof NewsTime time) {
            json.put(name, NewsTimes.text(time));
        } else if (value instanceof List<?> texts) {
            if (!texts.isEmpty()) {
                ArrayNode array = json.putArray(name);
                texts.forEach(text -> array.add(Objects.toString(text)));
            }
        } else if (value instanceof String || value instanceof Instant) {
            json.put(name, value.toString());
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
