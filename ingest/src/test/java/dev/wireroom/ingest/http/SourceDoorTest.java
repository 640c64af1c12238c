package dev.wireroom.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API of sources as its clients see it; the feeds it tests are served on this machine. */
class SourceDoorTest extends SourceDoorFixture {

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
}
