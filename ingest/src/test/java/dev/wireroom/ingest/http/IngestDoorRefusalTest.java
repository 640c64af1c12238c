package dev.wireroom.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.ingest.format.TextLimits;
import java.net.http.HttpResponse;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the HTTP door of ingest refuses, and what it says then. */
class IngestDoorRefusalTest extends IngestDoorFixture {

    @Test
    void namesFieldValueAndFixOfARefusedArticle() throws Exception {
        openWithSource();
        JsonNode problem =
                problem(
                        422,
                        send(
                                "POST",
                                "/v1/articles?source=demo",
                                "{\"title\": \"t\", \"versionCreated\": \"soon\"}"));
        assertThat(problem.get("field").asText()).isEqualTo("/versionCreated");
        assertThat(problem.get("value").asText()).isEqualTo("soon");
        assertThat(problem.get("fix").asText()).contains("2026-11-23T10:15:00Z");
        assertThat(wire.articles).isEmpty();
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        openWithSource();
        problem(400, send("POST", "/v1/articles?source=demo", "{\"title\": "));
        JsonNode type =
                problem(
                        415,
                        send("POST", "/v1/articles?source=demo", "x", "Content-Type", "image/png"));
        assertThat(type.get("fix").asText()).contains("application/x-ndjson");
        HttpResponse<String> encoded =
                send("POST", "/v1/articles?source=demo", ARTICLE, "Content-Encoding", "br");
        assertThat(problem(415, encoded).get("field").asText()).isEqualTo("Content-Encoding");
        assertThat(encoded.headers().firstValue("Accept-Encoding")).hasValue("gzip, zstd");
        problem(
                415,
                send(
                        "POST",
                        "/v1/articles?source=demo",
                        ARTICLE,
                        "Content-Encoding",
                        "gzip, zstd"));
        problem(
                415,
                send(
                        "POST",
                        "/v1/articles?source=demo",
                        "x",
                        "Content-Type",
                        "text/plain; charset=klingon"));
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        settings.put("ingest.http.max.body.bytes", "1000");
        openWithSource();
        String large = "{\"title\": \"%s\"}".formatted("x".repeat(2_000));
        JsonNode problem = problem(413, send("POST", "/v1/articles?source=demo", large));
        assertThat(problem.get("detail").asText()).contains("1000");
    }

    @Test
    void refusesMoreBodyThanItsBudgetBeforeItIsRead() throws Exception {
        bounds = new PushEndpoint.Bounds(TextLimits.DEFAULT, 100, 0);
        openWithSource();
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/v1/articles?source=demo",
                        "{\"title\": \"%s\"}".formatted("x".repeat(200)));
        problem(503, answer);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(send("POST", "/v1/articles?source=demo", ARTICLE).statusCode()).isEqualTo(202);
    }

    @Test
    void saysWhichSourceItNeedsAndHowToMakeIt() throws Exception {
        open();
        assertThat(problem(400, send("POST", "/v1/articles", ARTICLE)).get("fix").asText())
                .contains("?source=");
        JsonNode unknown = problem(404, send("POST", "/v1/articles?source=nope", ARTICLE));
        assertThat(unknown.get("value").asText()).isEqualTo("nope");
        assertThat(unknown.get("fix").asText()).contains("PUT /v1/sources/");
    }

    @Test
    void takesNothingForAPausedSource() throws Exception {
        openWithSource();
        send("PUT", "/v1/sources/demo", "{\"state\": \"paused\"}");
        assertThat(
                        problem(409, send("POST", "/v1/articles?source=demo", ARTICLE))
                                .get("type")
                                .asText())
                .endsWith("source-paused");
    }

    @Test
    void boundsTheRateOfASource() throws Exception {
        bounds = new PushEndpoint.Bounds(TextLimits.DEFAULT, 10_000_000, 1);
        openWithSource();
        String batch = "{\"title\": \"t\"}\n".repeat(100);
        send("POST", "/v1/articles?source=demo", batch, "Content-Type", "application/x-ndjson");
        HttpResponse<String> answer = send("POST", "/v1/articles?source=demo", ARTICLE);
        problem(429, answer);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void answers503WhileSomethingIsMissingAndNamesIt() throws Exception {
        health.part("registry").down("no answer");
        open();
        HttpResponse<String> answer = send("POST", "/v1/articles?source=demo", ARTICLE);
        assertThat(problem(503, answer).get("detail").asText()).contains("registry");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void answers503WhereKafkaDidNotAcknowledge() throws Exception {
        openWithSource();
        wire.failure = new TimeoutException("no answer");
        HttpResponse<String> answer = send("POST", "/v1/articles?source=demo", ARTICLE);
        problem(503, answer);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        wire.failure = new RecordTooLargeException("too large");
        problem(413, send("POST", "/v1/articles?source=demo", ARTICLE));
    }
}
