package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.ingest.fetch.FetchResult.Failed;
import dev.wireroom.ingest.fetch.FetchResult.Fetched;
import dev.wireroom.ingest.fetch.FetchResult.NotModified;
import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.ingest.fetch.FetchResult.Rejected;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebFetcherTest {

    private static final String OK = "HTTP/1.1 200 OK";

    private LocalServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private FetchResult fetch(String target, String... settings) throws InterruptedException {
        return fetch(FetchRequest.feed(server.uri(target)), settings);
    }

    private static FetchResult fetch(FetchRequest request, String... settings)
            throws InterruptedException {
        try (WebFetcher fetcher = Fetchers.fetcher(settings)) {
            return fetcher.fetch(request);
        }
    }

    private static String text(FetchResult result) {
        assertThat(result).isInstanceOf(Fetched.class);
        return new String(((Fetched) result).body(), StandardCharsets.UTF_8);
    }

    @Test
    void getsADocumentWithWhatItsServerSaid() throws Exception {
        server.on("/feed", OK + "\r\nETag: W/\"caf\u00e9\"\r\nX-Two: a\r\nx-two: b", "<rss/>");

        Fetched fetched = (Fetched) fetch("/feed?a=%C3%A9&b");

        assertThat(fetched.body()).asString().isEqualTo("<rss/>");
        WebResponse response = fetched.response();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.uri()).isEqualTo(server.uri("/feed?a=%C3%A9&b"));
        assertThat(response.movedTo()).isEmpty();
        assertThat(response.header("ETag")).contains("W/\"caf\u00e9\"");
        assertThat(response.headers("x-two")).containsExactly("a", "b");
        assertThat(response.receivedBytes()).isEqualTo(6);
        assertThat(response.took()).isPositive();
    }

    @Test
    void saysHonestlyWhoAsksAndWhatIsUnderstood() throws Exception {
        server.on("/feed", OK, "");
        fetch("/feed", "contact", "https://news.example/bot");
        LocalServer.Request request = server.requests().getFirst();
        assertThat(request.header("user-agent").orElseThrow())
                .matches("Wireroom/\\S+ \\(\\+https://news\\.example/bot\\)");
        assertThat(request.header("accept").orElseThrow())
                .startsWith("application/atom+xml, application/rss+xml");
        assertThat(request.header("accept-encoding")).contains("gzip, br, deflate");
        assertThat(request.header("host")).contains("127.0.0.1:" + server.port());
        assertThat(request.headers()).doesNotContainKeys("upgrade", "cookie", "authorization");
    }

    @Test
    void sendsValidatorsBackExactlyAndKnowsNotModified() throws Exception {
        server.on("/feed", "HTTP/1.1 304 Not Modified\r\nETag: W/\"caf\u00e9\"", "");
        FetchRequest request =
                FetchRequest.feed(server.uri("/feed"))
                        .since(Optional.of("W/\"caf\u00e9\""), Optional.of("yesterday, noon"));

        assertThat(fetch(request)).isInstanceOf(NotModified.class);

        LocalServer.Request sent = server.requests().getFirst();
        assertThat(sent.header("if-none-match")).contains("W/\"caf\u00e9\"");
        assertThat(sent.header("if-modified-since")).contains("yesterday, noon");
    }

    @Test
    void takesNoNotModifiedThatItDidNotAskFor() throws Exception {
        server.on("/feed", "HTTP/1.1 304 Not Modified", "");
        assertThat(fetch("/feed"))
                .isInstanceOfSatisfying(
                        Failed.class, f -> assertThat(f.cause()).isEqualTo(Cause.PROTOCOL));
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED, user and password",
        "402, OTHER_CLIENT_ERROR, licence",
        "403, FORBIDDEN, User-Agent",
        "404, NOT_FOUND, new address",
        "405, OTHER_CLIENT_ERROR, browser",
        "407, UNAUTHORIZED, user and password",
        "410, GONE, Delete the source",
        "451, LEGAL, legal reasons"
    })
    void explainsARejection(int status, Reason reason, String advice) throws Exception {
        server.on("/feed", "HTTP/1.1 " + status + " No", "go away");
        Rejected rejected = (Rejected) fetch("/feed");
        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.explanation())
                .contains(String.valueOf(status))
                .contains(advice)
                .doesNotContain("%");
        assertThat(rejected.response().orElseThrow().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "408, TIMEOUT",
        "429, TOO_MANY_REQUESTS",
        "500, SERVER_ERROR",
        "502, SERVER_ERROR",
        "503, SERVER_ERROR",
        "522, SERVER_ERROR",
        "206, PROTOCOL",
        "300, PROTOCOL"
    })
    void explainsAFailure(int status, Cause cause) throws Exception {
        server.on("/feed", "HTTP/1.1 " + status + " Well", "");
        Failed failed = (Failed) fetch("/feed");
        assertThat(failed.cause()).isEqualTo(cause);
        assertThat(failed.explanation()).contains(String.valueOf(status)).doesNotContain("%");
        assertThat(failed.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | Retry-After: 120 | PT2M",
                "503 | Retry-After: 7 | PT7S",
                "429 | Retry-After: -1 | ",
                "429 | Retry-After: soon | ",
                "503 | Date: Wed, 25 Nov 2015 10:00:00 GMT\\Retry-After: Wed, 25 Nov 2015 11:00:00"
                        + " GMT | PT1H",
                "503 | Date: Wed, 25 Nov 2015 10:00:00 GMT\\Retry-After: Wed, 25 Nov 2015 09:00:00"
                        + " GMT | PT0S"
            })
    void readsRetryAfter(int status, String headers, Duration expected) throws Exception {
        server.on("/feed", "HTTP/1.1 " + status + " No\r\n" + headers.replace("\\", "\r\n"), "");
        Failed failed = (Failed) fetch("/feed");
        assertThat(failed.cause()).isEqualTo(Cause.TOO_MANY_REQUESTS);
        assertThat(failed.retryAfter()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void sendsCredentialsOfTheAddressAndNeverShowsThem() throws Exception {
        server.on("/feed", "HTTP/1.1 401 No", "");
        FetchRequest request =
                FetchRequest.feed(
                        URI.create("http://reader:s%40cret@127.0.0.1:" + server.port() + "/feed"));

        Rejected rejected = (Rejected) fetch(request);

        assertThat(server.requests().getFirst().header("authorization"))
                .contains(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(LocalServer.bytes("reader:s@cret")));
        assertThat(rejected.toString()).doesNotContain("cret");
        assertThat(rejected.explanation()).contains("does not take the user and password");
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        server.on("/feed", OK, "<rss/>");
        try (WebFetcher fetcher = Fetchers.fetcher()) {
            for (int i = 0; i < 3; i++) {
                assertThat(text(fetcher.fetch(FetchRequest.feed(server.uri("/feed")))))
                        .isEqualTo("<rss/>");
            }
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void asksAgainWhereAConnectionWasClosedJustWhenItWasUsedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.on(
                "/feed",
                (request, out) -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new IOException("hang up on the connection that was kept");
                    }
                    out.write(LocalServer.message(OK, LocalServer.bytes("<rss/>")));
                });
        try (WebFetcher fetcher = Fetchers.fetcher()) {
            fetcher.fetch(FetchRequest.feed(server.uri("/feed")));
            assertThat(text(fetcher.fetch(FetchRequest.feed(server.uri("/feed")))))
                    .isEqualTo("<rss/>");
        }
        assertThat(asked).hasValue(3);
    }

    @Test
    void asksAServerThatHangsUpAtOnceNoSecondTime() throws Exception {
        server.on(
                "/feed",
                (request, out) -> {
                    throw new IOException("hang up");
                });
        assertThat(fetch("/feed")).isInstanceOf(Failed.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void fetchesThousandsAtOnce() throws Exception {
        server.on(
                "/feed",
                (request, out) -> {
                    new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
                    out.write(LocalServer.message(OK, LocalServer.bytes("<rss/>")));
                });
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        GuardedResolver.Names local = name -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        List<FutureTask<FetchResult>> fetches = new ArrayList<>();
        try (WebFetcher fetcher =
                Fetchers.fetcher(Fetchers.config("max.in.flight", "64"), local, meters)) {
            for (int i = 0; i < 3_000; i++) {
                FetchRequest request =
                        FetchRequest.feed(server.uri("host-" + i % 500 + ".example", "/feed"));
                FutureTask<FetchResult> fetch = new FutureTask<>(() -> fetcher.fetch(request));
                fetches.add(fetch);
                Thread.ofVirtual().start(fetch);
            }
            for (FutureTask<FetchResult> fetch : fetches) {
                assertThat(text(fetch.get(60, TimeUnit.SECONDS))).isEqualTo("<rss/>");
            }
        }
        assertThat(meters.get("wireroom.ingest.fetch.results").tag("outcome", "fetched").counter())
                .extracting(Counter::count)
                .isEqualTo(3_000.0);
        assertThat(meters.get("wireroom.ingest.fetch.received").counter().count())
                .isEqualTo(18_000.0);
        assertThat(meters.get("wireroom.ingest.fetch.under.way").gauge().value()).isZero();
    }

    @Test
    void keepsNoCookies() throws Exception {
        server.on("/feed", OK + "\r\nSet-Cookie: id=1", "<rss/>");
        try (WebFetcher fetcher = Fetchers.fetcher()) {
            fetcher.fetch(FetchRequest.feed(server.uri("/feed")));
            fetcher.fetch(FetchRequest.feed(server.uri("/feed")));
        }
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getLast().header("cookie")).isEmpty();
    }
}
