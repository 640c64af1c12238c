package dev.wireroom.enrich.text.annotate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.enrich.text.Field;
import dev.wireroom.enrich.text.Target;
import dev.wireroom.enrich.text.TextDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of input: {@code id}, {@code title}, {@code body}, optional {@code language} and
 * {@code targets}. Immutable.
 */
final class DocumentReader {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private DocumentReader() {}

    /** What is wrong with a line, in words for the person who made it. */
    static final class BadLine extends Exception {
        private final @Nullable String id;

        BadLine(@Nullable String id, String message) {
            super(message);
            this.id = id;
        }

        /** The line's id, where it could be read. */
        @Nullable String id() {
            return id;
        }
    }

    static TextDocument read(byte[] line) throws BadLine {
        JsonNode root;
        try {
            root = JSON.readTree(new String(line, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new BadLine(
                    null,
                    "not JSON: "
                            + e.getOriginalMessage()
                            + where(e)
                            + "; a line is wanted to be a JSON object with id, title and body (of"
                            + " other formats './wireroom parse FILE' makes such lines)");
        }
        if (!root.isObject()) {
            throw new BadLine(
                    null,
                    "a JSON object is wanted, not "
                            + root.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        // what 'wireroom parse' prints has the latter
        JsonNode id = root.has("id") ? root.path("id") : root.path("articleId");
        if (!id.isTextual() && !id.isNumber()) {
            throw new BadLine(
                    null,
                    "id: a string is wanted, "
                            + (id.isMissingNode() ? "there is none" : "not " + id));
        }
        String name = id.asText();
        String title = text(root, "title", name);
        String body = text(root, "body", name);
        String language = root.hasNonNull("language") ? text(root, "language", name) : null;
        return new TextDocument(
                name, title, body, language, targets(root.path("targets"), name, title, body));
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
    }

    private static String text(JsonNode root, String key, String id) throws BadLine {
        JsonNode value = root.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw new BadLine(id, "%s: a string is wanted, not %s".formatted(key, brief(value)));
        }
        return value.textValue();
    }

    private static List<Target> targets(JsonNode values, String id, String title, String body)
            throws BadLine {
        if (values.isMissingNode() || values.isNull()) {
            return List.of();
        }
        if (!values.isArray()) {
            throw new BadLine(id, "targets: an array is wanted, not " + brief(values));
        }
        List<Target> targets = new ArrayList<>();
        for (JsonNode value : values) {
            String path = "targets[" + targets.size() + "]";
            Field field = field(value.path("field"), path, id);
            int begin = offset(value.path("begin"), path + ".begin", id);
            int end = offset(value.path("end"), path + ".end", id);
            int length = (field == Field.TITLE ? title : body).length();
            if (begin >= end || end > length) {
                throw new BadLine(
                        id,
                        "%s: [%d, %d) is no passage of a %s of %d code units"
                                .formatted(path, begin, end, field.label(), length));
            }
            targets.add(new Target(field, begin, end));
        }
        return targets;
    }

    private static Field field(JsonNode value, String path, String id) throws BadLine {
        for (Field field : Field.values()) {
            if (field.label().equals(value.asText())) {
                return field;
            }
        }
        throw new BadLine(
                id, "%s.field: title or body is wanted, not %s".formatted(path, brief(value)));
    }

    private static int offset(JsonNode value, String path, String id) throws BadLine {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw new BadLine(
                    id,
                    "%s: a count of code units from 0 is wanted, not %s"
                            .formatted(path, brief(value)));
        }
        return value.intValue();
    }

    private static String brief(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
