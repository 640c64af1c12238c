package dev.wireroom.ingest.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.PollingWishes;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.ingest.format.detect.ParsedItem;
import dev.wireroom.ingest.format.feed.FeedDocument;
import dev.wireroom.ingest.format.feed.FeedParser;
import dev.wireroom.ingest.format.feed.FeedResult;
import dev.wireroom.ingest.format.page.SitemapDocument;
import dev.wireroom.ingest.format.page.SitemapParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what a polled address serves: a feed, a news sitemap, or any other document with news. A
 * web page is none of these: it is told with the feeds that it names. Pure.
 */
final class DocumentReader {

    /** Codes of the feed parser's refusals that leave hope for other formats. */
    private static final List<String> PERHAPS_ANOTHER_FORMAT =
            List.of("not-a-feed", "json-instead-of-feed");

    private DocumentReader() {}

    static PolledDocument.Reading read(byte[] content, Arrival arrival) {
        return switch (FeedParser.parse(content, arrival)) {
            case FeedResult.Read read -> new PolledDocument.Reading.Read(feed(read.feed()));
            case FeedResult.Refused refused -> {
                Fault first = refused.faults().get(0);
                yield PERHAPS_ANOTHER_FORMAT.contains(first.code())
                        ? otherThanFeed(content, arrival, first)
                        : new PolledDocument.Reading.Unreadable(first, refused.alternates());
            }
        };
    }

    private static PolledDocument feed(FeedDocument feed) {
        FeedDocument.Schedule schedule = feed.schedule();
        PollingWishes wishes =
                PollingWishes.newBuilder()
                        .setMinIntervalMs(
                                Stream.of(schedule.ttl(), schedule.updateInterval())
                                        .flatMap(Optional::stream)
                                        .max(Duration::compareTo)
                                        .map(Duration::toMillis)
                                        .orElse(null))
                        .setSkipHours(List.copyOf(schedule.skipHours()))
                        .setSkipDays(
                                schedule.skipDays().stream().map(day -> day.getValue()).toList())
                        .build();
        return new PolledDocument(
                feed.items().stream()
                        .map(item -> new PolledDocument.Item(item.guid(), item.article()))
                        .toList(),
                false,
                wishes,
                feed.symptoms().stream().map(SymptomActions::found).toList(),
                feed.links().self(),
                feed.links().hubs());
    }

    private static PolledDocument.Reading otherThanFeed(
            byte[] content, Arrival arrival, Fault notAFeed) {
        if (SitemapParser.read(content, arrival) instanceof SitemapDocument.Index index) {
            return new PolledDocument.Reading.Unreadable(
                    new Fault(
                            "sitemap-index",
                            "",
                            "",
                            "The document is an index of sitemaps, which has no news itself.",
                            "Use the address of one of the sitemaps that it lists."),
                    index.children().stream().map(SitemapDocument.Child::location).toList());
        }
        return wire(content, arrival, notAFeed);
    }

    /** Sitemaps, ninjs, NewsML and whatever else articles are read from, except mere text. */
    private static PolledDocument.Reading wire(byte[] content, Arrival arrival, Fault notAFeed) {
        List<PolledDocument.Item> items = new ArrayList<>();
        List<ParseResult.Refused> refusals = new ArrayList<>();
        for (ParsedItem item : ArticleFormats.parseEach(content, arrival)) {
            switch (item.result()) {
                case ParseResult.Parsed parsed ->
                        parsed.articles()
                                .forEach(
                                        article ->
                                                items.add(
                                                        new PolledDocument.Item(
                                                                ownId(article), article)));
                case ParseResult.Refused refused -> refusals.add(refused);
            }
        }
        if (items.stream().allMatch(item -> item.article().getFormat().startsWith("text/"))
                && !items.isEmpty()) {
            return new PolledDocument.Reading.Unreadable(notAFeed, List.of());
        }
        if (items.isEmpty() && !refusals.isEmpty()) {
            return new PolledDocument.Reading.Unreadable(refusals.get(0).first(), List.of());
        }
        return new PolledDocument.Reading.Read(
                new PolledDocument(
                        items,
                        items.stream().anyMatch(item -> item.guid().isPresent()),
                        PollingWishes.newBuilder().build(),
                        refusals.stream().map(DocumentReader::refused).toList(),
                        Optional.empty(),
                        List.of()));
    }

    private static Symptoms.Found refused(ParseResult.Refused refused) {
        return new Symptoms.Found(
                "article-refused",
                "%s: %s".formatted(refused.first().code(), refused.first().message()),
                "left out; the others were taken");
    }

    private static Optional<String> ownId(Article article) {
        return article.getExternalIdKind() == ExternalIdKind.PUBLISHER
                ? Optional.of(article.getExternalId())
                : Optional.empty();
    }
}
