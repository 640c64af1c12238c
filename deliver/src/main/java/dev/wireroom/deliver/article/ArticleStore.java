package dev.wireroom.deliver.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.deliver.article.ArticleQuery.Sort;
import dev.wireroom.service.http.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads articles from the tables that the sink writes, in the shape of {@link ArticleJson}.
 * Read-only. Articles whose embargo has not ended are not there. Thread-safe.
 */
public final class ArticleStore {

    /** No statement of a search runs longer. */
    static final Duration SEARCH_LIMIT = Duration.ofSeconds(5);

    private final DataSource database;

    public ArticleStore(DataSource database) {
        this.database = database;
    }

    /** The latest state of an article with its entities and mentions; empty where there is none. */
    public Optional<ObjectNode> find(String articleId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT "
                                        + ArticleSql.COLUMNS
                                        + " FROM article a WHERE a.article_id = ? AND "
                                        + ArticleSql.VISIBLE)) {
            select.setString(1, articleId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                ObjectNode article = article(row);
                article.set("entities", entities(connection, articleId));
                return Optional.of(article);
            }
        }
    }

    /**
     * Every stored revision of an article, oldest first; content purged by a withdrawal is absent.
     */
    public ArrayNode revisions(String articleId) throws SQLException {
        ArrayNode revisions = JsonNodeFactory.instance.arrayNode();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT * FROM article_revision WHERE article_id = ? ORDER BY"
                                        + " revision")) {
            select.setString(1, articleId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ObjectNode revision = revisions.addObject();
                    revision.put("revision", row.getInt("revision"));
                    lower(revision, "outcome", row.getString("outcome"));
                    lower(revision, "status", row.getString("publishing_status"));
                    for (String column : List.of("title", "body", "summary", "byline")) {
                        ArticleJson.text(revision, column, row.getString(column));
                    }
                    JsonNode changes = json(row.getString("details")).path("changes");
                    if (!changes.isMissingNode()) {
                        revision.set("changes", changes);
                    }
                    time(revision, "receivedAt", row, "received_at");
                    time(revision, "enrichedAt", row, "enriched_at");
                    time(revision, "storedAt", row, "stored_at");
                    time(revision, "purgedAt", row, "purged_at");
                    revision.put("enrichmentVersion", row.getString("enrichment_version"));
                }
            }
        }
        return revisions;
    }

    /**
     * One page without entities; {@code next} is there where more follow. Withdrawn articles are
     * left out. All of an answer is of one moment.
     *
     * @throws SQLException with SQLState 57014 where it takes longer than {@link #SEARCH_LIMIT}
     */
    ObjectNode search(ArticleQuery query) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                limit(connection);
                ObjectNode answer = page(connection, query);
                if (!query.facets().isEmpty()) {
                    answer.set("facets", facets(connection, query));
                }
                if (query.highlight()) {
                    highlight(connection, query, answer.withArray("articles"));
                }
                return answer;
            } finally {
                connection.rollback();
            }
        }
    }

    private static void limit(Connection connection) throws SQLException {
        try (PreparedStatement set =
                connection.prepareStatement(
                        // a text of stop words alone would raise one notice a row
                        "SELECT set_config('statement_timeout', ?, true),"
                                + " set_config('client_min_messages', 'warning', true)")) {
            set.setString(1, Long.toString(SEARCH_LIMIT.toMillis()));
            set.execute();
        }
    }

    private static ObjectNode page(Connection connection, ArticleQuery query) throws SQLException {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode articles = page.putArray("articles");
        try (PreparedStatement select = ArticleSql.page(query).prepare(connection);
                ResultSet row = select.executeQuery()) {
            PageKey last = null;
            while (row.next()) {
                if (last != null && articles.size() == query.limit()) {
                    page.put("next", last.encoded());
                    break;
                }
                ObjectNode article = article(row);
                if (query.sort() == Sort.RELEVANCE) {
                    article.put("relevance", row.getFloat("rank"));
                }
                articles.add(article);
                last = key(query, row);
            }
        }
        return page;
    }

    private static PageKey key(ArticleQuery query, ResultSet row) throws SQLException {
        String id = row.getString("article_id");
        return switch (query.sort()) {
            case TIME -> new PageKey.ByTime(row.getTimestamp("received_at").toInstant(), id);
            case RELEVANCE -> new PageKey.ByRank(row.getFloat("rank"), query.rankBasis(), id);
        };
    }

    private static ObjectNode facets(Connection connection, ArticleQuery query)
            throws SQLException {
        ObjectNode facets = JsonNodeFactory.instance.objectNode();
        query.facets().forEach(facet -> facets.putArray(ArticleJson.lower(facet)));
        try (PreparedStatement select = ArticleSql.facets(query).prepare(connection);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String facet = row.getString("facet");
                long count = row.getLong("count");
                if (facet.equals("counted")) {
                    facets.put("counted", count);
                    facets.put("capped", count == ArticleSql.FACET_ARTICLES);
                } else {
                    ObjectNode value = facets.withArray(facet).addObject();
                    value.put("value", row.getString("value"));
                    ArticleJson.text(value, "name", row.getString("name"));
                    value.put("count", count);
                }
            }
        }
        return facets;
    }

    private static void highlight(Connection connection, ArticleQuery query, ArrayNode articles)
            throws SQLException {
        Map<String, ObjectNode> byId = new HashMap<>();
        for (JsonNode article : articles) {
            byId.put(article.path("id").asText(), ((ObjectNode) article).putObject("highlights"));
        }
        if (byId.isEmpty()) {
            return;
        }
        try (PreparedStatement select =
                        ArticleSql.headlines(query, byId.keySet()).prepare(connection);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ObjectNode highlights = byId.get(row.getString("article_id"));
                if (highlights != null) {
                    highlights.set("title", Highlight.fragments(row.getString("title")));
                    highlights.set("body", Highlight.fragments(row.getString("body")));
                }
            }
        }
    }

    private static ObjectNode article(ResultSet row) throws SQLException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", row.getString("article_id"));
        json.put("source", row.getString("source_id"));
        json.put("externalId", row.getString("external_id"));
        json.put("revision", row.getInt("revision"));
        lower(json, "outcome", row.getString("outcome"));
        lower(json, "status", row.getString("publishing_status"));
        ArticleJson.text(json, "title", row.getString("title"));
        ArticleJson.text(json, "body", row.getString("body"));
        ArticleJson.text(json, "summary", row.getString("summary"));
        ArticleJson.text(json, "byline", row.getString("byline"));
        ArticleJson.text(json, "dateline", row.getString("dateline"));
        ArticleJson.text(json, "url", row.getString("url"));
        ArticleJson.text(json, "copyrightHolder", row.getString("copyright_holder"));
        ArticleJson.text(json, "copyrightNotice", row.getString("copyright_notice"));
        ArticleJson.text(json, "usageTerms", row.getString("usage_terms"));
        if (row.getObject("urgency") != null) {
            json.put("urgency", row.getInt("urgency"));
        }
        ArticleJson.text(json, "declaredLanguage", row.getString("declared_language"));
        json.set(
                "language",
                ArticleJson.language(
                        row.getString("language"), row.getDouble("language_confidence")));
        ObjectNode analysis = json.putObject("analysis");
        lower(analysis, "status", row.getString("analysis_status"));
        ArticleJson.text(analysis, "reason", row.getString("analysis_reason"));
        analysis.put("analysedLength", row.getInt("analysed_length"));
        sentiment(json, row);
        String duplicateOf = row.getString("duplicate_of");
        if (duplicateOf != null) {
            ObjectNode duplicate = json.putObject("duplicate").put("of", duplicateOf);
            lower(duplicate, "kind", row.getString("duplicate_kind"));
            duplicate.put("score", ArticleJson.rounded(row.getDouble("duplicate_score")));
            duplicate.set("passages", json(row.getString("duplicate_passages")));
        }
        if (json(row.getString("details")) instanceof ObjectNode details) {
            details.remove("warnings");
            lower(details.path("versionCreated"), "precision");
            lower(details.path("firstPublished"), "precision");
            details.path("provenances").forEach(way -> lower(way, "via"));
            json.setAll(details);
        }
        time(json, "embargoedUntil", row, "embargoed_until");
        time(json, "firstReceivedAt", row, "first_received_at");
        time(json, "receivedAt", row, "received_at");
        time(json, "enrichedAt", row, "enriched_at");
        time(json, "storedAt", row, "stored_at");
        time(json, "withdrawnAt", row, "withdrawn_at");
        json.put("enrichmentVersion", row.getString("enrichment_version"));
        json.set("models", models(row.getString("models")));
        return json;
    }

    /** Storage has the contract's enum names. */
    private static void lower(JsonNode parent, String member) {
        if (parent instanceof ObjectNode object && object.path(member).isTextual()) {
            object.put(member, object.path(member).asText().toLowerCase(Locale.ROOT));
        }
    }

    private static JsonNode models(@Nullable String stored) {
        JsonNode models = json(stored);
        for (JsonNode model : models) {
            if (model instanceof ObjectNode object) {
                object.remove("fields");
            }
        }
        return models;
    }

    private static ArrayNode entities(Connection connection, String articleId) throws SQLException {
        Map<String, ArrayNode> mentionsOf = new HashMap<>();
        ArrayNode entities = JsonNodeFactory.instance.arrayNode();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT article_entity.*, entity.type, entity.wikidata_id FROM"
                            + " article_entity JOIN entity USING (entity_id) WHERE article_id = ?"
                            + " ORDER BY ordinal")) {
            select.setString(1, articleId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ObjectNode entity = entities.addObject().put("id", row.getString("entity_id"));
                    ArticleJson.text(entity, "wikidataId", row.getString("wikidata_id"));
                    entity.put("name", row.getString("name"));
                    entity.put("type", row.getString("type"));
                    entity.put("salience", ArticleJson.rounded(row.getDouble("salience")));
                    sentiment(entity, row);
                    mentionsOf.put(row.getString("entity_id"), entity.putArray("mentions"));
                }
            }
        }
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT * FROM mention WHERE article_id = ? ORDER BY entity_id, ordinal")) {
            select.setString(1, articleId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ArrayNode mentions = mentionsOf.get(row.getString("entity_id"));
                    if (mentions != null) {
                        mentions.addObject()
                                .put("field", row.getString("field"))
                                .put("begin", row.getInt("begin_offset"))
                                .put("end", row.getInt("end_offset"))
                                .put("text", row.getString("text"))
                                .put(
                                        "confidence",
                                        ArticleJson.rounded(row.getDouble("confidence")));
                    }
                }
            }
        }
        return entities;
    }

    private static void sentiment(ObjectNode json, ResultSet row) throws SQLException {
        String label = row.getString("sentiment_label");
        if (label != null) {
            json.set(
                    "sentiment",
                    ArticleJson.sentiment(
                            label,
                            row.getDouble("sentiment_score"),
                            row.getDouble("sentiment_confidence")));
        }
    }

    private static void lower(ObjectNode json, String member, @Nullable String value) {
        if (value != null) {
            json.put(member, value.toLowerCase(Locale.ROOT));
        }
    }

    private static void time(ObjectNode json, String member, ResultSet row, String column)
            throws SQLException {
        Timestamp value = row.getTimestamp(column);
        Instant instant = value == null ? null : value.toInstant();
        ArticleJson.time(json, member, instant);
    }

    private static JsonNode json(@Nullable String text) {
        if (text == null) {
            return JsonNodeFactory.instance.arrayNode();
        }
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL gave back jsonb that is not JSON", e);
        }
    }
}
