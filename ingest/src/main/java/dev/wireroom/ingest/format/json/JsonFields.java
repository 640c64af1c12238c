package dev.wireroom.ingest.format.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.NewsTimes;
import dev.wireroom.ingest.format.TextCleaner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one JSON object by name and type. Absent and null members are empty; a
 * member of the wrong type is a fault, and empty too, so that one pass finds every fault. Text
 * comes out cleaned and stripped. Not thread-safe.
 */
public final class JsonFields {

    private final ObjectNode object;
    private final String pointer;
    private final UnaryOperator<String> canonicalName;
    private final Map<String, String> actualNames = new LinkedHashMap<>();
    private final Findings findings;

    /**
     * @param pointer JSON pointer of the object in its document
     * @param canonicalName maps a member's name to the one it is asked for by; of several that map
     *     to the same, the first counts
     */
    public JsonFields(
            ObjectNode object,
            String pointer,
            UnaryOperator<String> canonicalName,
            Findings findings) {
        this.object = object;
        this.pointer = pointer;
        this.canonicalName = canonicalName;
        this.findings = findings;
        object.fieldNames()
                .forEachRemaining(name -> actualNames.putIfAbsent(canonicalName.apply(name), name));
    }

    public Findings findings() {
        return findings;
    }

    /** Canonical names of the members that are there, in their order. */
    public Set<String> names() {
        return actualNames.keySet();
    }

    /** The member's name as the document writes it. */
    public String actualName(String name) {
        return actualNames.getOrDefault(name, name);
    }

    /** JSON pointer of a member, there or not. */
    public String pointerTo(String name) {
        return pointer + "/" + actualName(name).replace("~", "~0").replace("/", "~1");
    }

    /** The member, unless it is absent or null. */
    public Optional<JsonNode> node(String name) {
        return Optional.ofNullable(object.get(actualName(name))).filter(node -> !node.isNull());
    }

    /** The first of these members that is there. */
    public String firstOf(String... names) {
        for (String name : names) {
            if (node(name).isPresent()) {
                return name;
            }
        }
        return names[0];
    }

    /** Text; blank text counts as absent. */
    public Optional<String> text(String name) {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !node.get().isTextual()) {
            wrongType(name, node.get(), "a string");
            return Optional.empty();
        }
        return node.map(JsonNode::textValue)
                .map(text -> TextCleaner.clean(text, pointerTo(name), findings).strip())
                .filter(text -> !text.isEmpty());
    }

    public @Nullable String textOrNull(String name) {
        return text(name).orElse(null);
    }

    /** The texts of an array of strings, blank ones left out. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        int i = 0;
        for (JsonNode element : array(name, "an array of strings")) {
            String at = pointerTo(name) + "/" + i++;
            if (!element.isTextual()) {
                wrongType(at, element, "a string", findings);
                continue;
            }
            String text = TextCleaner.clean(element.textValue(), at, findings).strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A whole number between the bounds, inclusive. */
    public @Nullable Integer integer(String name, int min, int max) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return null;
        }
        String wanted = "a whole number from %d to %d".formatted(min, max);
        if (!node.get().isNumber()) {
            wrongType(name, node.get(), wanted);
            return null;
        }
        double value = node.get().doubleValue();
        if (value != Math.rint(value) || value < min || value > max) {
            findings.fault(
                    "out-of-range",
                    pointerTo(name),
                    node.get().toString(),
                    "%s is not %s.".formatted(actualName(name), wanted),
                    "Write " + wanted + ", or leave it out.");
            return null;
        }
        return (int) value;
    }

    /** A time as text; text that is no time is a fault. */
    public Optional<NewsTime> time(String name) {
        Optional<String> text = text(name);
        Optional<NewsTime> time = text.flatMap(NewsTimes::parse);
        if (text.isPresent() && time.isEmpty()) {
            findings.fault(
                    "invalid-date",
                    pointerTo(name),
                    text.get(),
                    "%s is not a date or time.".formatted(actualName(name)),
                    "Write it like 2026-11-23T10:15:00Z; parts that are not known may be left off"
                            + " from the right.");
        }
        return time;
    }

    /** One of a closed list of words. */
    public <E> Optional<E> choice(String name, Map<String, E> choices) {
        Optional<String> text = text(name);
        Optional<E> choice = text.map(choices::get);
        if (text.isPresent() && choice.isEmpty()) {
            String words = String.join(", ", choices.keySet().stream().sorted().toList());
            findings.fault(
                    "unknown-value",
                    pointerTo(name),
                    text.get(),
                    "%s is none of the words it may be.".formatted(actualName(name)),
                    "Write one of: " + words + ".");
        }
        return choice;
    }

    /** An object. */
    public Optional<JsonFields> object(String name) {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !(node.get() instanceof ObjectNode)) {
            wrongType(name, node.get(), "an object");
        }
        return node.filter(ObjectNode.class::isInstance)
                .map(found -> at((ObjectNode) found, pointerTo(name)));
    }

    /** The objects of an array of objects. */
    public List<JsonFields> objects(String name) {
        List<JsonFields> objects = new ArrayList<>();
        int i = 0;
        for (JsonNode element : array(name, "an array of objects")) {
            String at = pointerTo(name) + "/" + i++;
            if (element instanceof ObjectNode found) {
                objects.add(at(found, at));
            } else {
                wrongType(at, element, "an object", findings);
            }
        }
        return objects;
    }

    public void wrongType(String name, JsonNode found, String wanted) {
        wrongType(pointerTo(name), found, wanted, findings);
    }

    private Iterable<JsonNode> array(String name, String wanted) {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !node.get().isArray()) {
            wrongType(name, node.get(), wanted);
            return List.of();
        }
        return node.<Iterable<JsonNode>>map(found -> found).orElse(List.of());
    }

    private JsonFields at(ObjectNode found, String at) {
        return new JsonFields(found, at, canonicalName, findings);
    }

    private static void wrongType(String at, JsonNode found, String wanted, Findings findings) {
        findings.fault(
                "wrong-type",
                at,
                found.toString(),
                "%s stands where %s belongs.".formatted(kind(found), wanted),
                "Write " + wanted + ", or leave it out.");
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "An object";
            case ARRAY -> "An array";
            case STRING -> "A string";
            case NUMBER -> "A number";
            case BOOLEAN -> "true or false";
            default -> "Something else";
        };
    }
}
