package dev.wireroom.ingest.format;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/**
 * Turns HTML, XHTML and NITF-like markup into plain text: a blank line between blocks, a line end
 * for a break, and nothing of what is not prose (scripts, forms, navigation, figures and their
 * captions, which belong to the media).
 */
public final class XhtmlText {

    private static final Set<String> LEFT_OUT =
            Set.of(
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "head",
                    "title",
                    "nav",
                    "form",
                    "button",
                    "select",
                    "textarea",
                    "iframe",
                    "object",
                    "svg",
                    "figure",
                    "figcaption",
                    "audio",
                    "video",
                    "canvas",
                    "math",
                    // NITF
                    "media",
                    "docdata",
                    "body.end",
                    "hedline");

    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "main",
                    "aside",
                    "blockquote",
                    "ul",
                    "ol",
                    "li",
                    "dl",
                    "dt",
                    "dd",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "table",
                    "tr",
                    "caption",
                    "pre",
                    "hr",
                    "address",
                    "body",
                    "details",
                    "summary",
                    // NITF
                    "block",
                    "hl1",
                    "hl2",
                    "bq",
                    "fn",
                    "body.content",
                    "body.head");

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
        Writer writer = new Writer();
        root.filter(writer);
        return writer.finish();
    }

    /** Collects text in document order; jsoup walks without recursion, so depth costs nothing. */
    private static final class Writer implements NodeFilter {
        private final StringBuilder out = new StringBuilder();
        private String pending = "";

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
                append(text.getWholeText());
            } else if (node instanceof Element element) {
                String name = element.normalName();
                if (LEFT_OUT.contains(name)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                if (name.equals("br")) {
                    separate("\n");
                } else if (name.equals("td") || name.equals("th")) {
                    separate("\t");
                } else if (BLOCKS.contains(name)) {
                    separate("\n\n");
                }
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element && BLOCKS.contains(element.normalName())) {
                separate("\n\n");
            }
            return FilterResult.CONTINUE;
        }

        private void append(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isWhitespace(c) || c == '\u00A0') {
                    separate(" ");
                } else {
                    if (!pending.isEmpty() && !out.isEmpty()) {
                        out.append(pending);
                    }
                    pending = "";
                    out.append(c);
                }
            }
        }

        /** Of several separators in a row the strongest stands. */
        private void separate(String separator) {
            if (strength(separator) > strength(pending)) {
                pending = separator;
            }
        }

        private static int strength(String separator) {
            return switch (separator) {
                case "" -> 0;
                case " " -> 1;
                case "\t" -> 2;
                case "\n" -> 3;
                default -> 4;
            };
        }

        private String finish() {
            return out.toString();
        }
    }
}
