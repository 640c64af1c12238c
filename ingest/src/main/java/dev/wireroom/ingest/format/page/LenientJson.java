package dev.wireroom.ingest.format.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that templates of pages print by hand: with comments, CDATA marks, trailing commas
 * and semicolons, line ends and stray backslashes in strings, HTML entities for quotes, several
 * values in a row, or cut off. What came before the point where it can't be read on is used.
 */
final class LenientJson {

    /**
     * What was read.
     *
     * @param values the values, each an object or array
     * @param whole whether it was read to its end as it stood
     */
    record Read(List<JsonNode> values, boolean whole) {}

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NODES = 20_000;
    private static final int MAX_CHARS = 2 * 1024 * 1024;

    private static final Pattern WRAPPING =
            Pattern.compile(
                    "^(?:\\s|<!--|//\\s*<!\\[CDATA\\[|/\\*\\s*<!\\[CDATA\\[\\s*\\*/|<!\\[CDATA\\[)+"
                            + "|(?://\\s*)?]]>\\s*$|/\\*\\s*]]>\\s*\\*/\\s*$|-->\\s*$");

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_CHARS)
                                    .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private LenientJson() {}

    static Read read(String script) {
        String text = script.length() > MAX_CHARS ? script.substring(0, MAX_CHARS) : script;
        for (int i = 0; i < 3; i++) {
            text = WRAPPING.matcher(text).replaceAll("");
        }
        Read asIs = values(text);
        if (asIs.whole || !text.contains("&")) {
            return asIs;
        }
        Read unescaped = values(Parser.unescapeEntities(text, false));
        return size(unescaped) > size(asIs) ? new Read(unescaped.values, false) : asIs;
    }

    private static int size(Read read) {
        return read.values.stream().mapToInt(value -> value.toString().length()).sum();
    }

    private static Read values(String text) {
        Builder builder = new Builder();
        boolean whole = true;
        try (JsonParser parser = FACTORY.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!builder.add(token, parser)) {
                    whole = false;
                    break;
                }
            }
        } catch (IOException e) {
            whole = text.substring(0, Math.min(text.length(), 1)).isEmpty();
        }
        return new Read(builder.roots, whole && builder.open.isEmpty());
    }

    /** Builds trees without recursion; what is open when the input ends stands as it is. */
    private static final class Builder {
        private final List<JsonNode> roots = new ArrayList<>();
        private final Deque<JsonNode> open = new ArrayDeque<>();
        private final Deque<String> names = new ArrayDeque<>();
        private int nodes;

        /** False once there is more than any article needs. */
        private boolean add(JsonToken token, JsonParser parser) throws IOException {
            JsonNodeFactory make = JsonNodeFactory.instance;
            switch (token) {
                case FIELD_NAME -> {
                    names.pop();
                    names.push(parser.currentName());
                }
                case START_OBJECT -> begin(make.objectNode());
                case START_ARRAY -> begin(make.arrayNode());
                case END_OBJECT, END_ARRAY -> {
                    open.pop();
                    names.pop();
                }
                case VALUE_NULL -> {}
                case VALUE_TRUE, VALUE_FALSE ->
                        attach(make.booleanNode(token == JsonToken.VALUE_TRUE));
                default -> attach(make.textNode(parser.getText()));
            }
            return ++nodes < MAX_NODES;
        }

        private void begin(JsonNode node) {
            attach(node);
            if (open.isEmpty()) {
                roots.add(node);
            }
            open.push(node);
            names.push("");
        }

        private void attach(JsonNode node) {
            @Nullable JsonNode parent = open.peek();
            if (parent instanceof ObjectNode object) {
                object.set(names.getFirst(), node);
            } else if (parent instanceof ArrayNode array) {
                array.add(node);
            }
        }
    }
}
