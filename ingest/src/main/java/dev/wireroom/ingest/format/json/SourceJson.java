package dev.wireroom.ingest.format.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The JSON of a source: id, name, kind (push, poll, files), state (active, paused), url, homepage,
 * language, createdAt, updatedAt. Strict like our own JSON of articles. Stateless.
 */
public final class SourceJson {

    private static final Set<String> MEMBERS =
            Set.of("name", "kind", "state", "url", "homepage", "language");

    /** What an answer adds; read past when it comes back. */
    private static final Set<String> DERIVED = Set.of("id", "createdAt", "updatedAt");

    private static final Map<String, SourceKind> KINDS =
            Map.of("push", SourceKind.PUSH, "poll", SourceKind.POLL, "files", SourceKind.FILES);
    private static final Map<String, SourceState> STATES =
            Map.of("active", SourceState.ACTIVE, "paused", SourceState.PAUSED);

    private SourceJson() {}

    /** A definition, or why it is none. */
    public sealed interface Result {
        record Read(Source source) implements Result {}

        /**
         * It is none.
         *
         * @param faults at least one
         */
        record Refused(List<Fault> faults) implements Result {}
    }

    /**
     * Reads a definition; an empty body is one with nothing but its id.
     *
     * @param before the definition it replaces, if any: it keeps its createdAt
     */
    public static Result read(String id, byte[] content, Optional<Source> before, Instant now) {
        if (content.length == 0) {
            return read(id, JsonNodeFactory.instance.objectNode(), before, now);
        }
        return switch (JsonDocuments.read(content, 0, content.length)) {
            case JsonDocuments.Read.Malformed no -> new Result.Refused(List.of(no.fault()));
            case JsonDocuments.Read.Tree tree -> read(id, tree.root(), before, now);
        };
    }

    private static Result read(String id, JsonNode root, Optional<Source> before, Instant now) {
        if (!(root instanceof ObjectNode object)) {
            return new Result.Refused(
                    List.of(
                            new Fault(
                                    "wrong-type",
                                    "",
                                    Findings.excerpt(root.toString()),
                                    "A source is a JSON object.",
                                    "Send an object like {\"name\": \"...\"}.")));
        }
        Findings findings = new Findings();
        JsonFields fields = new JsonFields(object, "", UnaryOperator.identity(), findings);
        WireroomJson.refuseUnknown(fields, MEMBERS, DERIVED);
        Source source =
                Source.newBuilder()
                        .setSourceId(id)
                        .setName(fields.text("name").orElse(id))
                        .setKind(fields.choice("kind", KINDS).orElse(SourceKind.PUSH))
                        .setState(fields.choice("state", STATES).orElse(SourceState.ACTIVE))
                        .setUrl(WireroomJson.url(fields, "url").orElse(null))
                        .setHomepage(WireroomJson.url(fields, "homepage").orElse(null))
                        .setLanguage(WireroomJson.language(fields).orElse(null))
                        .setCreatedAt(before.map(Source::getCreatedAt).orElse(now))
                        .setUpdatedAt(now)
                        .build();
        return findings.refuses() ? new Result.Refused(findings.faults()) : new Result.Read(source);
    }

    public static ObjectNode tree(Source source) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", source.getSourceId());
        json.put("name", source.getName());
        json.put("kind", source.getKind().name().toLowerCase(Locale.ROOT));
        json.put("state", source.getState().name().toLowerCase(Locale.ROOT));
        Optional.ofNullable(source.getUrl()).ifPresent(url -> json.put("url", url));
        Optional.ofNullable(source.getHomepage()).ifPresent(url -> json.put("homepage", url));
        Optional.ofNullable(source.getLanguage()).ifPresent(tag -> json.put("language", tag));
        json.put("createdAt", source.getCreatedAt().toString());
        json.put("updatedAt", source.getUpdatedAt().toString());
        return json;
    }
}
