package dev.wireroom.ingest.format.ninjs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.ingest.format.json.JsonFields;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The properties of ninjs 1.0 to 3.1 and what each may hold, names in canonical form. A known
 * property of the wrong type is a fault; an unknown one is a warning, as wires extend ninjs freely.
 */
final class NinjsShape {

    private enum Kind {
        TEXT,
        NUMBER,
        OBJECT,
        /** An array of objects; one object in its place is taken as an array of one. */
        OBJECTS,
        /** An array of objects, or in 1.x an object of named objects. */
        NAMED_OBJECTS
    }

    private static final Map<Kind, List<String>> PROPERTIES =
            new EnumMap<>(
                    Map.of(
                            Kind.TEXT,
                            List.of(
                                    "uri",
                                    "type",
                                    "mimetype",
                                    "representationtype",
                                    "profile",
                                    "version",
                                    "firstcreated",
                                    "versioncreated",
                                    "contentcreated",
                                    "embargoed",
                                    "embargoeduntil",
                                    "expires",
                                    "pubstatus",
                                    "copyrightholder",
                                    "copyrightnotice",
                                    "usageterms",
                                    "ednote",
                                    "language",
                                    "title",
                                    "byline",
                                    "by",
                                    "headline",
                                    "slugline",
                                    "located",
                                    "name"),
                            Kind.NUMBER,
                            List.of("urgency", "charcount", "wordcount"),
                            Kind.OBJECT,
                            List.of("standard", "rightsinfo", "digitalsourcetype", "eventdetails"),
                            Kind.OBJECTS,
                            List.of(
                                    "person",
                                    "people",
                                    "organisation",
                                    "organisations",
                                    "place",
                                    "places",
                                    "subject",
                                    "subjects",
                                    "event",
                                    "events",
                                    "object",
                                    "objects",
                                    "infosource",
                                    "infosources",
                                    "genre",
                                    "genres",
                                    "trustindicator",
                                    "trustindicators",
                                    "headlines",
                                    "bodies",
                                    "descriptions",
                                    "plannedcoverage"),
                            Kind.NAMED_OBJECTS,
                            List.of("renditions", "associations", "altids")));

    private static final Map<String, Kind> KINDS = new HashMap<>();

    static {
        PROPERTIES.forEach((kind, names) -> names.forEach(name -> KINDS.put(name, kind)));
    }

    /** Not of ninjs, but read by us. */
    private static final Set<String> EXTENSIONS = Set.of("signal");

    private static final Map<String, String> TYPES =
            same(
                    "text",
                    "audio",
                    "video",
                    "picture",
                    "graphic",
                    "composite",
                    "component",
                    "event",
                    "planning");
    private static final Map<String, String> REPRESENTATIONS =
            same("complete", "incomplete", "full", "partial", "associated");

    private static final Pattern EXTENDED =
            Pattern.compile("(headline|body|description)_[a-z0-9_].*");

    private NinjsShape() {}

    /** Checks an item and, one level deep as ninjs has it, the items associated with it. */
    static void check(JsonFields item) {
        checkProperties(item);
        item.choice("type", TYPES);
        item.choice("representationtype", REPRESENTATIONS);
        checkRights(item);
        checkVersion(item);
        NinjsPlanning.check(item);
        for (String place : List.of("place", "places")) {
            objects(item, place).forEach(NinjsShape::checkGeometry);
        }
        if (item.node("associations").filter(JsonNode::isArray).isPresent()) {
            objects(item, "associations").forEach(NinjsShape::checkAssociation);
        } else {
            item.object("associations").ifPresent(NinjsShape::checkNamedAssociations);
        }
    }

    /** Whether a 1.x property extends headline, body or description, as body_text does. */
    static boolean isExtension(String name, String stem) {
        return name.startsWith(stem + "_") && EXTENDED.matcher(name).matches();
    }

    /** The objects of an array; one object in place of the array counts, with a warning. */
    static List<JsonFields> objects(JsonFields fields, String name) {
        if (fields.node(name).filter(JsonNode::isObject).isPresent()) {
            return fields.object(name).stream().toList();
        }
        return fields.objects(name);
    }

