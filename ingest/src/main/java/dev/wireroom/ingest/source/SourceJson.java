package dev.wireroom.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.IdentityPolicy;
import dev.wireroom.contract.PageFetch;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.json.JsonDocuments;
import dev.wireroom.ingest.format.json.JsonFields;
import dev.wireroom.ingest.format.json.WireroomJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a source, strict like our own JSON of articles: an unknown member is refused, and
 * what an answer adds is read past when it comes back. Intervals are ISO 8601 durations. Stateless.
 */
public final class SourceJson {

    private static final Set<String> MEMBERS =
            Set.of(
                    "name",
                    "kind",
                    "state",
                    "pauseReason",
                    "url",
                    "homepage",
                    "language",
                    "publisherId",
                    "tags",
                    "identityPolicy",
                    "minPollInterval",
                    "maxPollInterval",
                    "pageFetch");

    /** What an answer adds. */
    private static final Set<String> DERIVED = Set.of("id", "createdAt", "updatedAt", "health");

    private static final Map<String, SourceKind> KINDS =
            words(Stream.of(SourceKind.PUSH, SourceKind.POLL, SourceKind.FILES));
    private static final Map<String, SourceState> STATES =
            words(Stream.of(SourceState.ACTIVE, SourceState.PAUSED));
    private static final Map<String, IdentityPolicy> POLICIES =
            words(Stream.of(IdentityPolicy.values()).filter(p -> p != IdentityPolicy.UNKNOWN));
    private static final Map<String, PageFetch> PAGE_FETCHES =
            words(Stream.of(PageFetch.values()).filter(p -> p != PageFetch.UNKNOWN));

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

    /** An object, or why there is none. */
    public sealed interface Document {
        record Read(ObjectNode object) implements Document {}

        record Refused(Fault fault) implements Document {}
    }

    /** Reads the object of a body; an empty body is one without members. */
    public static Document document(byte[] content) {
        if (content.length == 0) {
            return new Document.Read(JsonNodeFactory.instance.objectNode());
        }
        return switch (JsonDocuments.read(content, 0, content.length)) {
            case JsonDocuments.Read.Malformed no -> new Document.Refused(no.fault());
            case JsonDocuments.Read.Tree tree ->
                    tree.root() instanceof ObjectNode object
                            ? new Document.Read(object)
                            : new Document.Refused(
                                    new Fault(
                                            "wrong-type",
                                            "",
                                            Findings.excerpt(tree.root().toString()),
                                            "A source is a JSON object.",
                                            "Send an object like {\"name\": \"...\"}."));
        };
    }

    /**
     * Reads a definition.
     *
     * @param before the definition it replaces, if any: it keeps its createdAt
     * @param rules what its addresses may be
     */
    public static Result read(
            String id, ObjectNode object, Optional<Source> before, Instant now, SourceRules rules) {
        Findings findings = new Findings();
        JsonFields fields = new JsonFields(object, "", UnaryOperator.identity(), findings);
        WireroomJson.refuseUnknown(fields, MEMBERS, DERIVED);
        SourceState state = fields.choice("state", STATES).orElse(SourceState.ACTIVE);
        Optional<String> reason = fields.text("pauseReason");
        Source source =
                Source.newBuilder()
                        .setSourceId(id)
                        .setName(fields.text("name").orElse(id))
                        .setKind(fields.choice("kind", KINDS).orElse(SourceKind.PUSH))
                        .setState(state)
                        .setPauseReason(state == SourceState.PAUSED ? reason.orElse(null) : null)
                        .setUrl(fields.textOrNull("url"))
                        .setHomepage(WireroomJson.url(fields, "homepage").orElse(null))
                        .setLanguage(WireroomJson.language(fields).orElse(null))
                        .setPublisherId(fields.textOrNull("publisherId"))
                        .setTags(fields.texts("tags").stream().distinct().toList())
                        .setIdentityPolicy(
                                fields.choice("identityPolicy", POLICIES)
                                        .orElse(IdentityPolicy.AUTO))
                        .setMinPollIntervalMs(interval(fields, "minPollInterval"))
                        .setMaxPollIntervalMs(interval(fields, "maxPollInterval"))
                        .setPageFetch(
                                fields.choice("pageFetch", PAGE_FETCHES).orElse(PageFetch.NEVER))
                        .setCreatedAt(before.map(Source::getCreatedAt).orElse(now))
                        .setUpdatedAt(now)
                        .build();
        rules.check(source, findings);
        return findings.refuses() ? new Result.Refused(findings.faults()) : new Result.Read(source);
    }

    private static @Nullable Long interval(JsonFields fields, String name) {
        Optional<String> text = fields.text(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Duration.parse(text.get()).toMillis();
        } catch (java.time.DateTimeException | ArithmeticException e) {
            fields.findings()
                    .fault(
                            "invalid-duration",
                            fields.pointerTo(name),
                            text.get(),
                            "%s is not an ISO 8601 duration.".formatted(name),
                            "Write it like PT15M, PT2H or P1D.");
            return null;
        }
    }

    /** The definition as it is answered. */
    public static ObjectNode tree(Source source) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", source.getSourceId());
        json.put("name", source.getName());
        json.put("kind", word(source.getKind()));
        json.put("state", word(source.getState()));
        put(json, "pauseReason", source.getPauseReason());
        put(json, "url", source.getUrl());
        put(json, "homepage", source.getHomepage());
        put(json, "language", source.getLanguage());
        put(json, "publisherId", source.getPublisherId());
        if (!source.getTags().isEmpty()) {
            ArrayNode tags = json.putArray("tags");
            source.getTags().forEach(tags::add);
        }
        json.put("identityPolicy", word(source.getIdentityPolicy()));
        put(json, "minPollInterval", duration(source.getMinPollIntervalMs()));
        put(json, "maxPollInterval", duration(source.getMaxPollIntervalMs()));
        json.put("pageFetch", word(source.getPageFetch()));
        json.put("createdAt", source.getCreatedAt().toString());
        json.put("updatedAt", source.getUpdatedAt().toString());
        return json;
    }

    /**
     * A definition with changes laid over it, as JSON Merge Patch (RFC 7386) has it: null takes a
     * member away. No member of a source is an object, so nothing is merged deeper than that.
     */
    public static ObjectNode merged(Source source, ObjectNode patch) {
        ObjectNode merged = tree(source);
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), change.getValue());
            }
        }
        return merged;
    }

    /** A constant of a contract in the words of JSON: {@code LINK_AND_TITLE}, link-and-title. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> Map<String, E> words(Stream<E> constants) {
        return constants.collect(
                Collectors.toUnmodifiableMap(SourceJson::word, Function.identity()));
    }

    private static @Nullable String duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis).toString();
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
