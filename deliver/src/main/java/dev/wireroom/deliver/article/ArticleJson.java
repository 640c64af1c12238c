package dev.wireroom.deliver.article;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.FieldChange;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.ModelProvenance;
import dev.wireroom.contract.NearDuplicate;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.Provenance;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SharedPassage;
import dev.wireroom.contract.UsagePreference;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An article as subscribers see it. {@link ArticleStore} reads the same shape from storage; members
 * that would be null are left out; enum values are in lower case; times are RFC 3339 in UTC.
 */
public final class ArticleJson {

    private ArticleJson() {}

    /**
     * Writes the latest state of an article. Entities carry their mentions, in UTF-16 code units,
     * half-open.
     */
    public static ObjectNode of(EnrichedArticle enriched) {
        Article article = enriched.getArticle();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", enriched.getArticleId());
        json.put("source", enriched.getSourceId());
        json.put("externalId", article.getExternalId());
        json.put("revision", enriched.getRevision().getNumber());
        json.put("outcome", lower(enriched.getRevision().getOutcome()));
        json.put("status", lower(article.getPublishingStatus()));
        text(json, "title", article.getTitle());
        text(json, "body", article.getBody());
        text(json, "summary", article.getSummary());
        text(json, "byline", article.getByline());
        text(json, "dateline", article.getDateline());
        text(json, "url", article.getUrl());
        text(json, "copyrightHolder", article.getCopyrightHolder());
        text(json, "copyrightNotice", article.getCopyrightNotice());
        text(json, "usageTerms", article.getUsageTerms());
        if (article.getUrgency() != null) {
            json.put("urgency", article.getUrgency());
        }
        text(json, "declaredLanguage", article.getLanguage());
        json.set(
                "language",
                language(enriched.getLanguage().getCode(), enriched.getLanguage().getConfidence()));
        ObjectNode analysis = json.putObject("analysis");
        analysis.put("status", lower(enriched.getAnalysis().getStatus()));
        text(analysis, "reason", enriched.getAnalysis().getReason());
        analysis.put("analysedLength", enriched.getAnalysis().getAnalysedLength());
        sentiment(json, enriched.getSentiment());
        ArrayNode entities = json.putArray("entities");
        enriched.getEntities().forEach(entity -> entities.add(entity(entity)));
        if (enriched.getDuplicate() != null) {
            json.set("duplicate", duplicate(enriched.getDuplicate()));
        }
        details(json, article, enriched.getRevision().getChanges());
        ways(json, enriched);
        time(json, "embargoedUntil", article.getEmbargoedUntil());
        time(json, "firstReceivedAt", enriched.getFirstReceivedAt());
        time(json, "receivedAt", article.getReceivedAt());
        time(json, "enrichedAt", enriched.getEnrichedAt());
        json.put("enrichmentVersion", enriched.getEnrichmentVersion());
        ArrayNode models = json.putArray("models");
        enriched.getModels().forEach(model -> models.add(model(model)));
        return json;
    }

