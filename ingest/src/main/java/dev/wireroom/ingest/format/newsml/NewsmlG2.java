package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.Article;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.xml.XmlDocuments;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * IPTC NewsML-G2 of any minor version, core and power: a news item or a package by itself, or any
 * number of them in a news message. Names are compared without namespace and case, as wires vary
 * both.
 *
 * <p>Concepts, knowledge, planning and catalogues are no news: a document of nothing else is
 * refused; in a message each is a warning, as is an item that had to be refused, so that one bad
 * item does not cost the others.
 */
public final class NewsmlG2 {

    public static final String NEWS_ITEM = "application/vnd.iptc.g2.newsitem+xml";
    public static final String PACKAGE_ITEM = "application/vnd.iptc.g2.packageitem+xml";
    public static final String NEWS_MESSAGE = "application/vnd.iptc.g2.newsmessage+xml";

    private static final Set<String> NOT_NEWS =
            Set.of("conceptitem", "knowledgeitem", "planningitem", "catalogitem");

    private NewsmlG2() {}

    public static ParseResult parse(byte[] content, Arrival arrival) {
        Findings findings = new Findings();
        return switch (XmlDocuments.read(content, arrival, findings)) {
            case XmlDocuments.Read.Malformed no -> ParseResult.refused(no.fault());
            case XmlDocuments.Read.Tree tree -> parse(tree.root(), arrival, findings);
        };
    }

    private static ParseResult parse(XmlElement root, Arrival arrival, Findings findings) {
        String name = root.localName().toLowerCase(Locale.ROOT);
        if (NOT_NEWS.contains(name)) {
            return ParseResult.refused(notNews(root, "/" + root.localName()));
        }
        return switch (name) {
            case "newsmessage" -> new Message(root, arrival, findings).read();
            case "newsitem", "packageitem" ->
                    root.child("NewsComponent").isPresent()
                            ? Newsml1.parse(root, arrival, findings)
                            : G2Item.read(
                                    root, G2Vocabulary.standard(), Map.of(), arrival, findings);
            default ->
                    ParseResult.refused(
                            new Fault(
                                    "not-an-item",
                                    "/" + root.name(),
                                    "",
                                    "The document is not a whole item of NewsML-G2: it begins with"
                                            + " %s.".formatted(Findings.excerpt(root.name())),
                                    "Send a newsItem, a packageItem or a newsMessage."));
        };
    }

    private static Fault notNews(XmlElement item, String path) {
        return new Fault(
                "not-news",
                path,
                item.attribute("guid").orElse(""),
                "A %s of NewsML-G2 is no news.".formatted(Findings.excerpt(item.localName())),
                "Send newsItem or packageItem, alone or in a newsMessage.");
    }

    /** A news message being read; not thread-safe. */
    private static final class Message {
        private final XmlElement message;
        private final Arrival arrival;
        private final Findings findings;
        private final List<Article> articles = new ArrayList<>();
        private final Findings skipped = new Findings();

        Message(XmlElement message, Arrival arrival, Findings findings) {
            this.message = message;
            this.arrival = arrival;
            this.findings = findings;
        }

        ParseResult read() {
            List<XmlElement> items = message.child("itemSet").orElse(message).elements();
            Map<String, XmlElement> byGuid = new HashMap<>();
            for (XmlElement item : items) {
                item.attribute("guid").ifPresent(guid -> byGuid.put(guid, item));
            }
            long news = items.stream().filter(Message::isNews).count();
            // an id that the transport names is that of one article
            Arrival each = news > 1 ? arrival.withExternalId(Optional.empty()) : arrival;
            G2Vocabulary vocabulary =
                    G2Vocabulary.standard().with(message.child("header").orElse(message));
            int number = 0;
            for (XmlElement item : items) {
                number++;
                String path = "/newsMessage/itemSet/%s[%d]".formatted(item.localName(), number);
                if (isNews(item)) {
                    take(G2Item.read(item, vocabulary, byGuid, each, new Findings()), path);
                } else if (NOT_NEWS.contains(item.localName().toLowerCase(Locale.ROOT))) {
                    skip(notNews(item, path), path);
                }
            }
            return result();
        }

        private static boolean isNews(XmlElement item) {
            return item.is("newsItem") || item.is("packageItem");
        }

        private void take(ParseResult result, String path) {
            switch (result) {
                case ParseResult.Parsed parsed -> articles.addAll(parsed.articles());
                case ParseResult.Refused refused -> skip(refused.first(), path);
            }
        }

        private void skip(Fault fault, String path) {
            skipped.fault(fault.code(), path, fault.value(), fault.message(), fault.fix());
            findings.warn("item-skipped", path, fault.code() + ": " + fault.message());
        }

        private ParseResult result() {
            if (!articles.isEmpty()) {
                return new ParseResult.Parsed(articles, findings.warnings());
            }
            if (!skipped.refuses()) {
                skipped.fault(
                        "no-items",
                        "/newsMessage/itemSet",
                        "",
                        "The message has no items.",
                        "Put newsItem or packageItem into its itemSet.");
            }
            return new ParseResult.Refused(skipped.faults());
        }
    }
}
