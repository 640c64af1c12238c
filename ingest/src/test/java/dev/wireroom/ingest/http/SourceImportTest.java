package dev.wireroom.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.contract.FeedSymptom;
import dev.wireroom.contract.PollOutcome;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Importing sources, and examining them, as clients of the API see it. */
class SourceImportTest extends SourceDoorFixture {

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
}
