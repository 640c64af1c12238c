package dev.wireroom.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.FeedSymptom;
import dev.wireroom.contract.PollOutcome;
import dev.wireroom.ingest.IngestConfig;
import dev.wireroom.ingest.feed.FeedTrial;
import dev.wireroom.ingest.fetch.WebFetcher;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.source.SourceRules;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.net.AddressGuard;
import dev.wireroom.service.net.AddressRange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API of sources as its clients see it; the feeds it tests are served on this machine. */
class SourceDoorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String FEED =
            """
            <rss version="2.0"><channel><title>Harbour News</title>
            <item><title>Ferry</title><guid>f-1</guid><link>/ferry</link>
              <pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate></item>
            <item><title>Crane</title><guid>f-2</guid>
              <pubDate>Tue, 24 Nov 2026 08:00:00</pubDate></item>
            </channel></rss>
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeWire wire = new FakeWire();
    private final SourceCatalog catalog = new SourceCatalog();
    private final FeedStates states = new FeedStates();
    private com.sun.net.httpserver.HttpServer web;
    private WebFetcher fetcher;
    private HttpDoor door;

    @BeforeEach
    void open() throws Exception {
        web = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.start();
        Health health = Health.create();
        WireGate gate = new WireGate(health);
        IngestConfig config =
                IngestConfig.from(
                        Map.of(
                                "ingest.http.port",
                                "0",
                                "ingest.fetch.allowed.private.networks",
                                "127.0.0.1/32"));
        fetcher = WebFetcher.create(config.fetch(), Clock.systemUTC(), new SimpleMeterRegistry());
        PushEndpoint push =
                new PushEndpoint(
                        gate,
                        catalog,
                        new PushEndpoint.Bounds(TextLimits.DEFAULT, 1_000_000, 0),
                        InstantSource.system(),
                        new SimpleMeterRegistry());
        SourceRules rules =
                new SourceRules(AddressGuard.allowing(List.of(AddressRange.parse("127.0.0.1/32"))));
        InstantSource clock = InstantSource.fixed(NOW);
        SourceApi sources =
                new SourceApi(
                        gate,
                        new SourceApi.Tables(catalog, states),
                        rules,
                        new FeedTrial(fetcher, TextLimits.DEFAULT, clock),
                        clock);
        door =
                new IngestEndpoints(push, sources, new WebSubEndpoint())
                        .addTo(HttpDoor.builder("ingest", config.http()).health(health))
                        .start();
        gate.open(new WireGate.Wire(wire, wire));
    }

    @AfterEach
    void close() {
        door.close();
        fetcher.close();
        web.stop(0);
    }

    @Test
    void makesAReadableIdOfTheAddress() throws Exception {
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/v1/sources",
                        "{\"kind\":\"poll\",\"url\":\"https://feeds.example.org/world/rss.xml\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location"))
                .contains("/v1/sources/example.org-world");
        assertThat(answer.headers().firstValue("ETag")).isPresent();
        assertThat(json(answer).path("health").path("kind").asText()).isEqualTo("new");
    }

    @Test
    void refusesToCreateWhatIsThere() throws Exception {
        String body = "{\"id\":\"demo\",\"name\":\"Demo\"}";
        assertThat(send("POST", "/v1/sources", body).statusCode()).isEqualTo(201);
        HttpResponse<String> again = send("POST", "/v1/sources", body);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).path("value").asText()).isEqualTo("demo");
    }

    @Test
    void takesBackWhatItAnswers() throws Exception {
        HttpResponse<String> created =
                send(
                        "POST",
                        "/v1/sources",
                        """
                        {"id": "full", "name": "Full", "kind": "poll", "url": "https://example.org/f",
                         "homepage": "https://example.org/", "language": "nb", "publisherId": "ntb",
                         "tags": ["Europe/Norway", "wire"], "identityPolicy": "link-and-title",
                         "minPollInterval": "PT5M", "maxPollInterval": "PT2H", "pageFetch": "when-short",
                         "state": "paused", "pauseReason": "strike"}
                        """);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        HttpResponse<String> put = send("PUT", "/v1/sources/full", created.body());
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        JsonNode before = json(created);
        JsonNode after = json(put);
        for (String member :
                List.of("tags", "identityPolicy", "minPollInterval", "pageFetch", "pauseReason")) {
            assertThat(after.get(member)).isNotNull().isEqualTo(before.get(member));
        }
        assertThat(after.get("updatedAt")).isNotEqualTo(before.get("updatedAt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\":\"poll\"} | missing-field | /url",
                "{\"kind\":\"pol\"} | unknown-value | /kind",
                "{\"url\":\"ftp://example.org/f\"} | invalid-url | /url",
                "{\"url\":\"http://169.254.169.254/f\"} | guarded-address | /url",
                "{\"url\":\"http://[::1]/f\"} | guarded-address | /url",
                "{\"url\":\"http://10.0.0.7/f\"} | guarded-address | /url",
                "{\"url\":\"https://me:secret@example.org/f\"} | url-with-password | /url",
                "{\"minPollInterval\":\"5 minutes\"} | invalid-duration | /minPollInterval",
                "{\"minPollInterval\":\"PT1S\"} | out-of-range | /minPollInterval",
                "{\"minPollInterval\":\"PT2H\",\"maxPollInterval\":\"PT1H\"} | intervals-crossed |"
                        + " /minPollInterval",
                "{\"publisherId\":\"No Id\"} | invalid-publisher-id | /publisherId",
                "{\"tag\":[\"a\"]} | unknown-field | /tag",
                "{\"pageFetch\":\"sometimes\"} | unknown-value | /pageFetch"
            })
    void namesFieldAndFixOfWhatItRefuses(String body, String code, String field) throws Exception {
        HttpResponse<String> answer = send("PUT", "/v1/sources/demo", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode problem = json(answer);
        assertThat(problem.path("type").asText()).endsWith(":" + code);
        assertThat(problem.path("field").asText()).isEqualTo(field);
        assertThat(problem.path("fix").asText()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void patchesOneMemberAndTakesAnotherAway() throws Exception {
        create("{\"id\":\"p\",\"name\":\"P\",\"language\":\"nb\",\"tags\":[\"a\"]}");
        HttpResponse<String> answer =
                send(
                        "PATCH",
                        "/v1/sources/p",
                        "{\"language\":null,\"tags\":[\"b\"]}",
                        "Content-Type",
                        "application/merge-patch+json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).has("language")).isFalse();
        assertThat(json(answer).path("name").asText()).isEqualTo("P");
        assertThat(json(answer).path("tags").get(0).asText()).isEqualTo("b");
    }

    @Test
    void keepsOneFromOverwritingWhatAnotherChanged() throws Exception {
        String seen = create("{\"id\":\"p\",\"name\":\"P\"}").headers().firstValue("ETag").get();
        assertThat(
                        send("PATCH", "/v1/sources/p", "{\"name\":\"Q\"}", "If-Match", seen)
                                .statusCode())
                .isEqualTo(200);
        HttpResponse<String> late =
                send("PATCH", "/v1/sources/p", "{\"name\":\"R\"}", "If-Match", seen);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(catalog.find("p").orElseThrow().getName()).isEqualTo("Q");
    }

    @Test
    void pausesWithAReasonAndResumes() throws Exception {
        create("{\"id\":\"p\",\"kind\":\"poll\",\"url\":\"https://example.org/f\"}");
        JsonNode paused = json(send("POST", "/v1/sources/p/pause", "{\"reason\":\"strike\"}"));
        assertThat(paused.path("state").asText()).isEqualTo("paused");
        assertThat(paused.path("health").path("explanation").asText()).contains("strike");
        assertThat(send("POST", "/v1/sources/p/poll", "").statusCode()).isEqualTo(409);
        JsonNode active = json(send("POST", "/v1/sources/p/resume", ""));
        assertThat(active.path("state").asText()).isEqualTo("active");
        assertThat(active.has("pauseReason")).isFalse();
        assertThat(send("POST", "/v1/sources/p/poll", "").statusCode()).isEqualTo(202);
    }

    @Test
    void listsPageByPageWhatMatches() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            create("{\"id\":\"%s\",\"tags\":[\"Europe/Norway\"]}".formatted(id));
        }
        create("{\"id\":\"d\",\"tags\":[\"Asia\"]}");
        JsonNode first = json(send("GET", "/v1/sources?tag=Europe&limit=2", ""));
        assertThat(first.path("sources").findValuesAsText("id")).containsExactly("a", "b");
        assertThat(first.path("next").asText()).isEqualTo("b");
        JsonNode second = json(send("GET", "/v1/sources?tag=Europe&limit=2&after=b", ""));
        assertThat(second.path("sources").findValuesAsText("id")).containsExactly("c");
        assertThat(second.has("next")).isFalse();
        assertThat(send("GET", "/v1/sources?health=sick", "").body())
                .contains("use one of: healthy");
        assertThat(send("GET", "/v1/sources?limit=0", "").statusCode()).isEqualTo(400);
    }

    @Test
    void testsAFeedWithoutPublishingAnything() throws Exception {
        serve("/feed.xml", "application/rss+xml", FEED);
        JsonNode trial = json(test("/feed.xml"));
        assertThat(trial.path("verdict").asText()).isEqualTo("feed");
        assertThat(trial.path("usable").asBoolean()).isTrue();
        assertThat(trial.path("format").asText()).isEqualTo("rss/2.0");
        assertThat(trial.path("title").asText()).isEqualTo("Harbour News");
        assertThat(trial.path("http").path("status").asInt()).isEqualTo(200);
        assertThat(trial.path("items").get(0).path("link").asText()).endsWith("/ferry");
        assertThat(trial.path("identity").path("policy").asText()).isEqualTo("guid");
        assertThat(trial.path("symptoms").findValuesAsText("code")).contains("time-without-zone");
        assertThat(wire.articles).isEmpty();
        assertThat(catalog.all()).isEmpty();
    }

    @Test
    void findsTheFeedsThatAHomepageNames() throws Exception {
        serve(
                "/",
                "text/html",
                "<html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'>"
                        + "</head><body><p>Hello</p></body></html>");
        JsonNode trial = json(test("/"));
        assertThat(trial.path("verdict").asText()).isEqualTo("page");
        assertThat(trial.path("usable").asBoolean()).isFalse();
        assertThat(trial.path("feeds").get(0).asText()).isEqualTo(at("/feed.xml"));
    }

    @Test
    void explainsAnAddressThatIsNoFeed() throws Exception {
        JsonNode missing = json(test("/nothing-here"));
        assertThat(missing.path("verdict").asText()).isEqualTo("refused");
        assertThat(missing.path("http").path("status").asInt()).isEqualTo(404);
        serve("/robots", "text/plain", "User-agent: *");
        assertThat(json(test("/robots")).path("verdict").asText()).isEqualTo("unreadable");
        HttpResponse<String> guarded =
                send("POST", "/v1/sources/test", "{\"url\":\"http://192.168.1.1/\"}");
        assertThat(guarded.statusCode()).isEqualTo(422);
    }

    @Test
    void importsOpmlOnceAndTellsWhatBecameOfEachOutline() throws Exception {
        String opml =
                """
                <opml version="1.0"><body><outline text="Europe">
                  <outline text="One" xmlUrl="https://one.example/feed"/>
                  <outline text="Same" xmlUrl="http://www.one.example/feed/"/>
                  <outline text="Bad" xmlUrl="gopher://example.org"/>
                </outline></body></opml>
                """;
        JsonNode dry = json(importing(opml, "?dryRun=true"));
        assertThat(dry.path("created").asInt()).isEqualTo(1);
        assertThat(catalog.all()).isEmpty();
        JsonNode report = json(importing(opml, ""));
        assertThat(report.path("outlines").findValuesAsText("outcome"))
                .containsExactly("created", "exists", "refused");
        assertThat(report.path("outlines").get(2).path("problem").path("code").asText())
                .isEqualTo("invalid-url");
        assertThat(catalog.all()).hasSize(1);
        assertThat(catalog.all().get(0).getTags()).containsExactly("Europe");
        JsonNode again = json(importing(opml, ""));
        assertThat(again.path("created").asInt()).isZero();
        assertThat(again.path("exists").asInt()).isEqualTo(2);
        HttpResponse<String> exported = send("GET", "/v1/sources/export", "");
        assertThat(exported.body()).contains("xmlUrl=\"https://one.example/feed\"");
    }

    @Test
    void importsTenThousandFeedsInOneRequest() throws Exception {
        String outlines =
                IntStream.range(0, 10_000)
                        .mapToObj(
                                i -> "<outline xmlUrl=\"https://s%d.example/feed\"/>".formatted(i))
                        .collect(Collectors.joining("\n"));
        JsonNode report = json(importing("<opml><body>" + outlines + "</body></opml>", ""));
        assertThat(report.path("created").asInt()).isEqualTo(10_000);
        assertThat(catalog.all()).hasSize(10_000);
    }

    @Test
    void saysWhichOutlinesKafkaDidNotTake() throws Exception {
        wire.failure = new TimeoutException("no leader");
        JsonNode report =
                json(importing("<opml><outline xmlUrl='https://a.example/f'/></opml>", ""));
        assertThat(report.path("refused").asInt()).isEqualTo(1);
        assertThat(report.path("outlines").get(0).path("problem").path("code").asText())
                .isEqualTo("unavailable");
        assertThat(catalog.all()).isEmpty();
    }

    @Test
    void examinesWhatAilsWorstFirst() throws Exception {
        create("{\"id\":\"fine\",\"kind\":\"poll\",\"url\":\"https://fine.example/f\"}");
        create("{\"id\":\"blocked\",\"kind\":\"poll\",\"url\":\"https://blocked.example/f\"}");
        create("{\"id\":\"broken\",\"kind\":\"poll\",\"url\":\"https://broken.example/f\"}");
        create("{\"id\":\"pushed\"}");
        state("fine", PollOutcome.FETCHED, 0, List.of());
        state(
                "blocked",
                PollOutcome.BLOCKED,
                4,
                List.of(
                        new FeedSymptom(
                                "status-403",
                                "403 Forbidden",
                                "asked less and less often",
                                NOW.minusSeconds(86_400),
                                NOW.minusSeconds(60),
                                4L)));
        state("broken", PollOutcome.FAILED, 5, List.of());
        JsonNode all = json(send("GET", "/v1/sources/doctor", ""));
        assertThat(all.path("reports").findValuesAsText("id")).containsExactly("broken", "blocked");
        assertThat(all.path("kinds").path("healthy").asInt()).isEqualTo(1);
        assertThat(all.path("broken").asInt()).isEqualTo(2);
        JsonNode one = json(send("GET", "/v1/sources/blocked/doctor", ""));
        assertThat(one.path("health").asText()).isEqualTo("blocked");
        JsonNode finding = one.path("findings").get(0);
        assertThat(finding.path("code").asText()).isEqualTo("status-403");
        assertThat(finding.path("operatorCan").asText()).contains("User-Agent");
        assertThat(finding.path("polls").asInt()).isEqualTo(4);
        assertThat(send("GET", "/v1/sources/pushed/doctor", "").statusCode()).isEqualTo(409);
    }

    private void state(String id, PollOutcome outcome, int failures, List<FeedSymptom> symptoms) {
        states.apply(
                id,
                1,
                FeedState.newBuilder()
                        .setSourceId(id)
                        .setUpdatedAt(NOW)
                        .setUrl("https://%s.example/f".formatted(id))
                        .setLastPolledAt(NOW.minusSeconds(60))
                        .setNextPollAt(NOW.plusSeconds(600))
                        .setOutcome(outcome)
                        .setOutcomeDetail(failures == 0 ? null : "no luck")
                        .setFailures(failures)
                        .setSymptoms(symptoms)
                        .build());
    }

    private HttpResponse<String> create(String body) throws Exception {
        HttpResponse<String> answer = send("POST", "/v1/sources", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private HttpResponse<String> test(String path) throws Exception {
        return send("POST", "/v1/sources/test", "{\"url\":\"%s\"}".formatted(at(path)));
    }

    private HttpResponse<String> importing(String opml, String query) throws Exception {
        return send("POST", "/v1/sources/import" + query, opml, "Content-Type", "text/x-opml");
    }

    private String at(String path) {
        return "http://127.0.0.1:%d%s".formatted(web.getAddress().getPort(), path);
    }

    private void serve(String path, String mediaType, String body) {
        web.createContext(
                path,
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", mediaType);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(door.uri().resolve(path));
        if (headers.length == 0 || !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        request.method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
