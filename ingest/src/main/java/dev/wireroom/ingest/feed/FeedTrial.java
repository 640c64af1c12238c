package dev.wireroom.ingest.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.fetch.FetchRequest;
import dev.wireroom.ingest.fetch.FetchResult;
import dev.wireroom.ingest.fetch.Fetcher;
import dev.wireroom.ingest.fetch.WebResponse;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.ingest.format.detect.ParsedItem;
import dev.wireroom.ingest.format.feed.FeedDocument;
import dev.wireroom.ingest.format.feed.FeedItem;
import dev.wireroom.ingest.format.feed.FeedParser;
import dev.wireroom.ingest.format.feed.FeedResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Asks an address once, as polling would, and tells what polling would make of it; nothing is
 * published and nothing is remembered. Thread-safe.
 */
public final class FeedTrial {

    /** What the address serves. */
    public enum Verdict {
        /** A feed: it can be polled. */
        FEED,
        /** Another document that articles are read from, such as NewsML: it can be polled. */
        DOCUMENT,
        /** A web page; the feeds it names are told. */
        PAGE,
        /** Something else. */
        UNREADABLE,
        /** The server, or we, said no. */
        REFUSED,
        /** No answer was to be had. */
        FAILED
    }

    /** One item as it would be taken. */
    public record Item(
            Optional<String> title,
            Optional<String> link,
            Optional<Instant> published,
            String externalId) {}

    /** Something wrong with the document. */
    public record Symptom(String code, String message, int count) {}

    /**
     * What a feed is like.
     *
     * @param format e.g. rss/2.0
     * @param items all of them, in the order of the document
     * @param typicalGap how often it has news, guessed from the dates of its items
     * @param identity what would tell its items apart, and why
     */
    public record Content(
            String format,
            Optional<String> title,
            Optional<String> homepage,
            Optional<String> language,
            List<String> hubs,
            List<Item> items,
            Optional<Duration> typicalGap,
            Identity identity) {}

    /**
     * What tells items apart.
     *
     * @param policy in the words of a source's identityPolicy
     */
    public record Identity(String policy, String evidence) {}

    /**
     * What came of it.
     *
     * @param explanation for a person
     * @param response what the server said, where it was asked
     * @param content where it can be polled
     * @param feeds feeds that a page names
     */
    public record Outcome(
            Verdict verdict,
            String explanation,
            Optional<WebResponse> response,
            Optional<Content> content,
            List<Symptom> symptoms,
            List<String> feeds) {

        /** Whether a source with this address would bring news. */
        public boolean usable() {
            return verdict == Verdict.FEED || verdict == Verdict.DOCUMENT;
        }
    }

    private final Fetcher fetcher;
    private final TextLimits limits;
    private final InstantSource clock;

