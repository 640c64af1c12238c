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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches over HTTP in a real PostgreSQL with the sink's own tables. */
@Timeout(120)
final class SearchIT {

    private static final JsonMapper JSON = new JsonMapper();

    private static ArticleTables tables;
    private static Metrics metrics;
    private static HttpDoor door;
    private static HttpClient client;

    @BeforeAll
    static void open() throws Exception {
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

    @AfterAll
    static void close() throws Exception {
        client.close();
        door.close();
        metrics.close();
        tables.close();
    }

    @BeforeEach
    void empty() throws Exception {
        tables.run("TRUNCATE article, entity CASCADE");
    }

    @Test
    void ranksATitleAboveABodyAndBreaksTiesById() throws Exception {
        tables.add(Stored.of("c", "2026-11-25T10:00:00Z", "Weather", "The ferry stays in port."));
        tables.add(Stored.of("b", "2026-11-23T10:00:00Z", "Ferry sails", "It left at noon."));
        tables.add(Stored.of("a", "2026-11-24T10:00:00Z", "Weather", "The ferry stays in port."));
        JsonNode page = ok("q=ferries&sort=relevance");
        assertThat(ids(page)).containsExactly("b", "a", "c");
        assertThat(page.at("/articles/0/relevance").asDouble())
                .isGreaterThan(page.at("/articles/1/relevance").asDouble());
        assertThat(ids(ok("q=ferries"))).containsExactly("c", "a", "b");
    }

    @Test
    void understandsPhrasesAlternativesAndExclusions() throws Exception {
        tables.add(Stored.of("a", "2026-11-25T10:00:00Z", "Central bank raises rates", "x"));
        tables.add(Stored.of("b", "2026-11-24T10:00:00Z", "Bank in central Oslo robbed", "x"));
        tables.add(Stored.of("c", "2026-11-23T10:00:00Z", "Harbour closes", "x"));
        assertThat(ids(ok("q=" + encoded("\"central bank\"")))).containsExactly("a");
        assertThat(ids(ok("q=" + encoded("harbour or robbed")))).containsExactly("b", "c");
        assertThat(ids(ok("q=" + encoded("bank -robbed")))).containsExactly("a");
    }

    @Test
    void readsTheWordsAsEachArticlesLanguageHasThem() throws Exception {
        tables.add(Stored.of("en", "2026-11-25T10:00:00Z", "Three houses sold", "x"));
        tables.add(Stored.of("de", "2026-11-24T10:00:00Z", "Drei Häuser verkauft", "x").in("de"));
        tables.add(Stored.of("fi", "2026-11-23T10:00:00Z", "Haus", "x").in("ja"));
        // German stems Häuser to haus; Japanese has no stemmer here
        assertThat(ids(ok("q=" + encoded("Häuser")))).containsExactly("de");
        assertThat(ids(ok("q=haus"))).containsExactly("de", "fi");
        assertThat(ids(ok("q=house"))).containsExactly("en");
        assertThat(ids(ok("q=haus&language=de"))).containsExactly("de");
        assertThat(ids(ok("q=haus&language=de&language=ja"))).containsExactly("de", "fi");
    }

    @Test
    void pagesByTimeThroughNewsThatArrivesMeanwhile() throws Exception {
        assertThat(pages("q=storm")).containsExactly("05", "06", "07", "03", "04", "01", "02");
    }

    @Test
    void pagesByRelevanceThroughNewsThatArrivesMeanwhile() throws Exception {
        assertThat(pages("q=storm&sort=relevance"))
                .containsExactly("01", "02", "03", "04", "05", "06", "07");
    }

    /** Seven articles, two a page, with one better and newer added before each further page. */
    private static List<String> pages(String parameters) throws Exception {
        List<String> times = List.of("09", "09", "10", "10", "11", "11", "11");
        for (int i = 0; i < times.size(); i++) {
            tables.add(
                    Stored.of(
                            "0" + (i + 1),
                            "2026-11-25T" + times.get(i) + ":00:00.123456Z",
                            "Weather",
                            "A storm nears the coast."));
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        for (int page = 1; page <= 4; page++) {
            JsonNode answer = ok(parameters + "&limit=2" + after);
            seen.addAll(ids(answer));
            assertThat(answer.has("next")).as("page %d has a next", page).isEqualTo(page < 4);
            after = "&after=" + answer.path("next").asText();
            tables.add(
                    Stored.of(
                            "00-added-" + page,
                            "2026-11-25T12:00:00Z",
                            "Storm storm",
                            "Storm, storm, storm."));
        }
        return seen;
    }

    @Test
    void filtersByEverythingTogether() throws Exception {
        String bank = "organization:nordhavn-bank";
        tables.add(
                Stored.of("a", "2026-11-25T10:00:00Z", "Bank fined", "x")
                        .from("wire")
                        .naming(bank, -0.8));
        tables.add(Stored.of("b", "2026-11-24T10:00:00Z", "Bank praised", "x").naming(bank, 0.9));
        tables.add(
                Stored.of("c", "2026-11-23T10:00:00Z", "Bank robbed", "x").naming("misc:x", -0.9));
        assertThat(ids(ok("entity=" + bank))).containsExactly("a", "b");
        assertThat(ids(ok("entity=" + bank + "&entity=misc:x&limit=5")))
                .containsExactly("a", "b", "c");
        assertThat(ids(ok("entity=" + bank + "&entitySentimentMax=0"))).containsExactly("a");
        assertThat(ids(ok("entity=" + bank + "&entity=misc:x&entitySentimentMax=-0.9")))
                .containsExactly("c");
        assertThat(ids(ok("sentimentMin=0.9"))).containsExactly("b");
        assertThat(ids(ok("source=wire&source=none"))).containsExactly("a");
        assertThat(ids(ok("entityType=organization&since=2026-11-24T10:00:00Z")))
                .containsExactly("a", "b");
        assertThat(ids(ok("until=2026-11-24T10:00:00Z"))).containsExactly("c");
        assertThat(ids(ok("entityType=person"))).isEmpty();
        JsonNode first = ok("entity=" + bank + "&limit=1");
        assertThat(ids(ok("entity=" + bank + "&limit=1&after=" + first.path("next").asText())))
                .containsExactly("b");
    }

    @Test
    void countsAllThatMatchWhateverThePage() throws Exception {
        tables.add(
                Stored.of("a", "2026-11-25T23:30:00Z", "Bank fined", "x")
                        .from("wire")
                        .naming("organization:bank", -0.8));
        tables.add(Stored.of("b", "2026-11-24T10:00:00Z", "Bank", "x"));
        tables.add(Stored.of("c", "2026-11-24T09:00:00Z", "Bank", "x").in("de"));
        tables.add(Stored.of("d", "2026-11-24T09:00:00Z", "Harbour", "x"));
        JsonNode facets =
                ok("q=bank&limit=1&facets=source,language,entity&facets=sentiment,day")
                        .get("facets");
        assertThat(facets)
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"source":[{"value":"paper","count":2},{"value":"wire","count":1}],
                                 "language":[{"value":"en","count":2},{"value":"de","count":1}],
                                 "entity":[{"value":"organization:bank","name":"organization:bank","count":1}],
                                 "sentiment":[{"value":"positive","count":2},{"value":"negative","count":1}],
                                 "day":[{"value":"2026-11-25","count":1},{"value":"2026-11-24","count":2}],
                                 "counted":3,"capped":false}
                                """));
    }

    @Test
    void marksMatchesInPlainTextByOffsets() throws Exception {
        tables.add(
                Stored.of(
                        "a",
                        "2026-11-25T10:00:00Z",
                        "🚢 Ferries & <script>alert(1)</script>",
                        "Nothing here.\u0001\n\nThe old ferry stays, says O'Brien; a < b."));
        JsonNode highlights = ok("q=ferry&highlight=true").at("/articles/0/highlights");
        JsonNode title = highlights.at("/title/0");
        assertThat(title.get("text").asText()).startsWith("🚢 Ferries & ").contains("alert(1)");
        assertThat(marked(title)).containsExactly("Ferries");
        JsonNode body = highlights.at("/body/0");
        assertThat(body.get("text").asText()).contains("O'Brien").doesNotContain("\u0001");
        assertThat(marked(body)).containsExactly("ferry");
    }

    @Test
    void neverShowsWhatIsWithdrawnOrUnderEmbargo() throws Exception {
        for (String id : List.of("shown", "withdrawn", "embargoed", "released")) {
            tables.add(
                    Stored.of(id, "2026-11-25T10:00:00Z", "Ferry", "x").naming("misc:ferry", 0.5));
        }
        tables.run("UPDATE article SET withdrawn_at = now() WHERE article_id = 'withdrawn'");
        tables.run(
                "UPDATE article SET embargoed_until = now() + interval '1 h' WHERE article_id ="
                        + " 'embargoed'");
        tables.run(
                "UPDATE article SET embargoed_until = now() - interval '1 h' WHERE article_id ="
                        + " 'released'");
        for (String parameters :
                List.of("limit=9", "q=ferry", "q=ferry&sort=relevance", "entity=misc:ferry")) {
            JsonNode answer = ok(parameters + "&facets=source,entity");
            assertThat(ids(answer)).as(parameters).containsExactly("released", "shown");
            assertThat(answer.at("/facets/counted").asInt()).isEqualTo(2);
            assertThat(answer.at("/facets/entity/0/count").asInt()).isEqualTo(2);
        }
    }

    @Test
    void takesHostileTextAsText() throws Exception {
        tables.add(Stored.of("a", "2026-11-25T10:00:00Z", "Ferry", "x"));
        for (String text :
                List.of(
                        "'; DROP TABLE article; --",
                        "\"unclosed",
                        "-",
                        "!!&|<->:*()",
                        "the",
                        "\\'")) {
            HttpResponse<String> answer =
                    get("q=" + encoded(text) + "&sort=relevance&highlight&facets=day");
            assertThat(answer.statusCode()).as(text + ": " + answer.body()).isEqualTo(200);
        }
        assertThat(ids(ok("q=ferry"))).containsExactly("a");
    }

    @Test
    void refusesWhatItDoesNotUnderstandWithTheFix() throws Exception {
        refused("sorce=x", "sorce", "source");
        refused("sort=relevance", "sort", "q=");
        refused("highlight=true", "highlight", "q=");
        refused("sort=best&q=x", "sort", "time, relevance");
        refused("entitySentimentMin=0", "entitySentimentMin", "entity=");
        refused("sentimentMin=2", "sentimentMin", "-1 to 1");
        refused("facets=source,colour", "facets", "sentiment");
        refused("since=yesterday", "since", "2026-11-23T10:00:00Z");
        refused("limit=0", "limit", "1 to 200");
        refused("q=a&q=b", "q", "at most 1");
        refused("q=a%00b", "q", "NUL");
        refused("after=yesterday", "after", "'next'");
        tables.add(Stored.of("a", "2026-11-25T10:00:00Z", "Ferry", "x"));
        tables.add(Stored.of("b", "2026-11-25T10:00:00Z", "Ferry", "x"));
        String byTime = ok("q=ferry&limit=1").path("next").asText();
        refused("q=ferry&sort=relevance&after=" + byTime, "after", "other parameters");
        String byRank = ok("q=ferry&limit=1&sort=relevance").path("next").asText();
        refused("q=ferry&after=" + byRank, "after", "other parameters");
        refused("q=port&sort=relevance&after=" + byRank, "after", "other parameters");
    }

    private static void refused(String parameters, String field, String fix) throws Exception {
        HttpResponse<String> answer = get(parameters);
        assertThat(answer.statusCode()).as(parameters + ": " + answer.body()).isEqualTo(400);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("field").asText()).isEqualTo(field);
        assertThat(problem.path("fix").asText()).contains(fix);
    }

    private static JsonNode ok(String parameters) throws Exception {
        HttpResponse<String> answer = get(parameters);
        assertThat(answer.statusCode()).as(parameters + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String parameters) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(door.uri() + "/v1/articles?" + parameters))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.get("articles").spliterator(), false)
                .map(article -> article.get("id").asText())
                .toList();
    }

    private static List<String> marked(JsonNode fragment) {
        String text = fragment.get("text").asText();
        return StreamSupport.stream(fragment.get("marks").spliterator(), false)
                .map(mark -> text.substring(mark.get("begin").asInt(), mark.get("end").asInt()))
                .toList();
    }
}
