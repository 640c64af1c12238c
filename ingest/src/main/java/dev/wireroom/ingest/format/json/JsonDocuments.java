package dev.wireroom.ingest.format.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads JSON documents whole, strictly and with bounds; malformed ones are told by line. */
public final class JsonDocuments {

    /** News nests some ten levels deep; a document that nests on is an attack on the parser. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_STRING_CHARS = 64 * 1024 * 1024;

    /** A tree takes some 50 bytes to a token; megabytes of empty objects would take hundreds. */
    private static final long MAX_TOKENS = 1_000_000;

    private static final int EXCERPT_BEFORE = 20;
    private static final int EXCERPT_BYTES = 60;

    private static final JsonMapper LENIENT =
            JsonMapper.builder(
                            new com.fasterxml.jackson.core.JsonFactoryBuilder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(MAX_STRING_CHARS)
                                                    .maxTokenCount(MAX_TOKENS)
                                                    .build())
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private static final JsonMapper STRICT =
            LENIENT.rebuild().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

    private JsonDocuments() {}

    /** Either a tree or the fault of a document that is no JSON. */
    public sealed interface Read {
        /**
         * A tree.
         *
         * @param duplicate message about the first name that one object has twice, or empty
         */
        record Tree(JsonNode root, String duplicate) implements Read {}

        record Malformed(Fault fault) implements Read {}
    }

    public static Read read(byte[] content, int offset, int length) {
        try {
            return new Read.Tree(STRICT.readTree(content, offset, length), "");
        } catch (MismatchedInputException duplicate) {
            return lenient(content, offset, length, duplicate);
        } catch (JsonProcessingException e) {
            return new Read.Malformed(fault(e, content, offset, length));
        } catch (IOException e) {
            // bytes that are no text in the encoding they begin in
            return new Read.Malformed(
                    new Fault(
                            "malformed-json",
                            "",
                            "",
                            "The document is not JSON: %s.".formatted(e.getMessage()),
                            "Send JSON in UTF-8."));
        }
    }

    /** Reads again where the strict reading met a name twice; of each the last value stands. */
    private static Read lenient(
            byte[] content, int offset, int length, MismatchedInputException strictly) {
        try {
            JsonNode root = LENIENT.readTree(content, offset, length);
            return new Read.Tree(root, strictly.getOriginalMessage().replaceFirst(" for .*", ""));
        } catch (JsonProcessingException e) {
            return new Read.Malformed(fault(e, content, offset, length));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }

    private static Fault fault(JsonProcessingException e, byte[] content, int offset, int length) {
        JsonLocation location = e.getLocation();
        String where =
                location == null
                        ? ""
                        : " at line %d, column %d"
                                .formatted(location.getLineNr(), location.getColumnNr());
        String message = e.getOriginalMessage().replaceAll("\\s+", " ");
        return new Fault(
                "malformed-json",
                pointer(e),
                location == null ? "" : excerpt(content, offset, length, location),
                "The document is not well-formed JSON%s: %s."
                        .formatted(where, message.replaceFirst("\\.$", "")),
                "Send one JSON object in UTF-8; several go one a line, as application/x-ndjson.");
    }

    /** The member or element that was being read where the document stopped being JSON. */
    private static String pointer(JsonProcessingException e) {
        return e.getProcessor() instanceof JsonParser parser
                ? parser.getParsingContext().pathAsPointer().toString()
                : "";
    }

    private static String excerpt(byte[] content, int offset, int length, JsonLocation location) {
        long at = Math.clamp(location.getByteOffset(), 0, length);
        int from = offset + (int) Math.max(0, at - EXCERPT_BEFORE);
        int bytes = Math.min(EXCERPT_BYTES, offset + length - from);
        return Findings.excerpt(new String(content, from, bytes, StandardCharsets.UTF_8));
    }
}
