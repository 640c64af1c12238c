package dev.wireroom.deliver.article;

import dev.wireroom.deliver.article.ArticleQuery.ScoreRange;
import dev.wireroom.deliver.article.ArticleQuery.Sort;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The SQL of a search: text made of constants alone, with a placeholder for every value. Used by
 * one thread.
 *
 * <p>Order and page keys are those of the indexes: {@code received_at DESC, article_id}. The news
 * of one entity is read off {@code article_entity}, which repeats the time for that.
 */
final class ArticleSql {

    /** Facets are counted over this many matching articles at most, the newest. */
    static final int FACET_ARTICLES = 50_000;

    static final int FACET_VALUES = 20;

    static final String VISIBLE = "(a.embargoed_until IS NULL OR a.embargoed_until <= now())";

    /**
     * Marks that ts_headline sets, and what parts its fragments: no text of an article has them.
     */
    static final char MARK_BEGIN = '\u0001';

    static final char MARK_END = '\u0002';
    static final char FRAGMENT_END = '\u0003';

    /** What an article is shown from: all but its search vector, which is large. */
    static final String COLUMNS =
            """
            a.article_id, a.source_id, a.external_id, a.revision, a.outcome, a.publishing_status,
            a.embargoed_until, a.first_received_at, a.received_at, a.enriched_at, a.stored_at,
            a.withdrawn_at, a.title, a.body, a.summary, a.byline, a.dateline, a.declared_language,
            a.url, a.copyright_holder, a.copyright_notice, a.usage_terms, a.urgency, a.details,
            a.language, a.language_confidence, a.analysis_status, a.analysis_reason,
            a.analysed_length, a.sentiment_label, a.sentiment_score, a.sentiment_confidence,
            a.duplicate_of, a.duplicate_kind, a.duplicate_score, a.duplicate_passages,
            a.enrichment_version, a.models\
            """;

    /** The words as the article's own language has them: decides what matches, and how well. */
    private static final String WORDS =
            "websearch_to_tsquery(wireroom_search_config(a.language), ?)";

    /** As {@link #WORDS}, of one known language: the same for all rows. */
    private static final String WORDS_OF_LANGUAGE =
            "websearch_to_tsquery(wireroom_search_config(?), ?)";

    private final ArticleQuery query;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private ArticleSql(ArticleQuery query) {
        this.query = query;
    }

    /** One page, and one article more where there is one. By relevance it has a column rank. */
    static ArticleSql page(ArticleQuery query) {
        ArticleSql sql = new ArticleSql(query);
        if (query.sort() == Sort.RELEVANCE) {
            sql.append("SELECT * FROM (SELECT " + COLUMNS + ", ts_rank_cd(a.search, ");
            sql.words();
            // 1: divided by 1 + the logarithm of the length
            sql.append(", 1) AS rank");
            sql.matching();
            sql.append(") AS ranked");
            if (query.after().orElse(null) instanceof PageKey.ByRank key) {
                sql.append(" WHERE rank <= ? AND (rank < ? OR article_id > ?)");
                sql.bind(key.rank(), key.rank(), key.articleId());
            }
            sql.append(" ORDER BY rank DESC, article_id LIMIT ?");
        } else {
            sql.append("SELECT " + COLUMNS);
            sql.matching();
            if (query.after().orElse(null) instanceof PageKey.ByTime key) {
                sql.append(
                        " AND %1$s.received_at <= ? AND (%1$s.received_at < ? OR %1$s.article_id > ?)"
                                .formatted(sql.ordered()));
                Timestamp time = Timestamp.from(key.receivedAt());
                sql.bind(time, time, key.articleId());
            }
            sql.append(
                    " ORDER BY %1$s.received_at DESC, %1$s.article_id LIMIT ?"
                            .formatted(sql.ordered()));
        }
        sql.bind(query.limit() + 1);
        return sql;
    }

    /** Rows of facet, value, name, count; facet {@code counted} has the number of articles. */
    static ArticleSql facets(ArticleQuery query) {
        ArticleSql sql = new ArticleSql(query);
        sql.append(
                "WITH matched AS MATERIALIZED (SELECT a.article_id, a.source_id, a.language,"
                        + " a.sentiment_label, a.received_at");
        sql.matching();
        sql.append(
                " ORDER BY %1$s.received_at DESC, %1$s.article_id LIMIT ?)"
                        .formatted(sql.ordered()));
        sql.bind(FACET_ARTICLES);
        sql.append(
                " SELECT 'counted' AS facet, NULL AS value, NULL AS name, count(*) AS count FROM"
                        + " matched");
        query.facets().forEach(sql::facet);
        return sql;
    }

    private void facet(ArticleQuery.Facet facet) {
        append(" UNION ALL ");
        append(
                switch (facet) {
                    case SOURCE -> count("source", "source_id", "count(*) DESC, source_id");
                    case LANGUAGE -> count("language", "language", "count(*) DESC, language");
                    case SENTIMENT ->
                            count(
                                    "sentiment",
                                    "coalesce(lower(sentiment_label), 'not-analysed')",
                                    "count(*) DESC, 2");
                    case DAY ->
                            count(
                                    "day",
                                    "to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
                                    "2 DESC");
                    case ENTITY ->
                            """
                            (SELECT 'entity', named.entity_id, entity.name, named.count FROM
                            (SELECT entity_id, count(*) AS count FROM matched
                            JOIN article_entity USING (article_id) GROUP BY entity_id
                            ORDER BY count(*) DESC, entity_id LIMIT ?) AS named
                            JOIN entity USING (entity_id) ORDER BY named.count DESC, entity_id)\
                            """;
                });
        bind(FACET_VALUES);
    }

