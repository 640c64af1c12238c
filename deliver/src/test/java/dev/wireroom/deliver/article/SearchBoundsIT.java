package dev.wireroom.deliver.article;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.deliver.DeliverConfig;
import dev.wireroom.deliver.article.ArticleTables.Stored;
import dev.wireroom.service.http.Access;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.http.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a search may not exceed, over HTTP in a real PostgreSQL. */
@Timeout(180)
final class SearchBoundsIT {

    private ArticleTables tables;
    private Metrics metrics;
    private HttpDoor door;
    private HttpClient client;

    @BeforeEach
    void open() throws Exception {
        tables = ArticleTables.create();
        metrics = Metrics.create("deliver");
        ArticleRoutes routes = new ArticleRoutes(new ArticleStore(tables.database()));
        door =
                HttpDoor.builder(
                                "deliver",
                                DeliverConfig.from(Map.of("deliver.http.port", "0")).http())
                        .health(Health.create())
                        .metrics(metrics)
                        .openApi("/dev/wireroom/deliver/openapi.json")
                        .get("/v1/articles", Access.EVERYONE, routes::list)
                        .start();
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        door.close();
        metrics.close();
        tables.close();
    }

    @Test
    void facetsCountTheNewestFiftyThousandAndSaySo() throws Exception {
        tables.add(Stored.of("oldest", "2026-01-01T00:00:00Z", "Storm", "x").from("the-oldest"));
        storms(ArticleSql.FACET_ARTICLES - 2);

        JsonNode below = facets();
        assertThat(below.path("counted").asInt()).isEqualTo(ArticleSql.FACET_ARTICLES - 1);
        assertThat(below.path("capped").asBoolean()).isFalse();
        assertThat(below.path("source").findValuesAsText("value"))
                .containsExactly("paper", "the-oldest");

        tables.add(Stored.of("newer", "2026-11-26T00:00:00Z", "Storm", "x"));
        tables.add(Stored.of("newest", "2026-11-27T00:00:00Z", "Storm", "x"));

        JsonNode above = facets();
        assertThat(above.path("counted").asInt()).isEqualTo(ArticleSql.FACET_ARTICLES);
        assertThat(above.path("capped").asBoolean()).isTrue();
        assertThat(above.path("source").findValuesAsText("value"))
                .as("the oldest match is not counted")
                .containsExactly("paper");
        assertThat(above.at("/source/0/count").asInt()).isEqualTo(ArticleSql.FACET_ARTICLES);
    }

    @Test
    void aSearchThatTakesTooLongIsGivenUpAndSaysHowToNarrowIt() throws Exception {
        tables.add(Stored.of("a", "2026-11-25T10:00:00Z", "Storm", "x"));
        try (Connection other = tables.database().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE article IN ACCESS EXCLUSIVE MODE");

            HttpResponse<String> answer = get("q=storm");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            JsonNode problem = new JsonMapper().readTree(answer.body());
            assertThat(problem.path("type").asText()).endsWith(":search-too-slow");
            assertThat(problem.path("field").asText()).isEqualTo("q");
            assertThat(problem.path("fix").asText()).contains("narrow it");
            other.rollback();
        }
        assertThat(get("q=storm").statusCode()).as("the next one is answered").isEqualTo(200);
    }

    private void storms(int articles) throws SQLException {
        tables.add(Stored.of("model", "2026-11-25T00:00:00Z", "Storm", "x"));
        tables.run(
                """
                CREATE TEMPORARY TABLE copies AS SELECT * FROM article WHERE article_id = 'model';
                ALTER TABLE copies DROP COLUMN search;
                DO $$
                DECLARE names text := (SELECT string_agg(attname, ', ') FROM pg_attribute
                    WHERE attrelid = 'copies'::regclass AND attnum > 0 AND NOT attisdropped);
                BEGIN
                    EXECUTE format('INSERT INTO article (%%s) SELECT %%s FROM copies,'
                        || ' generate_series(2, %d) AS n', names,
                        replace(names, 'article_id', '''storm-'' || n'));
                END $$\
                """
                        .formatted(articles));
    }

    private JsonNode facets() throws Exception {
        HttpResponse<String> answer = get("q=storm&limit=1&facets=source");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body()).path("facets");
    }

    private HttpResponse<String> get(String parameters) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(door.uri() + "/v1/articles?" + parameters))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