    public FeedTrial(Fetcher fetcher, TextLimits limits, InstantSource clock) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.clock = clock;
    }

    /** Asks the address, within the fetcher's limits of time and size. */
    public Outcome run(URI address) throws InterruptedException {
        return switch (fetcher.fetch(FetchRequest.feed(address))) {
            case FetchResult.Fetched fetched -> read(fetched.response(), fetched.body());
            case FetchResult.NotModified same ->
                    failure(
                            Verdict.FAILED,
                            "The server said 304 Not Modified although nothing was asked about.",
                            Optional.of(same.response()));
            case FetchResult.Rejected no ->
                    failure(Verdict.REFUSED, no.explanation(), no.response());
            case FetchResult.Failed no -> failure(Verdict.FAILED, no.explanation(), no.response());
        };
    }

    private Outcome read(WebResponse response, byte[] body) {
        Instant now = clock.instant();
        Arrival arrival =
                MediaTypes.applied(Arrival.from("test", now), response)
                        .at(response.uri())
                        .withLimits(limits);
        return switch (FeedParser.parse(body, arrival)) {
            case FeedResult.Read read -> feed(response, read.feed(), now);
            case FeedResult.Refused no -> other(response, body, arrival, no, now);
        };
    }

    private static Outcome feed(WebResponse response, FeedDocument feed, Instant now) {
        List<Item> items =
                feed.items().stream()
                        .map(
                                item ->
                                        new Item(
                                                item.title(),
                                                item.link(),
                                                item.published()
                                                        .or(item::updated)
                                                        .map(NewsTime::getInstant),
                                                item.identity().externalId()))
                        .toList();
        Content content =
                new Content(
                        feed.format(),
                        feed.about().title(),
                        feed.links().homepage(),
                        feed.about().language(),
                        feed.links().hubs(),
                        items,
                        gap(items, now),
                        identity(feed.items()));
        List<Symptom> symptoms =
                new ArrayList<>(
                        feed.symptoms().stream()
                                .map(s -> new Symptom(s.code(), s.message(), s.count()))
                                .toList());
        if (items.isEmpty()) {
            symptoms.add(new Symptom(FeedHealth.EMPTY_SYMPTOM, "The feed has no items", 1));
        }
        return new Outcome(
                Verdict.FEED,
                "A feed (%s) with %d items.".formatted(feed.format(), items.size()),
                Optional.of(response),
                Optional.of(content),
                symptoms,
                feed.links().alternates());
    }

    /** What is no feed is a page with feeds, or a wire's own document, or nothing. */
    private static Outcome other(
            WebResponse response,
            byte[] body,
            Arrival arrival,
            FeedResult.Refused refused,
            Instant now) {
        String code = refused.faults().get(0).code();
        if (code.equals("html-instead-of-feed")) {
            return new Outcome(
                    Verdict.PAGE,
                    refused.alternates().isEmpty()
                            ? "A web page that names no feed."
                            : "A web page that names %s."
                                    .formatted(
                                            refused.alternates().size() == 1
                                                    ? "a feed"
                                                    : refused.alternates().size() + " feeds"),
                    Optional.of(response),
                    Optional.empty(),
                    List.of(),
                    refused.alternates());
        }
        List<Article> articles = new ArrayList<>();
        List<Symptom> symptoms = new ArrayList<>();
        for (ParsedItem item : ArticleFormats.parseEach(body, arrival)) {
            switch (item.result()) {
                case ParseResult.Parsed parsed -> articles.addAll(parsed.articles());
                case ParseResult.Refused no ->
                        symptoms.add(new Symptom(no.first().code(), no.first().message(), 1));
            }
        }
        boolean plainText =
                articles.stream().anyMatch(article -> article.getFormat().startsWith("text"));
        if (articles.isEmpty() || plainText) {
            return new Outcome(
                    Verdict.UNREADABLE,
                    "%s %s"
                            .formatted(
                                    refused.faults().get(0).message(),
                                    refused.faults().get(0).fix()),
                    Optional.of(response),
                    Optional.empty(),
                    List.of(),
                    List.of());
        }
        return document(response, articles, symptoms, now);
    }

    private static Outcome document(
            WebResponse response, List<Article> articles, List<Symptom> symptoms, Instant now) {
        List<Item> items =
                articles.stream()
                        .map(
                                article ->
                                        new Item(
                                                Optional.ofNullable(article.getTitle()),
                                                Optional.ofNullable(article.getUrl()),
                                                Optional.ofNullable(article.getFirstPublished())
                                                        .map(NewsTime::getInstant),
                                                article.getExternalId()))
                        .toList();
        String format = articles.get(0).getFormat();
        return new Outcome(
                Verdict.DOCUMENT,
                "A document (%s) with %d articles.".formatted(format, items.size()),
                Optional.of(response),
                Optional.of(
                        new Content(
                                format,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                items,
                                gap(items, now),
                                new Identity("guid", "the format has ids of its own"))),
                symptoms,
                List.of());
    }

    private static Outcome failure(
            Verdict verdict, String explanation, Optional<WebResponse> response) {
        return new Outcome(verdict, explanation, response, Optional.empty(), List.of(), List.of());
    }

    private static Optional<Duration> gap(List<Item> items, Instant now) {
        List<Instant> published =
                items.stream()
                        .flatMap(item -> item.published().stream())
                        .filter(at -> !at.isAfter(now))
                        .sorted(Comparator.reverseOrder())
                        .limit(Cadence.REMEMBERED)
                        .toList();
        return new Cadence(published).typicalGap();
    }

    private static Identity identity(List<FeedItem> items) {
        int all = items.size();
        long guids = items.stream().filter(item -> byGuid(item.identity())).count();
        long links = items.stream().filter(item -> byLink(item.identity())).count();
        if (all == 0) {
            return new Identity("auto", "there is no item to learn from");
        }
        if (guids == all) {
            return new Identity("guid", "every item has a guid of its own");
        }
        if (guids + links == all && guids == 0) {
            return new Identity("link", "no item has a guid of its own, every item has a link");
        }
        return new Identity(
                "auto",
                "%d of %d items have a guid of their own, %d a link instead, %d neither: learned while polling"
                        .formatted(guids, all, links, all - guids - links));
    }

    private static boolean byGuid(FeedItem.Identity identity) {
        return identity.kind() == ExternalIdKind.PUBLISHER;
    }

    private static boolean byLink(FeedItem.Identity identity) {
        return identity.kind() == ExternalIdKind.CANONICAL_URL;
    }
}
