package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.feed.MarkupScanner.Event;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads RSS, RDF and Atom from text to a feed: finds the root, then the feed's fields and items.
 */
final class XmlFeedReader {

    /** What a document turned out to be. */
    enum Kind {
        FEED,
        HTML,
        OTHER_MARKUP,
        NO_MARKUP
    }

    /** Elements before the root that are still taken for junk. */
    private static final int MOST_JUNK = 1_000;

    /** Elements that only a web page begins with. */
    private static final Set<String> PAGE = Set.of("html", "head", "body", "meta");

    /** Elements that servers print before a feed, in warnings and the like. */
    private static final Set<String> IN_PAGES =
            Set.of(
                    "br", "b", "p", "div", "span", "font", "i", "h1", "h2", "pre", "center",
                    "strong", "hr", "script", "title", "link", "table", "tr", "td", "a", "img",
                    "style");

    private final MarkupScanner scanner;
    private final FeedBuilder feed;
    private final FeedTimes times;

    XmlFeedReader(String text, FeedBuilder feed) {
        this.scanner = new MarkupScanner(text);
        this.feed = feed;
        this.times = new FeedTimes(feed.arrival.receivedAt());
    }

    Kind read() {
        Kind kind = findRoot();
        if (kind == Kind.FEED) {
            Arrival arrival = feed.arrival;
            boolean rss = !feed.format.startsWith("atom");
            LinkBase base = new LinkBase(scanner.scope(), arrival.location(), rss);
            readDocument(base, new FeedFieldReader(scanner, feed, base, times));
        }
        return kind;
    }

    /** Moves to the root of a feed, past anything that was put before it. */
    private Kind findRoot() {
        Kind seen = Kind.NO_MARKUP;
        for (int junk = 0; junk < MOST_JUNK; junk++) {
            Event event = scanner.next();
            if (event == Event.EOF) {
                return seen;
            }
            if (event == Event.TEXT && !scanner.isBlankText() && seen == Kind.NO_MARKUP) {
                feed.symptoms.note(
                        "junk-before-xml", "", scanner.rawText(), scanner.textLength() / 2);
            }
            if (event != Event.START) {
                continue;
            }
            String name = scanner.localName();
            String format = format(name);
            if (format != null) {
                feed.format = format;
                if (seen != Kind.NO_MARKUP) {
                    feed.symptoms.note(
                            "junk-before-xml", "", "Other elements stand before the feed");
                }
                scanner.hoistTo(1);
                if (format.startsWith("atom")) {
                    scanner.readUnprefixedAsAtom();
                }
                if (name.equals("entry") || name.equals("item")) {
                    scanner.pushBack();
                }
                return Kind.FEED;
            }
            if (PAGE.contains(name)) {
                seen = Kind.HTML;
            } else if (seen != Kind.HTML) {
                seen = Kind.OTHER_MARKUP;
            }
            boolean markupOfPages = PAGE.contains(name) || IN_PAGES.contains(name);
            if (!markupOfPages && seen == Kind.OTHER_MARKUP) {
                return seen;
            }
        }
        return seen;
    }

    /** The dialect that a root of this name begins; null where it begins no feed. */
    private @Nullable String format(String name) {
        String version = scanner.attribute("version");
        return switch (name) {
            case "rss" -> version == null || version.isEmpty() ? "rss" : "rss/" + version(version);
            case "rdf" -> rdfVersion();
            case "channel" -> "rss";
            case "item" -> scanner.depth() == 1 ? "rss" : null;
            case "feed", "entry" ->
                    name.equals("entry") && scanner.depth() > 1
                            ? null
                            : "atom/" + atomVersion(version);
            default -> null;
        };
    }

    private static String version(String written) {
        return written.length() <= 8 ? written.toLowerCase(Locale.ROOT) : "?";
    }

    private String rdfVersion() {
        String address = scanner.attribute("xmlns");
        return address != null && address.contains("netscape.com") ? "rss/0.90" : "rss/1.0";
    }

    private String atomVersion(@Nullable String version) {
        Attributes attributes = scanner.attributes();
        for (int i = 0; i < attributes.count(); i++) {
            if (attributes.startsWith(i, "xmlns")
                    && attributes.value(i).contains("purl.org/atom/ns")) {
                return "0.3";
            }
        }
        return version == null || !version.startsWith("0.") ? "1.0" : version(version);
    }

    private void readDocument(LinkBase base, FeedFieldReader fields) {
        while (true) {
            Event event = scanner.next();
            if (event == Event.EOF) {
                if (scanner.depth() > 0 && !feed.symptoms.has("cut-off")) {
                    feed.symptoms.note("cut-off", "", "The feed ends before it is closed");
                }
                return;
            }
            if (event == Event.END && scanner.depth() == 0) {
                return;
            }
            if (event != Event.START) {
                continue;
            }
            String key = scanner.key();
            switch (key) {
                case "item", "atom:entry" -> {
                    ItemReader reader = new ItemReader(scanner, base, times);
                    Optional<ItemFields> item = reader.read();
                    item.ifPresentOrElse(
                            feed::add,
                            () ->
                                    feed.symptoms.note(
                                            "cut-off",
                                            "",
                                            "The feed ends in the middle of an item; what came of"
                                                    + " it is left out"));
                }
                case "at:deleted-entry", "atom:deleted-entry" -> feed.add(deleted());
                case "channel", "rss", "items", "atom:feed" -> fields.enter();
                default -> fields.read(key);
            }
        }
    }

    /** RFC 6721: an entry that was withdrawn. */
    private ItemFields deleted() {
        ItemFields item = new ItemFields();
        item.canceled = true;
        item.guid = scanner.attribute("ref");
        item.updated = times.read(scanner.attribute("when"), "when", item.symptoms);
        int depth = scanner.depth();
        FieldReader fields = new FieldReader(scanner, item.symptoms);
        while (scanner.depth() >= depth) {
            Event event = scanner.next();
            if (event == Event.EOF) {
                break;
            }
            if (event == Event.START) {
                String key = scanner.key();
                if (FieldReader.startsItem(key)) {
                    scanner.pushBack();
                    break;
                }
                if (scanner.localName().equals("comment")) {
                    FieldText reason = fields.atomText(true);
                    item.reason = reason == null ? null : reason.line();
                } else {
                    scanner.skip(scanner.depth());
                }
            }
        }
        return item;
    }
}
