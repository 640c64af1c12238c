package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wireroom.schema.ArticleIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator sees who adds a feed: its items arrive, once each, and it is asked politely. */
@Timeout(300)
@ExtendWith(RunningWire.Shared.class)
final class PolledFeedIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String ETAG = "\"rev-%d\"";

    private final List<String> conditions = new CopyOnWriteArrayList<>();
    private volatile int revision = 1;
    private volatile String feed = "";
    private HttpServer server;

    @BeforeEach
    void serveAFeed() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/feed.xml", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String etag = ETAG.formatted(revision);
        String known = String.valueOf(exchange.getRequestHeaders().getFirst("If-None-Match"));
        conditions.add(known);
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.getResponseHeaders().set("Content-Type", "application/rss+xml");
        if (known.equals(etag)) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] body = feed.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String rss(String title, String text) {
        return """
        <?xml version="1.0"?>
        <rss version="2.0"><channel><title>Harbour News</title><link>https://harbour.example/</link>
        <item><guid isPermaLink="false">ferry-1</guid><title>%s</title>
        <link>https://harbour.example/ferry-1</link>
        <pubDate>Mon, 23 Nov 2026 10:15:00 GMT</pubDate>
        <description>%s</description></item>
        </channel></rss>
        """
                .formatted(title, text);
    }

    @Test
    void carriesItemsOfAFeedAndTheirRevisionsAndAsksConditionally(RunningWire wire) {
        feed = rss("Ferry stays in port", "Ingrid Solheim kept the ferry in Oslo on Friday.");
        String address = "http://127.0.0.1:%d/feed.xml".formatted(server.getAddress().getPort());
        WireClient.Answer made = wire.client().putPolledSource("polled-feed", address);
        assertThat(made.status()).as(made.whole().body()).isEqualTo(201);

        String id = ArticleIds.of("polled-feed", "ferry-1");
        JsonNode stored = wire.awaitStored(id).json();
        assertThat(stored.path("title").asText()).isEqualTo("Ferry stays in port");
        assertThat(stored.path("provenances").path(0).path("via").asText()).isEqualTo("poll");
        assertThat(stored.path("provenances").path(0).path("address").asText()).isEqualTo(address);

        await("a conditional request").atMost(SOON).until(() -> conditions.contains("\"rev-1\""));
        feed = rss("Ferry sails again", "Ingrid Solheim let the ferry sail on Saturday.");
        revision = 2;

        await("the second revision")
                .atMost(SOON)
                .until(() -> wire.client().stored(id).json().path("revision").asInt() == 2);
        assertThat(wire.client().stored(id).json().path("title").asText())
                .isEqualTo("Ferry sails again");
        JsonNode doctor = wire.client().doctor("polled-feed").json();
        assertThat(doctor.path("health").asText()).as(doctor.toString()).isEqualTo("healthy");
    }
}
