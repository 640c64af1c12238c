package dev.wireroom.benchmarks.feeds;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.XhtmlText;
import dev.wireroom.ingest.format.feed.FeedItem;
import dev.wireroom.ingest.format.feed.FeedParser;
import dev.wireroom.ingest.format.feed.FeedResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two parsers, each brought to the same output. */
final class FeedReaders {

    /** What is compared: ids, texts as they stood in the feed, times. */
    record Item(
            @Nullable String title,
            @Nullable String link,
            @Nullable String guid,
            @Nullable Instant published,
            @Nullable Instant updated,
            @Nullable String html) {

        Item withText() {
            return new Item(
                    title,
                    link,
                    guid,
                    published,
                    updated,
                    html == null ? null : XhtmlText.ofHtml(html));
        }
    }

    private static final Arrival ARRIVAL =
            Arrival.from("benchmark", Instant.parse("2026-11-23T10:00:00Z"));

    private FeedReaders() {}

    static List<Item> ours(byte[] feed) {
        List<Item> items = new ArrayList<>();
        for (FeedItem item : read(feed)) {
            items.add(
                    new Item(
                            item.rawTitle().orElse(null),
                            item.link().orElse(null),
                            item.guid().orElse(null),
                            item.published().map(NewsTime::getInstant).orElse(null),
                            item.updated().map(NewsTime::getInstant).orElse(null),
                            item.rawContent().orElse(null)));
        }
        return items;
    }

    static List<Article> oursToArticles(byte[] feed) {
        return read(feed).stream().map(FeedItem::article).toList();
    }

    static List<Item> rome(byte[] feed) {
        try {
            SyndFeedInput input = new SyndFeedInput();
            // its repairs rewrite the entities of HTML within CDATA, so the output would differ;
            // without them it is also faster
            input.setXmlHealerOn(false);
            SyndFeed read = input.build(new XmlReader(new ByteArrayInputStream(feed)));
            List<Item> items = new ArrayList<>();
            for (SyndEntry entry : read.getEntries()) {
                items.add(
                        new Item(
                                entry.getTitle(),
                                entry.getLink(),
                                entry.getUri(),
                                instant(entry.getPublishedDate()),
                                instant(entry.getUpdatedDate()),
                                entry.getContents().isEmpty()
                                        ? null
                                        : entry.getContents().get(0).getValue()));
            }
            return items;
        } catch (FeedException e) {
            throw new IllegalStateException("ROME reads well-formed feeds", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<FeedItem> read(byte[] feed) {
        return switch (FeedParser.parse(feed, ARRIVAL)) {
            case FeedResult.Read read -> read.feed().items();
            case FeedResult.Refused refused ->
                    throw new IllegalStateException(refused.faults().toString());
        };
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
