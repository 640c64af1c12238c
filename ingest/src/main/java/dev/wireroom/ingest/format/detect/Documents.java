package dev.wireroom.ingest.format.detect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.json.JsonDocuments;
import java.util.function.Consumer;

/**
 * The documents in some bytes: several where they are NDJSON or a JSON array, else one. Each is
 * parsed by itself, so one that is refused leaves the others be. Immutable.
 */
public final class Documents {

    /** Several times the longest article that is kept whole, however it is escaped. */
    private static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

    private enum Shape {
        LINES,
        ARRAY,
        ONE
    }

    private final byte[] content;
    private final Arrival arrival;
    private final Shape shape;
    private final JsonDocuments.Read array;

    private Documents(byte[] content, Arrival arrival, Shape shape) {
        this.content = content;
        this.arrival = arrival;
        this.shape = shape;
        this.array =
                shape == Shape.ARRAY
                        ? JsonDocuments.read(content, 0, content.length)
                        : new JsonDocuments.Read.Tree(
                                com.fasterxml.jackson.databind.node.MissingNode.getInstance(), "");
    }

    /**
     * Tells how many documents bytes are meant as. NDJSON is told by its media type, or by two
     * lines that each begin an object and of which the first is whole.
     */
    public static Documents in(byte[] content, Arrival arrival) {
        Shape shape =
                ArticleFormats.isNdjson(content, arrival)
                        ? Shape.LINES
                        : ArticleFormats.isArray(content, arrival) ? Shape.ARRAY : Shape.ONE;
        return new Documents(content, arrival, shape);
    }

    /** Whether they are meant as several, be they one or none. */
    public boolean areBatch() {
        return shape != Shape.ONE;
    }

    /** How many there are, blank lines of NDJSON not counted. */
    public int count() {
        return switch (shape) {
            case ONE -> 1;
            case LINES -> countLines();
            case ARRAY -> array instanceof JsonDocuments.Read.Tree tree ? tree.root().size() : 1;
        };
    }

    private int countLines() {
        NdjsonLines lines = new NdjsonLines(content);
        int count = 0;
        while (lines.next()) {
            count++;
        }
        return count;
    }

    /** Parses each, and hands it on before the next is parsed. */
    public void parseEach(Consumer<ParsedItem> each) {
        switch (shape) {
            case ONE -> each.accept(new ParsedItem(1, ArticleFormats.parse(content, arrival)));
            case LINES -> parseLines(each);
            case ARRAY -> parseElements(each);
        }
    }

    private void parseLines(Consumer<ParsedItem> each) {
        NdjsonLines lines = new NdjsonLines(content);
        while (lines.next()) {
            ParseResult result =
                    lines.length() > MAX_LINE_BYTES
                            ? tooLong(lines.length())
                            : ArticleFormats.parse(content, lines.begin(), lines.length(), arrival);
            each.accept(new ParsedItem(lines.number(), result));
        }
    }

    private static ParseResult tooLong(int bytes) {
        return ParseResult.refused(
                new Fault(
                        "line-too-long",
                        "",
                        "",
                        "The line has %d bytes; at most %d are read."
                                .formatted(bytes, MAX_LINE_BYTES),
                        "Send one article a line, and media as links."));
    }

    private void parseElements(Consumer<ParsedItem> each) {
        switch (array) {
            case JsonDocuments.Read.Malformed no ->
                    each.accept(new ParsedItem(1, ParseResult.refused(no.fault())));
            case JsonDocuments.Read.Tree tree -> {
                int number = 0;
                for (JsonNode element : tree.root()) {
                    number++;
                    each.accept(
                            new ParsedItem(
                                    number,
                                    ArticleFormats.parse(element, tree.duplicate(), arrival)));
                }
            }
        }
    }
}
