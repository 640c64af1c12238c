package dev.wireroom.deliver.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The plans of the main searches among many articles; they are left in {@code
 * target/search-plans.txt}. {@code -Dwireroom.search.articles=100000} for the figures of the docs.
 */
@Timeout(600)
final class SearchPlansIT {

    private static final int ARTICLES = Integer.getInteger("wireroom.search.articles", 20_000);

    @Test
    void areServedByIndexes() throws Exception {
        StringBuilder plans = new StringBuilder("%d articles%n".formatted(ARTICLES));
        try (ArticleTables tables = ArticleTables.create()) {
            fill(tables);
            explain(
                    tables,
                    plans,
                    "article_entity_by_entity_and_time",
                    Map.of("entity", List.of("person:7")));
            explain(
                    tables,
                    plans,
                    "article_by_source_and_time",
                    Map.of("source", List.of("source-7")));
            explain(
                    tables,
                    plans,
                    "article_by_sentiment",
                    Map.of("sentimentMax", List.of("-0.999")));
            explain(tables, plans, "article_by_search", Map.of("q", List.of("\"word17 term18\"")));
            explain(
                    tables,
                    plans,
                    "article_by_search",
                    Map.of(
                            "q",
                            List.of("\"word17 term18\""),
                            "language",
                            List.of("en"),
                            "sort",
                            List.of("relevance")));
        }
        Files.writeString(Path.of("target", "search-plans.txt"), plans);
    }

    private static void explain(
            ArticleTables tables,
            StringBuilder plans,
            String index,
            Map<String, List<String>> parameters)
            throws Exception {
        String plan = tables.explain(ArticleSql.page(ArticleParameters.parse(parameters)));
        plans.append("%n%s%n%s%n".formatted(parameters, plan));
        assertThat(plan).contains(index).doesNotContain("Seq Scan");
    }

    /**
     * Thirty words each from a vocabulary of 400, 20 sources, 1,000 persons; the same every time.
     */
    private static void fill(ArticleTables tables) throws Exception {
        tables.run(
                """
                INSERT INTO article (article_id, source_id, external_id, external_id_kind, revision,
                    outcome, publishing_status, editorial_signal, content_hash, first_received_at,
                    received_at, enriched_at, stored_at, title, body, language, language_confidence,
                    analysis_status, analysed_length, sentiment_label, sentiment_score,
                    sentiment_confidence, enrichment_version, origin_topic, origin_partition,
                    origin_offset, origin_timestamp, enriched_topic, enriched_partition,
                    enriched_offset)
                SELECT 'a' || n, 'source-' || n %% 20, 'x' || n, 'PUBLISHER', 1, 'NEW', 'USABLE',
                    'NONE', 'h', t, t, t, t, 'Title word' || n %% 400,
                    (SELECT string_agg(CASE WHEN i %% 2 = 0 THEN 'word' ELSE 'term' END
                        || (n * (i + 7) %% 401), ' ' ORDER BY i) FROM generate_series(1, 30) AS i)
                        || CASE WHEN n %% 500 = 0 THEN ' word17 term18' ELSE '' END,
                    CASE WHEN n %% 3 = 0 THEN 'de' ELSE 'en' END, 1, 'ANALYSED', 1, 'NEUTRAL',
                    (n * 7919 %% 20001) / 10000.0 - 1, 0.9, 't', 'o', 0, n, t, 'e', 0, n
                FROM generate_series(1, %d) AS n,
                    LATERAL (SELECT timestamptz '2026-01-01Z' + n * interval '1 min' AS t) AS time
                """
                        .formatted(ARTICLES));
        tables.run(
                "INSERT INTO entity SELECT 'person:' || n, 'PERSON', 'Person ' || n, NULL, now()"
                        + " FROM generate_series(0, 999) AS n");
        tables.run(
                """
                INSERT INTO article_entity (article_id, entity_id, ordinal, name, salience, mentions,
                    received_at)
                SELECT article_id, 'person:' || (origin_offset * 31 + i * 337) % 1000, i, 'x', 1, 1,
                    received_at
                FROM article, generate_series(0, 1) AS i
                """);
        tables.run("VACUUM ANALYZE article");
        tables.run("ANALYZE article_entity");
        tables.run("ANALYZE entity");
    }
}