    static ObjectNode language(String code, double confidence) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("confidence", rounded(confidence));
    }

    static ObjectNode sentiment(String label, double score, double confidence) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("label", label.toLowerCase(Locale.ROOT))
                .put("score", rounded(score))
                .put("confidence", rounded(confidence));
    }

    /** Four decimals: more would pretend a precision that the models do not have. */
    static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static void text(ObjectNode json, String member, @Nullable String value) {
        if (value != null) {
            json.put(member, value);
        }
    }

    static void time(ObjectNode json, String member, @Nullable Instant value) {
        if (value != null) {
            json.put(member, value.toString());
        }
    }

    private static void sentiment(ObjectNode json, @Nullable Sentiment sentiment) {
        if (sentiment != null) {
            json.set(
                    "sentiment",
                    sentiment(
                            sentiment.getLabel().name(),
                            sentiment.getScore(),
                            sentiment.getConfidence()));
        }
    }

    private static ObjectNode entity(Entity entity) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", entity.getEntityId());
        text(json, "wikidataId", entity.getWikidataId());
        json.put("name", entity.getName());
        json.put("type", entity.getType().name());
        json.put("salience", rounded(entity.getSalience()));
        sentiment(json, entity.getSentiment());
        ArrayNode mentions = json.putArray("mentions");
        for (Mention mention : entity.getMentions()) {
            mentions.addObject()
                    .put("field", mention.getField())
                    .put("begin", mention.getBegin())
                    .put("end", mention.getEnd())
                    .put("text", mention.getText())
                    .put("confidence", rounded(mention.getConfidence()));
        }
        return json;
    }

    private static ObjectNode duplicate(NearDuplicate duplicate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("of", duplicate.getDuplicateOf());
        json.put("kind", lower(duplicate.getKind()));
        json.put("score", rounded(duplicate.getScore()));
        ArrayNode passages = json.putArray("passages");
        for (SharedPassage passage : duplicate.getPassages()) {
            passages.addObject()
                    .put("begin", passage.getBegin())
                    .put("end", passage.getEnd())
                    .put("otherBegin", passage.getOtherBegin())
                    .put("otherEnd", passage.getOtherEnd());
        }
        return json;
    }

    private static void details(ObjectNode json, Article article, List<FieldChange> changes) {
        texts(json, "authors", article.getAuthors());
        texts(json, "genres", article.getGenres());
        texts(json, "keywords", article.getKeywords());
        if (!article.getSubjects().isEmpty()) {
            ArrayNode subjects = json.putArray("subjects");
            for (Concept concept : article.getSubjects()) {
                ObjectNode subject = subjects.addObject().put("name", concept.getName());
                text(subject, "code", concept.getCode());
                text(subject, "scheme", concept.getScheme());
                text(subject, "role", concept.getRole());
            }
        }
        if (!article.getMedia().isEmpty()) {
            ArrayNode media = json.putArray("media");
            article.getMedia().forEach(link -> media.add(media(link)));
        }
        if (!changes.isEmpty()) {
            ArrayNode list = json.putArray("changes");
            for (FieldChange change : changes) {
                list.addObject()
                        .put("field", change.getField())
                        .put("wordsAdded", change.getWordsAdded())
                        .put("wordsRemoved", change.getWordsRemoved());
            }
        }
        newsTime(json, "versionCreated", article.getVersionCreated());
        newsTime(json, "firstPublished", article.getFirstPublished());
    }

    private static void ways(ObjectNode json, EnrichedArticle enriched) {
        Article article = enriched.getArticle();
        text(json, "slugline", article.getSlugline());
        text(json, "editorialNote", article.getEditorialNote());
        text(json, "publisherId", article.getPublisherId());
        if (enriched.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN) {
            return;
        }
        if (!enriched.getProvenances().isEmpty()) {
            ArrayNode provenances = json.putArray("provenances");
            for (Provenance way : enriched.getProvenances()) {
                ObjectNode one = provenances.addObject().put("sourceId", way.getSourceId());
                one.put("via", lower(way.getVia()));
                text(one, "address", way.getAddress());
                text(one, "itemId", way.getItemId());
                time(one, "receivedAt", way.getReceivedAt());
            }
        }
        if (!article.getUsagePreferences().isEmpty()) {
            ArrayNode preferences = json.putArray("usagePreferences");
            for (UsagePreference preference : article.getUsagePreferences()) {
                ObjectNode one = preferences.addObject().put("signal", preference.getSignal());
                one.put("value", preference.getValue());
                text(one, "origin", preference.getOrigin());
            }
        }
    }

    private static ObjectNode media(MediaLink link) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("url", link.getUrl());
        text(json, "mediaType", link.getMediaType());
        text(json, "role", link.getRole());
        text(json, "caption", link.getCaption());
        if (link.getWidth() != null) {
            json.put("width", link.getWidth());
        }
        if (link.getHeight() != null) {
            json.put("height", link.getHeight());
        }
        return json;
    }

    private static void newsTime(ObjectNode json, String member, @Nullable NewsTime time) {
        if (time != null) {
            json.putObject(member)
                    .put("instant", time.getInstant().toString())
                    .put("precision", lower(time.getPrecision()))
                    .put("zoneGiven", time.getZoneGiven());
        }
    }

    private static void texts(ObjectNode json, String member, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = json.putArray(member);
            values.forEach(array::add);
        }
    }

    private static ObjectNode model(ModelProvenance model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", model.getName())
                .put("version", model.getVersion())
                .put("digest", model.getDigest());
    }
}
