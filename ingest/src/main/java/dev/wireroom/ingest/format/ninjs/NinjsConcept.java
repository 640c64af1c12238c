package dev.wireroom.ingest.format.ninjs;

import dev.wireroom.contract.Concept;
import dev.wireroom.ingest.format.json.JsonFields;
import java.util.Optional;

/**
 * A concept of ninjs. 1.x writes scheme and code; 2.x and 3.x write a uri and perhaps a literal,
 * where the uri is the scheme's with the code at its end.
 */
final class NinjsConcept {

    private NinjsConcept() {}

    /** Empty for an object that names nothing; its role is left to the caller. */
    static Optional<Concept> read(JsonFields fields) {
        Optional<String> uri = fields.text("uri");
        Optional<String> code =
                fields.text("code")
                        .or(() -> fields.text("literal"))
                        .or(() -> uri.map(NinjsConcept::lastPart));
        Optional<String> scheme =
                fields.text("scheme").or(() -> uri.flatMap(u -> schemeOf(u, code.orElse(""))));
        Optional<String> name = fields.text("name").or(() -> code);
        return name.map(n -> new Concept(n, code.orElse(null), scheme.orElse(null), null));
    }

    private static String lastPart(String uri) {
        int end = uri.length();
        int cut = Math.max(uri.lastIndexOf('/'), uri.lastIndexOf('#'));
        return cut < 0 || cut == end - 1 ? uri : uri.substring(cut + 1);
    }

    private static Optional<String> schemeOf(String uri, String code) {
        if (uri.equals(code)) {
            return Optional.empty();
        }
        boolean codeEndsIt = !code.isEmpty() && uri.endsWith(code);
        return Optional.of(codeEndsIt ? uri.substring(0, uri.length() - code.length()) : uri);
    }
}
