package dev.wireroom.ingest.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.fetch.FetchRequest;
import dev.wireroom.ingest.fetch.FetchResult;
import dev.wireroom.ingest.fetch.Fetcher;
import dev.wireroom.ingest.fetch.WebResponse;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.wire.ArticleLog;
import dev.wireroom.ingest.wire.FeedStateStore;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.Receipt;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.ingest.wire.SourceStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;

/** One source polled by hand: a web that answers as told, a wire in memory, and a clock. */
final class Desk implements Fetcher, ArticleLog, SourceStore, FeedStateStore {

    final Map<String, FetchResult> web = new HashMap<>();
    final List<FetchRequest> requests = new ArrayList<>();
    final List<Article> articles = new ArrayList<>();
    final FeedStates states = new FeedStates();
    final SourceCatalog catalog = new SourceCatalog();
    Instant now = FeedStateFixture.NOW;
    boolean kafkaIsAway;
    Source source = FeedStateFixture.aSource();
    Permit permit = Permit.UNBOUND;
    private long offset;
    private final SourcePoll poll;

    Desk() {
        StateKeeper keeper = new StateKeeper(this, states, this, catalog);
        DocumentIntake intake =
                new DocumentIntake(
                        this,
                        new PageText(this, TextLimits.DEFAULT),
                        new PublisherItems(catalog, states));
        PollPolicy.Bounds bounds =
                new PollPolicy.Bounds(
                        Duration.ofMinutes(2), Duration.ofHours(6), Duration.ofMinutes(15));
        this.poll =
                new SourcePoll(
                        this,
                        intake,
                        keeper,
                        new PollPolicy(bounds, new Random(1)),
                        HubWatch.NONE,
                        TextLimits.DEFAULT,
                        () -> now,
                        new PollMeters(new SimpleMeterRegistry()));
    }

    /** Polls the source as it is now defined. */
    Optional<Instant> poll() throws InterruptedException {
        catalog.apply(source.getSourceId(), ++offset, source);
        return poll.poll(source, permit);
    }

    FeedState state() {
        return states.find(source.getSourceId()).orElseThrow();
    }

    /** A whole answer. */
    static FetchResult.Fetched page(String uri, String type, String body) {
        return new FetchResult.Fetched(
                response(uri, Optional.empty(), Map.of("content-type", List.of(type))),
                body.getBytes(StandardCharsets.UTF_8),
                List.of());
    }

    static FetchResult.Fetched feed(String body) {
        return page(FeedStateFixture.URL, "application/rss+xml", body);
    }

    static FetchResult.Rejected rejected(FetchResult.Reason reason, int status) {
        WebResponse response =
                new WebResponse(
                        status,
                        URI.create(FeedStateFixture.URL),
                        Optional.empty(),
                        Map.of(),
                        0,
                        Duration.ofMillis(1));
        return new FetchResult.Rejected(reason, Optional.of(response), "told to refuse");
    }

    static WebResponse response(
            String uri, Optional<String> movedTo, Map<String, List<String>> headers) {
        return new WebResponse(
                200, URI.create(uri), movedTo.map(URI::create), headers, 100, Duration.ofMillis(1));
    }

    /** A feed of items that are written as {@code guid|title|text}. */
    static String rss(String... items) {
        StringBuilder feed = new StringBuilder("<rss version=\"2.0\"><channel><title>News</title>");
        for (String item : items) {
            String[] parts = item.split("\\|", 3);
            feed.append(
                    "<item><guid>%1$s</guid><link>https://news.example/%1$s</link><title>%2$s</title><description>%3$s</description></item>"
                            .formatted(parts[0], parts[1], parts[2]));
        }
        return feed.append("</channel></rss>").toString();
    }

    @Override
    public FetchResult fetch(FetchRequest request) {
        requests.add(request);
        FetchResult answer = web.get(request.uri().toString());
        if (answer == null) {
            throw new AssertionError("nobody is to ask for " + request.uri());
        }
        return answer;
    }

    @Override
    public CompletableFuture<Receipt> append(Article article, Optional<String> trace) {
        if (kafkaIsAway) {
            return CompletableFuture.failedFuture(new KafkaException("away"));
        }
        articles.add(article);
        return CompletableFuture.completedFuture(new Receipt("articles", 0, articles.size(), now));
    }

    @Override
    public long put(Source written) {
        return ++offset;
    }

    @Override
    public CompletableFuture<Long> send(Source written) {
        return CompletableFuture.completedFuture(put(written));
    }

    @Override
    public long delete(String sourceId) {
        return ++offset;
    }

    @Override
    public long putState(String key, FeedState state) {
        return ++offset;
    }

    @Override
    public long deleteState(String key) {
        return ++offset;
    }

    @Override
    public void close() {}
}
