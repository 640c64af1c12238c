package dev.wireroom.ingest.format.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ByteOrderMark;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextCleaner;
import java.util.List;

/**
 * Reads RSS 0.90 to 2.0, RSS 1.0, Atom 0.3 and 1.0 and JSON Feed, whole or broken: what can be used
 * is used, and what was wrong is told. A pure function; it throws nothing that input could cause,
 * and takes time and memory in proportion to the input.
 *
 * <p>The way of a feed: {@link FeedEncoding} makes it text, {@link MarkupScanner} tags, {@link
 * ItemReader} items, {@link ItemArticle} articles.
 */
public final class FeedParser {

    private FeedParser() {}

    /**
     * Reads a feed.
     *
     * @param arrival its location is what relative links start at, its charset what the transport
     *     said; its external id is ignored, as a feed has many items
     */
    public static FeedResult parse(byte[] content, Arrival arrival) {
        int first = firstByte(content);
        if (first < 0) {
            return FeedResult.refused(
                    new Fault(
                            "empty-document",
                            "",
                            "",
                            "The document is empty.",
                            "Send a feed: RSS, Atom or JSON Feed."));
        }
        if (first == '{' || first == '[') {
            return JsonFeedReader.parse(content, arrival);
        }
        FeedBuilder feed = new FeedBuilder(arrival);
        String decoded = FeedEncoding.decode(content, arrival.charset(), feed.symptoms);
        String text = withoutControls(decoded, feed.symptoms);
        return switch (new XmlFeedReader(text, feed).read()) {
            case FEED -> new FeedResult.Read(feed.build());
            case HTML -> html(text, arrival);
            case OTHER_MARKUP -> notAFeed(text, "The document is markup, but no RSS or Atom.");
            case NO_MARKUP -> notAFeed(text, "The document is no markup at all.");
        };
    }

    /** Reads a feed to articles, each under its default id. */
    public static ParseResult articles(byte[] content, Arrival arrival) {
        return articles(parse(content, arrival));
    }

    /** As {@link #articles(byte[], Arrival)}, for a JSON Feed that was read to a tree already. */
    public static ParseResult articles(ObjectNode jsonFeed, Arrival arrival) {
        return articles(JsonFeedReader.parse(jsonFeed, arrival));
    }

    /** Whether a JSON document says that it is a JSON Feed. */
    public static boolean recognises(ObjectNode document) {
        return JsonFeedReader.isVersion(document.path("version").asText());
    }

    private static ParseResult articles(FeedResult result) {
        return switch (result) {
            case FeedResult.Refused refused -> new ParseResult.Refused(refused.faults());
            case FeedResult.Read read -> {
                List<Article> articles =
                        read.feed().items().stream().map(FeedItem::article).toList();
                List<ParseWarning> warnings =
                        read.feed().symptoms().stream().map(FeedParser::warning).toList();
                yield new ParseResult.Parsed(articles, warnings);
            }
        };
    }

    private static ParseWarning warning(FeedDocument.Symptom symptom) {
        String times = symptom.count() == 1 ? "" : " (%d times)".formatted(symptom.count());
        return new ParseWarning(symptom.code(), "", symptom.message() + times);
    }

    private static FeedResult html(String text, Arrival arrival) {
        List<String> alternates = PageFeeds.in(text, arrival.location());
        String fix =
                alternates.isEmpty()
                        ? "Use the address of the site's feed; this page names none."
                        : "Use a feed that the page names: " + String.join(" , ", alternates);
        return new FeedResult.Refused(
                List.of(
                        new Fault(
                                "html-instead-of-feed",
                                "",
                                Findings.excerpt(text),
                                "The document is a web page, not a feed.",
                                fix)),
                alternates);
    }

    private static FeedResult notAFeed(String text, String message) {
        return FeedResult.refused(
                new Fault(
                        "not-a-feed",
                        "",
                        Findings.excerpt(text.strip()),
                        message,
                        "Use the address of a feed: RSS, Atom or JSON Feed."));
    }

    private static String withoutControls(String text, Symptoms symptoms) {
        Findings findings = new Findings();
        String clean = TextCleaner.clean(text, "", findings);
        if (!findings.warnings().isEmpty()) {
            symptoms.note(
                    "control-characters",
                    "",
                    "The document has characters that XML forbids; they were taken out");
        }
        return clean;
    }

    /** The first byte that is neither white space nor a byte-order mark; -1 where all are. */
    private static int firstByte(byte[] content) {
        for (int i = ByteOrderMark.length(content); i < content.length; i++) {
            if (content[i] > ' ' || content[i] < 0) {
                return content[i] & 0xFF;
            }
        }
        return -1;
    }
}
