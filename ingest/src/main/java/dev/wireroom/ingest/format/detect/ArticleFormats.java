package dev.wireroom.ingest.format.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ByteOrderMark;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.feed.FeedParser;
import dev.wireroom.ingest.format.json.JsonDocuments;
import dev.wireroom.ingest.format.json.WireroomJson;
import dev.wireroom.ingest.format.ninjs.Ninjs;
import dev.wireroom.ingest.format.text.PlainText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The door to every format: tells by content what bytes are and hands them to its parser. A pure
 * function; it throws nothing that input could cause.
 *
 * <p>A new format is a class with a parse method like {@link PlainText}, and a line in {@link
 * KnownFormats}.
 */
public final class ArticleFormats {

    public static final String JSON = "application/json";
    public static final String NINJS = "application/ninjs+json";
    public static final String NDJSON = "application/x-ndjson";
    public static final String TEXT = "text/plain";
    public static final String JSON_FEED = "application/feed+json";
    public static final String HTML = "text/html";
    public static final String XHTML = "application/xhtml+xml";

    /** Says nothing about what bytes are; what carries it is told by content alone. */
    public static final String UNKNOWN = "application/octet-stream";

    private ArticleFormats() {}

    /** Every media type that documents may be sent as, the plainest first. */
    public static List<String> mediaTypes() {
        return Stream.concat(
                        Stream.of(JSON, NINJS, NDJSON, JSON_FEED, TEXT),
                        KnownFormats.ALL.stream().flatMap(format -> format.mediaTypes().stream()))
                .distinct()
                .toList();
    }

    /** The formats that are read, for people; in the order in which they are looked for. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        names.add("IPTC ninjs 1.x to 3.x");
        names.add("Wireroom's own JSON; NDJSON or an array of either");
        names.add("JSON Feed 1.0 and 1.1");
        KnownFormats.ALL.forEach(format -> names.add(format.name()));
        names.add("Plain text, with the headers of IPTC 7901 and ANPA 1312");
        return names;
    }

    /** Parses bytes that are one document. */
    public static ParseResult parse(byte[] content, Arrival arrival) {
        return parse(content, 0, content.length, arrival);
    }

    /** Parses bytes that may hold several {@link Documents}: NDJSON or a JSON array. */
    public static List<ParsedItem> parseEach(byte[] content, Arrival arrival) {
        List<ParsedItem> items = new ArrayList<>();
        Documents.in(content, arrival).parseEach(items::add);
        return items;
    }

    static ParseResult parse(byte[] content, int offset, int length, Arrival arrival) {
        Optional<Fault> foreign = ForeignFormat.refusal(content, offset, length);
        if (foreign.isPresent()) {
            return ParseResult.refused(foreign.get());
        }
        int first = firstByte(content, offset, length);
        if (isText(arrival)) {
            return PlainText.parse(content, arrival);
        }
        if (arrival.mediaType().filter(JSON_FEED::equals).isPresent()) {
            return FeedParser.articles(
                    Arrays.copyOfRange(content, offset, offset + length), arrival);
        }
        boolean json = arrival.mediaType().filter(type -> type.endsWith("json")).isPresent();
        if (json || first == '{' || first == '[' || isUtf16Json(content)) {
            return switch (JsonDocuments.read(content, offset, length)) {
                case JsonDocuments.Read.Tree tree -> parse(tree.root(), tree.duplicate(), arrival);
                case JsonDocuments.Read.Malformed no -> ParseResult.refused(no.fault());
            };
        }
        byte[] document =
                offset == 0 && length == content.length
                        ? content
                        : Arrays.copyOfRange(content, offset, offset + length);
        Opening opening = Opening.of(document, arrival);
        for (DocumentFormat format : KnownFormats.ALL) {
            if (format.recognises().test(opening)) {
                return format.parse(document, arrival);
            }
        }
        return opening.isMarkup() ? unsupported(content) : PlainText.parse(document, arrival);
    }

    private static ParseResult unsupported(byte[] content) {
        return ParseResult.refused(
                new Fault(
                        "unsupported-format",
                        "",
                        excerpt(content),
                        "The document is XML or HTML of a kind that is not read.",
                        "Send one of: " + String.join("; ", names()) + "."));
    }

    static ParseResult parse(JsonNode root, String duplicate, Arrival arrival) {
        if (root.isMissingNode()) {
            return ParseResult.refused(
                    new Fault(
                            "empty-document",
                            "",
                            "",
                            "The document is empty.",
                            "Send an article as JSON."));
        }
        if (!(root instanceof ObjectNode document)) {
            return ParseResult.refused(
                    new Fault(
                            "wrong-type",
                            "",
                            Findings.excerpt(root.toString()),
                            "An article is a JSON object.",
                            "Send an object; several go as NDJSON, one a line, or as an array."));
        }
        if (FeedParser.recognises(document)) {
            return FeedParser.articles(document, arrival);
        }
        boolean ninjs =
                arrival.mediaType().filter(NINJS::equals).isPresent() || Ninjs.recognises(document);
        Findings findings = new Findings();
        if (!duplicate.isEmpty()) {
            noteDuplicate(ninjs, duplicate, findings);
        }
        return ninjs
                ? Ninjs.parse(document, arrival, findings)
                : WireroomJson.parse(document, arrival, findings);
    }

    /** Wires do send a name twice, IPTC's own examples among them; in our own JSON it is a slip. */
    private static void noteDuplicate(boolean ninjs, String message, Findings findings) {
        if (ninjs) {
            findings.warn("duplicate-name", "", message + ": the last one was taken");
        } else {
            findings.fault(
                    "duplicate-name",
                    "",
                    "",
                    "An object has a name twice: %s.".formatted(message),
                    "Give each name once.");
        }
    }

    /** Whether bytes are meant as several documents, be they one or none. */
    public static boolean isBatch(byte[] content, Arrival arrival) {
        return Documents.in(content, arrival).areBatch();
    }

    static boolean isArray(byte[] content, Arrival arrival) {
        return firstByte(content, 0, content.length) == '[' && !isText(arrival);
    }

    private static boolean isText(Arrival arrival) {
        return arrival.mediaType().filter(TEXT::equals).isPresent();
    }

    static boolean isNdjson(byte[] content, Arrival arrival) {
        Optional<String> type = arrival.mediaType();
        if (type.isPresent()) {
            return NDJSON.equals(type.get());
        }
        NdjsonLines lines = new NdjsonLines(content);
        if (!lines.next() || content[lines.begin()] != '{') {
            return false;
        }
        boolean whole =
                JsonDocuments.read(content, lines.begin(), lines.length())
                        instanceof JsonDocuments.Read.Tree;
        return whole && lines.next() && content[lines.begin()] == '{';
    }

    /** The first byte that is neither white space nor a byte-order mark; -1 where all are. */
    private static int firstByte(byte[] content, int offset, int length) {
        int from = offset == 0 ? ByteOrderMark.length(content) : offset;
        for (int i = from; i < offset + length; i++) {
            byte b = content[i];
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return b;
            }
        }
        return -1;
    }

    private static boolean isUtf16Json(byte[] content) {
        Charset marked = ByteOrderMark.charset(content);
        if (marked == null || marked.equals(StandardCharsets.UTF_8)) {
            return false;
        }
        String start = new String(content, 2, Math.min(content.length - 2, 64), marked).strip();
        return start.startsWith("{") || start.startsWith("[");
    }

    private static String excerpt(byte[] content) {
        return Findings.excerpt(
                new String(content, 0, Math.min(content.length, 200), StandardCharsets.UTF_8));
    }
}
