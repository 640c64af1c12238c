package dev.wireroom.ingest.format;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/** Turns HTML, XHTML and NITF-like markup into plain text, by the rules of {@link ProseWriter}. */
public final class XhtmlText {

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");

    private XhtmlText() {}

    public static String ofHtml(String markup) {
        Document document = Jsoup.parse(markup);
        return text(document.body());
    }

    /** For XML vocabularies that use the names of HTML or NITF for their blocks. */
    public static String ofXml(String markup) {
        return text(Jsoup.parse(markup, "", Parser.xmlParser()));
    }

    /** Whether text looks like it carries tags. */
    public static boolean looksLikeMarkup(String text) {
        return TAG.matcher(text).find();
    }

    /** For markup that the caller has parsed already. */
    public static String of(Element root) {
        return text(root);
    }

    private static String text(Element root) {
        ProseWriter writer = new ProseWriter();
        root.filter(new Walk(writer));
        return writer.finish();
    }

    /** jsoup walks without recursion, so depth costs nothing. */
    private record Walk(ProseWriter writer) implements NodeFilter {

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
                writer.text(text.getWholeText());
            } else if (node instanceof Element element) {
                String name = element.normalName();
                if (!writer.open(name)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                if (name.equals("p") && isIndented(element)) {
                    paragraphs(element.wholeOwnText());
                    return FilterResult.SKIP_CHILDREN;
                }
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                writer.close(element.normalName());
            }
            return FilterResult.CONTINUE;
        }

        private static boolean isIndented(Element element) {
            return element.childNodeSize() == 1 && IndentedParagraphs.areIn(element.wholeOwnText());
        }

        private void paragraphs(String text) {
            List<String> paragraphs = IndentedParagraphs.of(text);
            for (String paragraph : paragraphs) {
                writer.paragraph();
                writer.text(paragraph);
            }
        }
    }
}