    private static String count(String facet, String value, String order) {
        return "(SELECT '%s', %s, NULL, count(*) FROM matched GROUP BY 2 ORDER BY %s LIMIT ?)"
                .formatted(facet, value, order);
    }

    /** Rows of article_id, title and body, with marks; of a body, the best fragments. */
    static ArticleSql headlines(ArticleQuery query, Collection<String> articleIds) {
        ArticleSql sql = new ArticleSql(query);
        String marks =
                "StartSel=\"%c\", StopSel=\"%c\", FragmentDelimiter=\"%c\""
                        .formatted(MARK_BEGIN, MARK_END, FRAGMENT_END);
        sql.append("SELECT a.article_id, ");
        sql.headline("title", 10_000, marks + ", HighlightAll=true");
        sql.append(", ");
        sql.headline("body", 200_000, marks + ", MaxFragments=3, MaxWords=35, MinWords=15");
        sql.append(" FROM article a WHERE ");
        sql.oneOf("a.article_id", articleIds);
        return sql;
    }

    private void headline(String column, int searchableChars, String options) {
        append("ts_headline(wireroom_search_config(a.language), translate(left(a.");
        append(column + ", " + searchableChars + "), ?, ''), ");
        bind("" + MARK_BEGIN + MARK_END + FRAGMENT_END);
        append(WORDS);
        bind(query.text().orElseThrow());
        append(", ?) AS " + column);
        bind(options);
    }

    /** The table that has the order of time: of one entity's news, the entity's. */
    private String ordered() {
        return query.entities().size() == 1 ? "e" : "a";
    }

    /** FROM and WHERE. */
    private void matching() {
        boolean oneEntity = query.entities().size() == 1;
        append(" FROM article a");
        if (oneEntity) {
            append(" JOIN article_entity e ON e.article_id = a.article_id");
        }
        append(" WHERE a.withdrawn_at IS NULL AND " + VISIBLE);
        query.text().ifPresent(this::text);
        restrict("a.source_id", query.sources());
        restrict("a.language", query.languages());
        between("a.sentiment_score", query.sentiment());
        query.since()
                .ifPresent(time -> restrict(ordered() + ".received_at >= ?", Timestamp.from(time)));
        query.until()
                .ifPresent(time -> restrict(ordered() + ".received_at < ?", Timestamp.from(time)));
        if (oneEntity) {
            restrict("e.entity_id", query.entities());
            between("e.sentiment_score", query.entitySentiment());
        } else if (!query.entities().isEmpty()) {
            append(" AND EXISTS (SELECT FROM article_entity e WHERE e.article_id = a.article_id");
            restrict("e.entity_id", query.entities());
            between("e.sentiment_score", query.entitySentiment());
            append(")");
        }
        if (!query.entityTypes().isEmpty()) {
            append(
                    " AND EXISTS (SELECT FROM article_entity t JOIN entity USING (entity_id) WHERE"
                            + " t.article_id = a.article_id");
            restrict("entity.type", query.entityTypes());
            append(")");
        }
    }

    private void text(String words) {
        append(" AND a.search @@ ");
        if (query.languages().size() == 1) {
            words();
        } else {
            // for the index: what matches in any language; then what does in the article's own
            append("wireroom_search_query(?) AND a.search @@ ");
            bind(words);
            words();
        }
    }

    private void words() {
        if (query.languages().size() == 1) {
            append(WORDS_OF_LANGUAGE);
            bind(query.languages().getFirst(), query.text().orElseThrow());
        } else {
            append(WORDS);
            bind(query.text().orElseThrow());
        }
    }

    private void between(String column, ScoreRange range) {
        // the column is a real: 0.1 as a double precision would not equal it
        range.min().ifPresent(min -> restrict(column + " >= ?::real", min.floatValue()));
        range.max().ifPresent(max -> restrict(column + " <= ?::real", max.floatValue()));
    }

    private void restrict(String column, Collection<String> anyOf) {
        if (!anyOf.isEmpty()) {
            append(" AND ");
            oneOf(column, anyOf);
        }
    }

    private void restrict(String condition, Object value) {
        append(" AND " + condition);
        bind(value);
    }

    private void oneOf(String column, Collection<String> anyOf) {
        append(column + " IN (" + String.join(", ", Collections.nCopies(anyOf.size(), "?")) + ")");
        values.addAll(anyOf);
    }

    private void append(String sql) {
        text.append(sql);
    }

    private void bind(Object... bound) {
        values.addAll(List.of(bound));
    }

    /** The statement with its values; close it. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        return prepare(connection, "");
    }

    /** As {@link #prepare(Connection)}, behind a prefix such as EXPLAIN. */
    PreparedStatement prepare(Connection connection, String prefix) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(prefix + text);
        try {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** With {@code ?} for the values. */
    @Override
    public String toString() {
        return text.toString();
    }
}
