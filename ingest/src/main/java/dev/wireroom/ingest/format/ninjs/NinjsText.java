package dev.wireroom.ingest.format.ninjs;

import dev.wireroom.ingest.format.XhtmlText;
import dev.wireroom.ingest.format.json.JsonFields;
import dev.wireroom.ingest.format.text.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Picks the headline, body and description among those that a ninjs item carries in several
 * renderings: headline and body_text of 1.x, arrays with role and content type since 2.0.
 */
final class NinjsText {

    private static final Set<String> LESSER_ROLES =
            Set.of("teaser", "summary", "abstract", "caption", "short", "lead", "intro");

    /** One rendering, with what its sender says of it; role and contentType are lower-case. */
    private record Rendering(String role, String contentType, String value) {
        boolean isHtml() {
            return contentType.contains("html")
                    || (contentType.isEmpty()
                            && (role.contains("html") || XhtmlText.looksLikeMarkup(value)));
        }

        boolean isXml() {
            return contentType.contains("xml") || role.contains("nitf");
        }

        String text() {
            if (isHtml()) {
                return XhtmlText.ofHtml(value);
            }
            return isXml() ? XhtmlText.ofXml(value) : PlainText.normalised(value);
        }
    }

    private NinjsText() {}

    static Optional<String> headline(JsonFields fields) {
        List<Rendering> headlines = renderings(fields, "headline", "headlines");
        return headlines.stream()
                .min(Comparator.comparingInt(NinjsText::headlineRank))
                .map(h -> h.text().replaceAll("\\s+", " ").strip())
                .filter(text -> !text.isEmpty());
    }

    /** Marked-up text first: it alone is sure about paragraphs. */
    static Optional<String> body(JsonFields fields) {
        return renderings(fields, "body", "bodies").stream()
                .sorted(Comparator.comparingInt(NinjsText::bodyRank))
                .map(Rendering::text)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    static Optional<String> description(JsonFields fields) {
        return renderings(fields, "description", "descriptions").stream()
                .filter(d -> !d.role().contains("credit"))
                .sorted(Comparator.comparingInt(d -> d.isHtml() || d.isXml() ? 1 : 0))
                .map(Rendering::text)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static int headlineRank(Rendering headline) {
        return switch (headline.role()) {
            case "main" -> 0;
            case "" -> 1;
            default -> headline.isHtml() ? 3 : 2;
        };
    }

    private static int bodyRank(Rendering body) {
        int kind = body.isHtml() ? 0 : body.isXml() ? 2 : 1;
        if (body.role().equals("main")) {
            return kind;
        }
        return kind + (LESSER_ROLES.contains(body.role()) ? 20 : 10);
    }

    /** Those of 1.x (stem, stem_role) and those of 2.x and 3.x (an array) as one list. */
    private static List<Rendering> renderings(JsonFields fields, String stem, String array) {
        List<Rendering> renderings = new ArrayList<>();
        fields.text(stem).ifPresent(value -> renderings.add(new Rendering("", "", value)));
        fields.names().stream()
                .filter(name -> NinjsShape.isExtension(name, stem))
                .sorted(Comparator.comparing((String name) -> !name.endsWith("text")))
                .forEach(
                        name -> {
                            String role = name.substring(stem.length() + 1);
                            String type = role.equals("text") ? "text/plain" : "";
                            fields.text(name)
                                    .ifPresent(v -> renderings.add(new Rendering(role, type, v)));
                        });
        for (JsonFields element : NinjsShape.objects(fields, array)) {
            String role = lower(element.text("role"));
            String type = lower(element.text("contenttype"));
            element.text("value").ifPresent(v -> renderings.add(new Rendering(role, type, v)));
        }
        return renderings;
    }

    private static String lower(Optional<String> text) {
        return text.orElse("").toLowerCase(Locale.ROOT);
    }
}
