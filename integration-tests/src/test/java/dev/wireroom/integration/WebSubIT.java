package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wireroom.schema.ArticleIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A feed with a WebSub hub: the whole dance of W3C WebSub, with a hub that really calls back. */
@Timeout(300)
@ExtendWith(RunningWire.Shared.class)
final class WebSubIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CHALLENGE = "a-challenge-of-the-hub";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> subscription = new ConcurrentHashMap<>();
    private HttpServer server;
    private String base;

    @BeforeEach
    void publishAndRunAHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/feed.xml", this::feed);
        server.createContext("/hub", this::subscribe);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
    }

    private void feed(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .add(
                        "Link",
                        "<%1$s/hub>; rel=\"hub\", <%1$s/feed.xml>; rel=\"self\"".formatted(base));
        answer(exchange, 200, rss("first", "Ferry stays in port"));
    }

    private void subscribe(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            subscription.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        answer(exchange, 202, "");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String rss(String guid, String title) {
        return """
        <?xml version="1.0"?>
        <rss version="2.0"><channel><title>Harbour</title><link>https://harbour.example/</link>
        <item><guid isPermaLink="false">%1$s</guid><title>%2$s</title>
        <link>https://harbour.example/%1$s</link><description>Oslo.</description></item>
        </channel></rss>
        """
                .formatted(guid, title);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> verify(String topic) throws Exception {
        String query =
                "hub.mode=subscribe&hub.challenge=%s&hub.lease_seconds=86400&hub.topic=%s"
                        .formatted(CHALLENGE, URLEncoder.encode(topic, StandardCharsets.UTF_8));
        return send(
                HttpRequest.newBuilder(URI.create(subscription.get("hub.callback") + "?" + query)));
    }

    private HttpResponse<String> deliver(String document, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String hex =
                HexFormat.of().formatHex(mac.doFinal(document.getBytes(StandardCharsets.UTF_8)));
        return send(
                HttpRequest.newBuilder(URI.create(subscription.get("hub.callback")))
                        .header("Content-Type", "application/rss+xml")
                        .header("X-Hub-Signature", "sha256=" + hex)
                        .POST(BodyPublishers.ofString(document)));
    }

    @Test
    void subscribesVerifiesAndTakesWhatTheHubSigned(RunningWire wire) throws Exception {
        wire.client().putPolledSource("websub-feed", base + "/feed.xml");
        await("a request to the hub").atMost(SOON).until(() -> subscription.size() >= 5);
        assertThat(subscription)
                .containsEntry("hub.mode", "subscribe")
                .containsEntry("hub.topic", base + "/feed.xml")
                .containsKeys("hub.secret", "hub.lease_seconds");
        assertThat(verify("https://elsewhere.example/feed.xml").statusCode()).isEqualTo(404);
        HttpResponse<String> verified = verify(base + "/feed.xml");
        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(verified.body()).isEqualTo(CHALLENGE);

        String forged = rss("forged", "Nobody said this");
        assertThat(deliver(forged, "a secret that was guessed").statusCode()).isEqualTo(202);
        String delivered = rss("second", "Ferry sails again");
        assertThat(deliver(delivered, subscription.get("hub.secret")).statusCode()).isEqualTo(202);

        String id = ArticleIds.of("websub-feed", "second");
        assertThat(wire.awaitStored(id).json().path("provenances").path(0).path("via").asText())
                .isEqualTo("websub");
        String forgedId = ArticleIds.of("websub-feed", "forged");
        assertThat(wire.client().stored(forgedId).status()).isEqualTo(404);
        assertThat(wire.client().doctor("websub-feed").whole().body())
                .contains("active")
                .doesNotContain(subscription.get("hub.secret"));
    }
}
