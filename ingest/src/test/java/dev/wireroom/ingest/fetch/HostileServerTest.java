package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.ingest.fetch.FetchResult.Failed;
import dev.wireroom.ingest.fetch.FetchResult.Fetched;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that are broken or mean harm: each ends as a value, in time, within bounds. */
@Timeout(30)
class HostileServerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

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
        try (WebFetcher fetcher = Fetchers.fetcher(settings)) {
            return fetcher.fetch(FetchRequest.feed(server.uri(target)));
        }
    }

    private static void assertFailed(FetchResult result, Cause cause) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> {
                            assertThat(failed.cause()).isEqualTo(cause);
                            assertThat(failed.explanation()).doesNotContain("%s", "%d");
                        });
    }

    private static void drip(OutputStream out, String text, long everyMs)
            throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (byte b : LocalServer.bytes(text)) {
            out.write(b);
            out.flush();
            if (never.await(everyMs, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    @Test
    void cutsABodyThatDripsForever() throws Exception {
        server.on(
                "/feed",
                (request, out) -> {
                    out.write(LocalServer.bytes(OK + "Content-Length: 100000\r\n\r\n"));
                    drip(out, "x".repeat(100_000), 20);
                });
        long began = System.nanoTime();
        assertFailed(fetch("/feed", "total.timeout.ms", "400"), Cause.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        await().until(() -> server.closedByClient() == 1);
    }

    @Test
    void cutsAHeadThatDripsForever() throws Exception {
        server.on("/feed", (request, out) -> drip(out, OK + "X-Slow: " + "x".repeat(9_999), 20));
        assertFailed(fetch("/feed", "total.timeout.ms", "400"), Cause.TIMEOUT);
        await().until(() -> server.closedByClient() == 1);
    }

    @Test
    void givesASilentServerUp() throws Exception {
        server.on("/feed", (request, out) -> new CountDownLatch(1).await(20, TimeUnit.SECONDS));
        Failed failed = (Failed) fetch("/feed", "read.timeout.ms", "200");
        assertThat(failed.cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(failed.explanation()).contains("200 ms").contains("read.timeout.ms");
    }

    @Test
    void takesNoMoreHeadersThanItMust() throws Exception {
        server.on(
                "/feed",
                (request, out) -> {
                    out.write(LocalServer.bytes(OK));
                    for (int i = 0; i < 10_000_000; i++) {
                        out.write(LocalServer.bytes("X-" + i + ": y\r\n"));
                    }
                });
        Failed failed = (Failed) fetch("/feed");
        assertThat(failed.cause()).isEqualTo(Cause.PROTOCOL);
        assertThat(failed.explanation()).contains("more or longer headers");
        await().until(() -> server.closedByClient() == 1);
    }

    @Test
    void takesNoHeaderLongerThanItMust() throws Exception {
        byte[] piece = LocalServer.bytes("y".repeat(64 * 1024));
        server.on(
                "/feed",
                (request, out) -> {
                    out.write(LocalServer.bytes(OK + "X: "));
                    for (int i = 0; i < 100_000; i++) {
                        out.write(piece);
                    }
                });
        assertFailed(fetch("/feed"), Cause.PROTOCOL);
        await().until(() -> server.closedByClient() == 1);
    }

    @Test
    void readsNoBodyThatIsSaidToBeTooLong() throws Exception {
        server.on(
                "/feed",
                (request, out) -> {
                    out.write(LocalServer.bytes(OK + "Content-Length: 99999999999\r\n\r\n"));
                    out.flush();
                    new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                });
        Failed failed = (Failed) fetch("/feed");
        assertThat(failed.cause()).isEqualTo(Cause.TOO_LARGE);
        assertThat(failed.explanation()).contains("99999999999");
    }

    @Test
    void stopsReadingABodyThatNeverEnds() throws Exception {
        byte[] piece = new byte[64 * 1024];
        Arrays.fill(piece, (byte) ' ');
        server.on(
                "/feed",
                (request, out) -> {
                    out.write(LocalServer.bytes(OK + "Transfer-Encoding: chunked\r\n\r\n"));
                    for (int i = 0; i < 1_000_000; i++) {
                        out.write(LocalServer.bytes("10000\r\n"));
                        out.write(piece);
                        out.write(LocalServer.bytes("\r\n"));
                    }
                });
        assertFailed(fetch("/feed", "feed.max.bytes", "1000000"), Cause.TOO_LARGE);
        await().until(() -> server.closedByClient() == 1);
    }

    @Test
    void takesABodyThatIsJustShortEnough() throws Exception {
        server.on("/feed", "HTTP/1.1 200 OK", "x".repeat(2_000));
        assertThat(fetch("/feed", "feed.max.bytes", "2000")).isInstanceOf(Fetched.class);
        assertFailed(fetch("/feed", "feed.max.bytes", "1999"), Cause.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "more is promised than sent | HTTP/1.1 200 OK\\Content-Length: 10\\\\short",
                "chunks are garbage | HTTP/1.1 200 OK\\Transfer-Encoding: chunked\\\\zz\\x",
                "chunks end early | HTTP/1.1 200 OK\\Transfer-Encoding: chunked\\\\5\\ab",
                "no last chunk | HTTP/1.1 200 OK\\Transfer-Encoding: chunked\\\\2\\ab\\",
                "a huge chunk | HTTP/1.1 200 OK\\Transfer-Encoding: chunked\\\\ffffffffffffffff\\x",
                "a negative length | HTTP/1.1 200 OK\\Content-Length: -5\\\\x",
                "a length that is none | HTTP/1.1 200 OK\\Content-Length: many\\\\x",
                "no HTTP at all | SSH-2.0-OpenSSH_9.9",
                "nothing | ''",
                "half a head | HTTP/1.1 200 OK\\Content-Ty",
                "a status that is none | HTTP/1.1 twohundred OK\\\\"
            })
    void saysThatAnAnswerIsNoHttp(String what, String answer) throws Exception {
        server.on(
                "/feed",
                (request, out) -> {
                    out.write(LocalServer.bytes(answer.replace("\\", "\r\n")));
                    out.flush();
                    throw new IOException("hang up");
                });
        FetchResult result = fetch("/feed", "read.timeout.ms", "2000");
        assertFailed(result, Cause.PROTOCOL);
    }

    @Test
    void takesABodyThatEndsWithTheConnection() throws Exception {
        server.on(
                "/feed",
                (request, out) -> {
                    out.write(LocalServer.bytes(OK + "\r\n<rss/>"));
                    out.flush();
                    throw new IOException("hang up");
                });
        Fetched fetched = (Fetched) fetch("/feed");
        assertThat(fetched.body()).asString().isEqualTo("<rss/>");
    }

    @Test
    void isNotKeptByAnErrorPageWithoutEnd() throws Exception {
        byte[] piece = new byte[64 * 1024];
        server.on(
                "/feed",
                (request, out) -> {
                    out.write(LocalServer.bytes("HTTP/1.1 404 No\r\n\r\n"));
                    for (int i = 0; i < 1_000_000; i++) {
                        out.write(piece);
                    }
                });
        assertThat(fetch("/feed")).isInstanceOf(FetchResult.Rejected.class);
        await().until(() -> server.closedByClient() == 1);
    }

    @Test
    void saysThatNothingListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (WebFetcher fetcher = Fetchers.fetcher()) {
            Failed failed =
                    (Failed)
                            fetcher.fetch(
                                    FetchRequest.feed(URI.create("http://127.0.0.1:" + port)));
            assertThat(failed.cause()).isEqualTo(Cause.CONNECT);
            assertThat(failed.explanation()).contains("port " + port);
        }
    }

    @Test
    void endsAtOnceWhenInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.on(
                "/feed",
                (request, out) -> {
                    asked.countDown();
                    new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                });
        try (WebFetcher fetcher = Fetchers.fetcher()) {
            FutureTask<FetchResult> fetch =
                    new FutureTask<>(() -> fetcher.fetch(FetchRequest.feed(server.uri("/feed"))));
            Thread thread = Thread.ofVirtual().start(fetch);
            asked.await();
            thread.interrupt();
            assertThatThrownBy(() -> fetch.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }
}
