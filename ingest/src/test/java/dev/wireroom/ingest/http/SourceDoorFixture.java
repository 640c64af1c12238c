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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The API of sources with a wire in memory behind it, and a web server for feeds. */
abstract class SourceDoorFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    static final String FEED =
            """
            <rss version="2.0"><channel><title>Harbour News</title>
            <item><title>Ferry</title><guid>f-1</guid><link>/ferry</link>
              <pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate></item>
            <item><title>Crane</title><guid>f-2</guid>
              <pubDate>Tue, 24 Nov 2026 08:00:00</pubDate></item>
            </channel></rss>
            """;

    final HttpClient client = HttpClient.newHttpClient();
    final FakeWire wire = new FakeWire();
    final SourceCatalog catalog = new SourceCatalog();
    final FeedStates states = new FeedStates();
    com.sun.net.httpserver.HttpServer web;
    WebFetcher fetcher;
    HttpDoor door;

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

    void state(String id, PollOutcome outcome, int failures, List<FeedSymptom> symptoms) {
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

    HttpResponse<String> create(String body) throws Exception {
        HttpResponse<String> answer = send("POST", "/v1/sources", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    HttpResponse<String> test(String path) throws Exception {
        return send("POST", "/v1/sources/test", "{\"url\":\"%s\"}".formatted(at(path)));
    }

    HttpResponse<String> importing(String opml, String query) throws Exception {
        return send("POST", "/v1/sources/import" + query, opml, "Content-Type", "text/x-opml");
    }

    String at(String path) {
        return "http://127.0.0.1:%d%s".formatted(web.getAddress().getPort(), path);
    }

    void serve(String path, String mediaType, String body) {
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

    static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
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
