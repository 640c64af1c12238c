package dev.wireroom.ingest.format.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ByteOrderMark;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads JSON Feed 1.0 and 1.1; of one that breaks off, the items that came whole. */
final class JsonFeedReader {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_STRING_CHARS = 64 * 1024 * 1024;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(MAX_STRING_CHARS)
                                                    .build())
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .build();

    private JsonFeedReader() {}

    static boolean isVersion(String version) {
        String bare = version.strip().replaceFirst("^https?://(?:www\\.)?", "");
        return bare.startsWith("jsonfeed.org/version/");
    }

    static FeedResult parse(byte[] content, Arrival arrival) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        String broken = "";
        int skip =
                StandardCharsets.UTF_8.equals(ByteOrderMark.charset(content))
                        ? ByteOrderMark.length(content)
                        : 0;
        try (JsonParser parser = MAPPER.createParser(content, skip, content.length - skip)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readRoot(parser, root);
            }
        } catch (IOException e) {
            broken = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        if (!isFeed(root)) {
            return refused(content, broken);
        }
        FeedBuilder feed = new FeedBuilder(arrival);
        if (!broken.isEmpty()) {
            feed.symptoms.note(
                    "cut-off",
                    "",
                    "The document stops being JSON; the items before that were taken: "
                            + Findings.excerpt(broken));
        }
        return read(root, feed);
    }

    static FeedResult parse(ObjectNode root, Arrival arrival) {
        return read(root, new FeedBuilder(arrival));
    }

    private static void readRoot(JsonParser parser, ObjectNode root) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (name.equals("items") && token == JsonToken.START_ARRAY) {
                ArrayNode items = root.putArray(name);
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(MAPPER.<JsonNode>readTree(parser));
                }
            } else {
                root.set(name, MAPPER.<JsonNode>readTree(parser));
            }
        }
    }

    private static boolean isFeed(ObjectNode root) {
        JsonNode version = root.path("version");
        return isVersion(version.asText())
                || (version.isMissingNode()
                        && root.path("items").isArray()
                        && (root.has("title")
                                || root.has("home_page_url")
                                || root.has("feed_url")));
    }

    private static FeedResult read(ObjectNode root, FeedBuilder feed) {
        new JsonFeedFields(root, feed).read();
        return new FeedResult.Read(feed.build());
    }

    private static FeedResult refused(byte[] content, String broken) {
        String opening =
                new String(content, 0, Math.min(content.length, 200), StandardCharsets.UTF_8);
        return FeedResult.refused(
                new Fault(
                        "json-instead-of-feed",
                        "",
                        Findings.excerpt(opening.strip()),
                        broken.isEmpty()
                                ? "The document is JSON, but no JSON Feed."
                                : "The document begins like JSON, but is none.",
                        "Use the address of a feed; a JSON Feed has a version that starts with"
                                + " https://jsonfeed.org/version/."));
    }
}
