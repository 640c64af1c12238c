package dev.wireroom.benchmarks.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedFarmTest {

    private static final FarmPlan PLAN =
            new FarmPlan(
                    600, 300, 42, Duration.ofSeconds(60), Duration.ZERO, 2, Duration.ofMinutes(10));

    private FeedFarm farm;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        farm = FeedFarm.start(PLAN, Clock.systemUTC());
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        farm.close();
    }

    private HttpResponse<byte[]> get(URI uri, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void spreadsItsFeedsOverItsHosts() {
        assertThat(farm.feeds()).hasSize(600).doesNotHaveDuplicates();
        Set<String> hosts = new HashSet<>();
        farm.feeds().forEach(feed -> hosts.add(feed.getHost()));
        assertThat(hosts).hasSize(300).allMatch(host -> host.startsWith("127.1."));
    }

    @Test
    void servesFeedsThatKnowTheirValidatorsAndNoticesASecondRequestTooSoon() throws Exception {
        URI feed = slowFeedWithEtag();
        HttpResponse<byte[]> first = get(feed, "Accept-Encoding", "gzip");
        assertThat(first.statusCode()).isEqualTo(200);
        try (GZIPInputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(first.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("<rss version=\"2.0\">")
                    .contains("<guid>https://news.example" + feed.getPath() + "/0</guid>");
        }
        assertThat(farm.violations()).isEmpty();

        String etag = first.headers().firstValue("ETag").orElseThrow();
        String[] validators =
                first.headers()
                        .firstValue("Last-Modified")
                        .map(
                                date ->
                                        new String[] {
                                            "If-None-Match", etag, "If-Modified-Since", date
                                        })
                        .orElse(new String[] {"If-None-Match", etag});
        HttpResponse<byte[]> second = get(feed, validators);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(farm.violations())
                .extracting(Violation::kind)
                .containsExactly(Violation.Kind.FEED_TOO_SOON);
        FarmReport report = farm.report();
        assertThat(report.requests()).isEqualTo(2);
        assertThat(report.documents()).isEqualTo(1);
        assertThat(report.notModified()).isEqualTo(1);
        assertThat(report.feedsAsked()).isEqualTo(1);
        assertThat(report.items()).isEqualTo(6);
    }

    /** One that won't get a new item while the test runs. */
    private URI slowFeedWithEtag() {
        return feedWith(
                policy ->
                        policy.etag()
                                && policy.trouble() == FeedPolicy.Trouble.NONE
                                && policy.skipHours().isEmpty()
                                && policy.cadence().compareTo(Duration.ofMinutes(2)) > 0);
    }

    private URI feedWith(Predicate<FeedPolicy> wanted) {
        Instant now = Clock.systemUTC().instant();
        int index =
                IntStream.range(0, PLAN.feeds())
                        .filter(i -> wanted.test(FeedPolicy.of(PLAN, i, now)))
                        .findFirst()
                        .orElseThrow();
        return farm.feeds().get(index);
    }

    @Test
    void hasFeedsOfEveryKind() throws Exception {
        Set<Integer> statuses = new HashSet<>();
        for (FeedPolicy.Trouble trouble : FeedPolicy.Trouble.values()) {
            URI feed = feedWith(policy -> policy.trouble() == trouble);
            for (int request = 0; request < 4; request++) {
                statuses.add(get(feed).statusCode());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 301, 410, 429, 503);
        assertThat(farm.report().counts())
                .containsKeys(
                        Violation.Kind.FEED_TOO_SOON,
                        Violation.Kind.WITHOUT_VALIDATORS,
                        Violation.Kind.BEFORE_RETRY_AFTER,
                        Violation.Kind.AFTER_GONE,
                        Violation.Kind.AFTER_MOVED);
    }

    @Test
    void isTheSameFarmForTheSameSeed() {
        Instant start = Instant.parse("2026-11-25T10:00:00Z");
        FeedPolicy one = FeedPolicy.of(PLAN, 17, start);
        FeedPolicy again = FeedPolicy.of(PLAN, 17, start);
        assertThat(one).isEqualTo(again);
    }

    @Test
    void answersNothingElse() throws Exception {
        URI feed = farm.feeds().getFirst();
        assertThat(get(feed.resolve("/etc/passwd")).statusCode()).isEqualTo(404);
    }
}
