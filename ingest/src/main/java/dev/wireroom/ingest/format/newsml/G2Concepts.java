package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.Concept;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the concepts of one NewsML-G2 item: by QCode, URI or literal, their names inline or in an
 * assert, in the item's language where there is a choice.
 */
final class G2Concepts {

    private final G2Vocabulary vocabulary;
    private final String language;
    private final Map<String, XmlElement> asserts = new HashMap<>();

    G2Concepts(XmlElement item, G2Vocabulary vocabulary, String language) {
        this.vocabulary = vocabulary;
        this.language = language;
        for (XmlElement statement : item.children("assert")) {
            id(statement).ifPresent(id -> asserts.putIfAbsent(id, statement));
        }
    }

    private static Optional<String> id(XmlElement element) {
        return element.attribute("qcode")
                .or(() -> element.attribute("uri"))
                .or(() -> element.attribute("literal"));
    }

    /** A subject and its facets; one that names nothing gives none. */
    List<Concept> subjects(XmlElement subject) {
        List<Concept> found = new ArrayList<>();
        String role = role(subject);
        Optional<XmlElement> main = subject.child("mainConcept");
        concept(main.orElse(subject), role).ifPresent(found::add);
        for (XmlElement facet : subject.children("facetConcept")) {
            concept(facet, role).ifPresent(found::add);
        }
        return found;
    }

    Optional<Concept> concept(XmlElement element, String role) {
        Optional<String> qcode = element.attribute("qcode");
        Optional<String> uri = element.attribute("uri");
        Optional<String> code = qcode.or(() -> uri.map(G2Vocabulary::lastPart));
        Optional<String> scheme =
                qcode.map(vocabulary::scheme)
                        .or(() -> uri.map(u -> u.substring(0, u.length() - code.get().length())))
                        .filter(s -> !s.isEmpty());
        return name(element)
                .or(() -> code)
                .map(name -> new Concept(name, code.orElse(null), scheme.orElse(null), role));
    }

    /** The name inline, else that of an assert, else the literal. */
    Optional<String> name(XmlElement element) {
        return inlineName(element)
                .or(() -> id(element).map(asserts::get).flatMap(this::inlineName))
                .or(() -> element.attribute("literal"));
    }

    private Optional<String> inlineName(XmlElement element) {
        List<XmlElement> names =
                element.children("name").stream().filter(n -> n.line().isPresent()).toList();
        return names.stream()
                .filter(name -> !isMnemonic(name))
                .filter(name -> speaks(name, language))
                .findFirst()
                .or(() -> names.stream().filter(name -> !isMnemonic(name)).findFirst())
                .or(() -> names.stream().findFirst())
                .flatMap(XmlElement::line);
    }

    private static boolean isMnemonic(XmlElement name) {
        String role = G2Vocabulary.word(name, "role");
        return role.equals("mnemonic") || role.equals("short");
    }

    /** Whether an element is in a language, by its primary subtag; one that says none is not. */
    static boolean speaks(XmlElement element, String language) {
        String own = element.attribute("xml:lang").orElse("");
        return !own.isEmpty() && primary(own).equals(primary(language));
    }

    private static String primary(String tag) {
        int end = tag.indexOf('-');
        return (end < 0 ? tag : tag.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    private String role(XmlElement subject) {
        String type = G2Vocabulary.word(subject, "type");
        if (type.isEmpty()) {
            type =
                    id(subject)
                            .map(asserts::get)
                            .flatMap(statement -> statement.child("type"))
                            .map(G2Vocabulary::word)
                            .orElse("");
        }
        return switch (type) {
            case "person" -> "person";
            case "organisation", "organization" -> "organisation";
            case "geoarea", "poi" -> "place";
            case "event" -> "event";
            case "object" -> "object";
            default -> "subject";
        };
    }
}
