package dev.wireroom.deliver.article;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.deliver.DeliverService;
import dev.wireroom.deliver.article.ArticleQuery.Facet;
import dev.wireroom.deliver.article.ArticleQuery.Sort;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ArticleParametersTest {

    @Test
    void hasADefaultForEveryParameter() {
        ArticleQuery query = ArticleParameters.parse(Map.of());
        assertThat(query.text()).isEmpty();
        assertThat(query.sort()).isEqualTo(Sort.TIME);
        assertThat(query.limit()).isEqualTo(20);
        assertThat(query.facets()).isEmpty();
        assertThat(query.highlight()).isFalse();
    }

    @Test
    void readsEveryParameter() {
        PageKey key = new PageKey.ByRank(0.25f, "ferry".hashCode(), "a b");
        ArticleQuery query =
                ArticleParameters.parse(
                        Map.ofEntries(
                                Map.entry("q", List.of("ferry")),
                                Map.entry("source", List.of("a", "b", "a")),
                                Map.entry("language", List.of("en")),
                                Map.entry("entity", List.of("person:x")),
                                Map.entry("entityType", List.of("person")),
                                Map.entry("sentimentMin", List.of("-0.5")),
                                Map.entry("sentimentMax", List.of("0.5")),
                                Map.entry("entitySentimentMin", List.of("-1")),
                                Map.entry("entitySentimentMax", List.of("1")),
                                Map.entry("since", List.of("2026-11-23T10:00:00Z")),
                                Map.entry("until", List.of("2026-11-24T10:00:00Z")),
                                Map.entry("sort", List.of("relevance")),
                                Map.entry("after", List.of(key.encoded())),
                                Map.entry("facets", List.of("day,source", "entity")),
                                Map.entry("highlight", List.of("true")),
                                Map.entry("limit", List.of("7"))));
        assertThat(query.sources()).containsExactly("a", "b");
        assertThat(query.entityTypes()).containsExactly("PERSON");
        assertThat(query.sentiment().min()).contains(-0.5);
        assertThat(query.entitySentiment().max()).contains(1.0);
        assertThat(query.until()).contains(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(query.after()).isEqualTo(Optional.of(key));
        assertThat(query.facets()).containsExactly(Facet.SOURCE, Facet.ENTITY, Facet.DAY);
        assertThat(query.highlight()).isTrue();
        assertThat(query.limit()).isEqualTo(7);
    }

    @Test
    void bindsEveryValueAndNamesNoneInTheSql() {
        String hostile = "x' OR 1=1 --";
        ArticleQuery query =
                ArticleParameters.parse(
                        Map.of(
                                "q", List.of(hostile),
                                "source", List.of(hostile),
                                "language", List.of(hostile, "en"),
                                "entity", List.of(hostile),
                                "entityType", List.of(hostile),
                                "facets", List.of("source,language,entity,sentiment,day"),
                                "sort", List.of("relevance")));
        for (ArticleSql sql :
                List.of(
                        ArticleSql.page(query),
                        ArticleSql.facets(query),
                        ArticleSql.headlines(query, List.of(hostile)))) {
            assertThat(sql.toString()).doesNotContain("1=1").doesNotContain("OFFSET");
        }
    }

    @Test
    void keepsAPageKeyToTheMicrosecond() {
        PageKey key = new PageKey.ByTime(Instant.parse("2026-11-23T10:00:00.123456Z"), "a");
        assertThat(PageKey.parse(key.encoded())).isEqualTo(key);
    }

    @Test
    void areExactlyThoseOfTheOpenApiDocument() throws Exception {
        try (InputStream in =
                DeliverService.class.getResourceAsStream("/dev/wireroom/deliver/openapi.json")) {
            JsonNode parameters =
                    new JsonMapper().readTree(in).at("/paths/~1v1~1articles/get/parameters");
            assertThat(parameters.findValuesAsText("name"))
                    .containsExactlyInAnyOrderElementsOf(ArticleParameters.KNOWN);
        }
    }
}