    private static void checkProperties(JsonFields item) {
        for (String name : item.names()) {
            Kind kind = KINDS.get(name);
            if (kind != null) {
                checkKind(item, name, kind);
            } else if (EXTENDED.matcher(name).matches()) {
                item.text(name);
            } else if (!EXTENSIONS.contains(name)) {
                item.findings()
                        .warn(
                                "unknown-property",
                                item.pointerTo(name),
                                "ninjs has no such property; it was left out");
            }
        }
    }

    private static void checkKind(JsonFields item, String name, Kind kind) {
        Optional<JsonNode> node = item.node(name);
        if (node.isEmpty()) {
            return;
        }
        switch (kind) {
            case TEXT -> requireKind(item, name, node.get().isTextual(), "a string");
            case NUMBER -> requireKind(item, name, node.get().isNumber(), "a number");
            case OBJECT -> {
                requireKind(item, name, node.get().isObject(), "an object");
                item.object(name).ifPresent(NinjsShape::checkTexts);
            }
            case OBJECTS -> {
                boolean one = node.get().isObject();
                requireKind(item, name, one || node.get().isArray(), "an array of objects");
                if (one) {
                    item.findings()
                            .warn(
                                    "object-for-array",
                                    item.pointerTo(name),
                                    "One object stands for an array of one");
                }
                objects(item, name).forEach(NinjsShape::checkTexts);
            }
            case NAMED_OBJECTS -> {
                boolean container = node.get().isObject() || node.get().isArray();
                requireKind(item, name, container, "an object or an array");
            }
        }
    }

    /** Text members of the objects that ninjs nests; others of theirs are not read. */
    private static void checkTexts(JsonFields object) {
        for (String name :
                List.of(
                        "name",
                        "code",
                        "scheme",
                        "uri",
                        "literal",
                        "role",
                        "value",
                        "version",
                        "contenttype",
                        "linkedrights",
                        "encodedrights",
                        "langid")) {
            object.text(name);
        }
    }

    private static void requireKind(JsonFields item, String name, boolean fits, String wanted) {
        if (!fits) {
            item.node(name).ifPresent(node -> item.wrongType(name, node, wanted));
        }
    }

    /**
     * What came with 1.2 is no fault of an item that names no version, but a strict one says so.
     */
    private static void checkVersion(JsonFields item) {
        if (item.node("standard").isPresent()) {
            return;
        }
        boolean component =
                item.node("type").filter(type -> type.asText().equals("component")).isPresent();
        if (component || item.node("infosource").isPresent()) {
            String name = component ? "type" : "infosource";
            item.findings()
                    .warn(
                            "later-version",
                            item.pointerTo(name),
                            "This came with ninjs 1.2; the item names no version, and was read as"
                                    + " one of 1.2 or later");
        }
    }

    private static void checkRights(JsonFields item) {
        item.object("rightsinfo")
                .filter(r -> r.node("linkedrights").isPresent())
                .filter(r -> r.node("encodedrights").isPresent())
                .ifPresent(
                        rights ->
                                item.findings()
                                        .warn(
                                                "rights-twice",
                                                item.pointerTo("rightsinfo"),
                                                "Both linked and encoded rights; the linked ones"
                                                        + " were taken"));
    }

    private static void checkGeometry(JsonFields place) {
        String name = place.firstOf("geojson", "geometry_geojson");
        Optional<JsonNode> geometry = place.node(name);
        if (geometry.isPresent() && !geometry.get().path("type").isTextual()) {
            place.findings()
                    .warn(
                            "invalid-geojson",
                            place.pointerTo(name),
                            "The GeoJSON has no type; it was left out");
        }
    }

    private static void checkAssociation(JsonFields association) {
        checkProperties(association);
        for (String name : List.of("name", "uri")) {
            if (association.node(name).isEmpty()) {
                association
                        .findings()
                        .warn(
                                "missing-property",
                                association.pointerTo(name),
                                "The association has no " + name);
            }
        }
    }

    private static void checkNamedAssociations(JsonFields associations) {
        for (String key : associations.names()) {
            associations.object(key).ifPresent(NinjsShape::checkProperties);
        }
    }

    private static Map<String, String> same(String... words) {
        Map<String, String> same = new HashMap<>();
        for (String word : words) {
            same.put(word, word);
        }
        return Map.copyOf(same);
    }
}
