package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.Article;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.xml.XmlDocuments;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * IPTC NewsML 1.0 to 1.2: every NewsItem of a document is an article. An item that is refused is a
 * warning where others are not.
 */
public final class Newsml1 {

    public static final String MEDIA_TYPE = "application/newsml+xml";

    private Newsml1() {}

    public static ParseResult parse(byte[] content, Arrival arrival) {
        Findings findings = new Findings();
        return switch (XmlDocuments.read(content, arrival, findings)) {
            case XmlDocuments.Read.Malformed no -> ParseResult.refused(no.fault());
            case XmlDocuments.Read.Tree tree -> parse(tree.root(), arrival, findings);
        };
    }

    /** From the root NewsML, or from a NewsItem that stands alone. */
    static ParseResult parse(XmlElement root, Arrival arrival, Findings findings) {
        String version = root.attribute("Version").filter(v -> v.matches("1\\.\\d")).orElse("1");
        String format = "newsml/" + version;
        if (root.is("NewsItem")) {
            return Newsml1Item.read(root, format, arrival, findings);
        }
        List<XmlElement> items = root.descendants("NewsItem");
        Arrival each = items.size() > 1 ? arrival.withExternalId(Optional.empty()) : arrival;
        if (items.size() == 1) {
            return Newsml1Item.read(items.get(0), format, each, findings);
        }
        List<Article> articles = new ArrayList<>();
        Findings skipped = new Findings();
        int number = 0;
        for (XmlElement item : items) {
            number++;
            String path = "/NewsML/NewsItem[%d]".formatted(number);
            switch (Newsml1Item.read(item, format, each, new Findings())) {
                case ParseResult.Parsed parsed -> articles.addAll(parsed.articles());
                case ParseResult.Refused refused -> {
                    Fault fault = refused.first();
                    skipped.fault(fault.code(), path, fault.value(), fault.message(), fault.fix());
                    findings.warn("item-skipped", path, fault.code() + ": " + fault.message());
                }
            }
        }
        if (!articles.isEmpty()) {
            return new ParseResult.Parsed(articles, findings.warnings());
        }
        if (!skipped.refuses()) {
            skipped.fault(
                    "no-items",
                    "/NewsML",
                    "",
                    "The document has no NewsItem.",
                    "Put the news into a NewsItem with a NewsComponent.");
        }
        return new ParseResult.Refused(skipped.faults());
    }
}
