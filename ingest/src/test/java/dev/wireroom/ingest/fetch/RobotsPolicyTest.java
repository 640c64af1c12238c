package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.UsagePreference;
import dev.wireroom.ingest.fetch.FetchResult.Fetched;
import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.ingest.fetch.FetchResult.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What robots.txt and headers have to say about pages, asked of a real server. */
class RobotsPolicyTest {

    private LocalServer server;
    private WebFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
        server.on("/page", "HTTP/1.1 200 OK", "<html/>");
        server.on("/private/page", "HTTP/1.1 200 OK", "<html/>");
        fetcher = Fetchers.fetcher();
    }

    @AfterEach
    void stop() throws IOException {
        fetcher.close();
        server.close();
    }

    private void robots(String... lines) {
        server.on("/robots.txt", "HTTP/1.1 200 OK", String.join("\n", lines));
    }

    private FetchResult page(String target) throws InterruptedException {
        return fetcher.fetch(FetchRequest.page(server.uri(target)));
    }

    private long asked(String target) {
        return server.requests().stream().filter(r -> r.target().equals(target)).count();
    }

    @Test
    void fetchesNoPageThatIsDisallowed() throws Exception {
        robots("User-agent: *", "Disallow: /private/");
        assertThat(page("/page")).isInstanceOf(Fetched.class);
        Rejected rejected = (Rejected) page("/private/page");
        assertThat(rejected.reason()).isEqualTo(Reason.ROBOTS);
        assertThat(rejected.explanation()).contains("robots.txt").contains("/private/page");
        assertThat(asked("/private/page")).isZero();
        assertThat(asked("/robots.txt")).isEqualTo(1);
    }

    @Test
    void fetchesFeedsWithoutAsking() throws Exception {
        robots("User-agent: *", "Disallow: /");
        assertThat(fetcher.fetch(FetchRequest.feed(server.uri("/page"))))
                .isInstanceOf(Fetched.class);
        assertThat(asked("/robots.txt")).isZero();
    }

    @Test
    void asksBeforeEveryRedirect() throws Exception {
        robots("User-agent: *", "Disallow: /private/");
        server.on("/go", "HTTP/1.1 302 See\r\nLocation: /private/page", "");
        assertThat(((Rejected) page("/go")).reason()).isEqualTo(Reason.ROBOTS);
        assertThat(asked("/private/page")).isZero();
    }

    @Test
    void readsRobotsTxtOfTheOriginThatARedirectLeadsTo() throws Exception {
        try (LocalServer other = new LocalServer()) {
            other.on("/robots.txt", "HTTP/1.1 200 OK", "User-agent: Wireroom\nDisallow: /");
            server.on("/go", "HTTP/1.1 302 See\r\nLocation: " + other.uri("/page"), "");
            assertThat(((Rejected) page("/go")).reason()).isEqualTo(Reason.ROBOTS);
            assertThat(other.requests())
                    .extracting(LocalServer.Request::target)
                    .containsExactly("/robots.txt");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 451})
    void takesARobotsTxtThatIsNotThereForAYes(int status) throws Exception {
        server.on("/robots.txt", "HTTP/1.1 " + status + " No", "");
        assertThat(page("/page")).isInstanceOf(Fetched.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void takesARobotsTxtThatCannotBeHadForANo(int status) throws Exception {
        server.on("/robots.txt", "HTTP/1.1 " + status + " No", "");
        Rejected rejected = (Rejected) page("/page");
        assertThat(rejected.reason()).isEqualTo(Reason.ROBOTS);
        assertThat(rejected.explanation()).contains("could not be read").contains("tried again");
        assertThat(asked("/page")).isZero();
        page("/page");
        assertThat(asked("/robots.txt")).isEqualTo(1);
    }

    @Test
    void followsRedirectsOfRobotsTxt() throws Exception {
        server.on("/robots.txt", "HTTP/1.1 301 See\r\nLocation: /r2", "");
        server.on("/r2", "HTTP/1.1 200 OK", "User-agent: *\nDisallow: /");
        assertThat(((Rejected) page("/page")).reason()).isEqualTo(Reason.ROBOTS);
    }

    @Test
    void takesEndlessRedirectsOfRobotsTxtForAYes() throws Exception {
        server.on("/robots.txt", "HTTP/1.1 301 See\r\nLocation: /robots.txt?1", "");
        assertThat(page("/page")).isInstanceOf(Fetched.class);
    }

    @Test
    void readsOnlyTheBeginningOfAnEndlessRobotsTxt() throws Exception {
        robots("User-agent: *", "Disallow: /private/", "# " + "x".repeat(3_000_000));
        assertThat(((Rejected) page("/private/page")).reason()).isEqualTo(Reason.ROBOTS);
        assertThat(page("/page")).isInstanceOf(Fetched.class);
    }

    @Test
    void readsItOnceForManyPagesAtOnce() throws Exception {
        robots("User-agent: *", "Allow: /");
        List<FutureTask<FetchResult>> fetches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            FutureTask<FetchResult> fetch = new FutureTask<>(() -> page("/page"));
            fetches.add(fetch);
            Thread.ofVirtual().start(fetch);
        }
        for (FutureTask<FetchResult> fetch : fetches) {
            assertThat(fetch.get(20, TimeUnit.SECONDS)).isInstanceOf(Fetched.class);
        }
        assertThat(asked("/robots.txt")).isEqualTo(1);
        assertThat(asked("/page")).isEqualTo(20);
    }

    @Test
    void recordsPreferencesOfRobotsTxtAndHeaders() throws Exception {
        robots(
                "User-agent: *",
                "Content-Signal: ai-train=no",
                "Content-Usage: train-ai=n",
                "User-agent: GPTBot",
                "User-agent: CCBot",
                "Disallow: /");
        server.on(
                "/page",
                "HTTP/1.1 200 OK\r\nContent-Usage: train-ai=n\r\nTDM-Reservation: 1\r\n"
                        + "TDM-Policy: https://news.example/tdm\r\n"
                        + "X-Robots-Tag: noai, max-snippet:20\r\n"
                        + "X-Robots-Tag: otherbot: noindex\r\nX-Robots-Tag: wireroom: noarchive",
                "<html/>");
        String place = server.uri("/robots.txt").toString();
        String address = server.uri("/page").toString();
        assertThat(((Fetched) page("/page")).preferences())
                .containsExactly(
                        new UsagePreference("robots-txt-content-signal", "ai-train=no", place),
                        new UsagePreference("robots-txt-content-usage", "train-ai=n", place),
                        new UsagePreference(
                                "robots-txt-ai-agents", "disallow: GPTBot, CCBot", place),
                        new UsagePreference("content-usage-header", "train-ai=n", address),
                        new UsagePreference("tdm-policy", "https://news.example/tdm", address),
                        new UsagePreference("tdm-reservation", "1", address),
                        new UsagePreference("x-robots-tag", "noai", address),
                        new UsagePreference("x-robots-tag", "noarchive", address));
    }

    @Test
    void recordsPreferencesInTheHeadersOfAFeedToo() throws Exception {
        server.on("/feed", "HTTP/1.1 200 OK\r\nContent-Usage: train-ai=n", "<rss/>");
        Fetched fetched = (Fetched) fetcher.fetch(FetchRequest.feed(server.uri("/feed")));
        assertThat(fetched.preferences())
                .containsExactly(
                        new UsagePreference(
                                "content-usage-header",
                                "train-ai=n",
                                server.uri("/feed").toString()));
    }
}
