package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves the codes of a NewsML-G2 item: a QCode is an alias and a code, and the alias is named by
 * a catalogue. Catalogues inside the item are read; remote ones are never fetched, so IPTC's own
 * aliases, which every item uses, are known here. Immutable.
 */
final class G2Vocabulary {

    static final String IPTC = "http://cv.iptc.org/newscodes/";

    private static final String SIGNALS = IPTC + "signal/";

    /** Of IPTC's catalogue of standard aliases those that occur in news items. */
    private static final Map<String, String> STANDARD =
            Map.ofEntries(
                    Map.entry("sig", SIGNALS),
                    Map.entry("stat", IPTC + "pubstatusg2/"),
                    Map.entry("ninat", IPTC + "ninature/"),
                    Map.entry("medtop", IPTC + "mediatopic/"),
                    Map.entry("subj", IPTC + "subjectcode/"),
                    Map.entry("genre", IPTC + "genre/"),
                    Map.entry("cpnat", IPTC + "cpnature/"),
                    Map.entry("drol", IPTC + "descriptionrole/"),
                    Map.entry("hlrole", IPTC + "headlinerole/"),
                    Map.entry("rnd", IPTC + "rendition/"),
                    Map.entry("irel", IPTC + "itemrelation/"),
                    Map.entry("nprov", IPTC + "newsprovider/"),
                    Map.entry("iso3166-1a2", "http://cvx.iptc.org/iso3166-1a2/"),
                    Map.entry("iso3166-1a3", "http://cvx.iptc.org/iso3166-1a3/"));

    private final Map<String, String> aliases;

    private G2Vocabulary(Map<String, String> aliases) {
        this.aliases = Map.copyOf(aliases);
    }

    static G2Vocabulary standard() {
        return new G2Vocabulary(STANDARD);
    }

    /** This and the catalogues that an element holds, which win. */
    G2Vocabulary with(XmlElement holder) {
        List<XmlElement> catalogs = holder.children("catalog");
        if (catalogs.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(aliases);
        for (XmlElement catalog : catalogs) {
            for (XmlElement scheme : catalog.children("scheme")) {
                Optional<String> uri = scheme.attribute("uri");
                scheme.attribute("alias").ifPresent(alias -> uri.ifPresent(u -> all.put(alias, u)));
            }
        }
        return new G2Vocabulary(all);
    }

    /** The URI of the scheme of a QCode, else its alias. */
    String scheme(String qcode) {
        String alias = alias(qcode);
        return aliases.getOrDefault(alias, alias);
    }

    private static String alias(String qcode) {
        int colon = qcode.indexOf(':');
        return colon < 0 ? "" : qcode.substring(0, colon);
    }

    /**
     * The bare code that an attribute or its URI sibling gives: {@code stat:usable} and {@code
     * …/pubstatusg2/usable} are both usable. Lower case; empty where neither is there.
     */
    static String word(XmlElement element, String attribute) {
        String value =
                element.attribute(attribute)
                        .or(() -> element.attribute(attribute + "uri"))
                        .orElse("");
        return lastPart(value).toLowerCase(Locale.ROOT);
    }

    /** The bare code of an element that stands for a concept: of its qcode, uri or literal. */
    static String word(XmlElement element) {
        return lastPart(
                        element.attribute("qcode")
                                .or(() -> element.attribute("uri"))
                                .or(() -> element.attribute("literal"))
                                .or(element::line)
                                .orElse(""))
                .toLowerCase(Locale.ROOT);
    }

    static String lastPart(String code) {
        int cut =
                Math.max(
                        code.lastIndexOf('/'),
                        Math.max(code.lastIndexOf('#'), code.lastIndexOf(':')));
        return cut == code.length() - 1 ? code : code.substring(cut + 1);
    }

    /**
     * What a signal says about the revision. Only IPTC's vocabulary counts, and an alias that no
     * catalogue here explains, where the word is IPTC's.
     */
    EditorialSignal signal(XmlElement signal) {
        Optional<String> qcode = signal.attribute("qcode");
        String scheme =
                signal.attribute("uri")
                        .map(uri -> uri.substring(0, uri.length() - lastPart(uri).length()))
                        .or(() -> qcode.map(this::scheme))
                        .orElse("");
        boolean foreign = scheme.contains("/") && !isSignals(scheme);
        if (foreign) {
            return EditorialSignal.NONE;
        }
        return switch (word(signal)) {
            case "correction" -> EditorialSignal.CORRECTION;
            case "update" -> EditorialSignal.UPDATE;
            default -> EditorialSignal.NONE;
        };
    }

    private static boolean isSignals(String scheme) {
        return scheme.replaceFirst("^https:", "http:").startsWith(SIGNALS);
    }
}
