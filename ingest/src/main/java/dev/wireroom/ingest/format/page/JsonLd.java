package dev.wireroom.ingest.format.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.ingest.format.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The schema.org article that a page carries as JSON-LD, found wherever templates put it: at the
 * top, in an array, in {@code @graph}, as mainEntity of the page. References by {@code @id} to
 * other nodes of the page are followed.
 */
final class JsonLd {

    private static final Set<String> ARTICLES =
            Set.of(
                    "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle",
                    "opinionnewsarticle", "reviewnewsarticle", "backgroundnewsarticle",
                    "asknewsarticle", "advertisercontentarticle", "satiricalarticle", "blogposting",
                    "liveblogposting", "socialmediaposting", "report", "scholarlyarticle",
                    "techarticle", "webpage", "videoobject");
    private static final Set<String> LESSER = Set.of("webpage", "videoobject");
    private static final List<String> NESTED =
            List.of("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart");
    private static final int MOST_VISITED = 5_000;

    private final JsonNode article;
    private final Map<String, JsonNode> byId;

    private JsonLd(JsonNode article, Map<String, JsonNode> byId) {
        this.article = article;
        this.byId = byId;
    }

    static Optional<JsonLd> of(Document page, Findings findings) {
        List<JsonNode> roots = new ArrayList<>();
        for (Element script : page.getElementsByTag("script")) {
            if (script.attr("type").toLowerCase(Locale.ROOT).startsWith("application/ld+json")) {
                LenientJson.Read read = LenientJson.read(script.data());
                roots.addAll(read.values());
                if (!read.whole() && !script.data().isBlank()) {
                    findings.warn(
                            "json-ld-repaired",
                            "",
                            "The page's JSON-LD is not well-formed; what could be read was used");
                }
            }
        }
        Map<String, JsonNode> byId = new HashMap<>();
        List<JsonNode> articles = new ArrayList<>();
        collect(roots, byId, articles);
        return articles.stream()
                .max((a, b) -> Integer.compare(richness(a), richness(b)))
                .map(node -> new JsonLd(node, byId));
    }

    private static void collect(
            List<JsonNode> roots, Map<String, JsonNode> byId, List<JsonNode> articles) {
        List<JsonNode> queue = new ArrayList<>(roots);
        for (int i = 0; i < queue.size() && i < MOST_VISITED; i++) {
            JsonNode node = queue.get(i);
            if (node.isArray()) {
                node.forEach(queue::add);
            } else if (node.isObject()) {
                String id = node.path("@id").asText("");
                if (!id.isEmpty() && node.size() > 1) {
                    byId.putIfAbsent(id, node);
                }
                if (types(node).stream().anyMatch(ARTICLES::contains)) {
                    articles.add(node);
                }
                NESTED.forEach(
                        name -> {
                            if (node.path(name).isContainerNode()) {
                                queue.add(node.path(name));
                            }
                        });
            }
        }
    }

    private static List<String> types(JsonNode node) {
        List<String> types = new ArrayList<>();
        JsonNode type = node.has("@type") ? node.path("@type") : node.path("type");
        if (type.isArray()) {
            type.forEach(each -> types.add(typeName(each)));
        } else if (type.isTextual()) {
            types.add(typeName(type));
        }
        return types;
    }

    private static String typeName(JsonNode type) {
        String name = type.asText("").toLowerCase(Locale.ROOT);
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    }

    /** Of several the one that says most; a list of teasers says little of each. */
    private static int richness(JsonNode node) {
        int points = types(node).stream().anyMatch(LESSER::contains) ? -10 : 0;
        points += types(node).stream().anyMatch(type -> type.contains("news")) ? 2 : 0;
        for (String name :
                List.of("headline", "author", "datePublished", "articleBody", "image", "publisher",
                        "description", "mainEntityOfPage", "dateModified")) {
            points += node.has(name) ? 2 : 0;
        }
        return points;
    }

    /** Whether it is an article, rather than the page or a video that is all there is. */
    boolean isArticle() {
        return types(article).stream().anyMatch(type -> !LESSER.contains(type));
    }

    String headline() {
        String headline = text("headline");
        return headline.isEmpty() ? text("name") : headline;
    }

    /** The text of a field; of a list the first, of an object its name or value. */
    String text(String field) {
        return textOf(article.path(field), 0);
    }

    /** All texts of a field that may be a list. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        JsonNode node = article.path(field);
        if (node.isArray()) {
            for (JsonNode each : node) {
                addIfAny(textOf(each, 0), texts);
            }
        } else {
            addIfAny(textOf(node, 0), texts);
        }
        return texts;
    }

    private static void addIfAny(String text, List<String> texts) {
        if (!text.isBlank()) {
            texts.add(text);
        }
    }

    private String textOf(JsonNode node, int depth) {
        if (depth > 4) {
            return "";
        }
        if (node.isValueNode()) {
            return node.asText("").strip();
        }
        if (node.isArray()) {
            return node.isEmpty() ? "" : textOf(node.get(0), depth + 1);
        }
        JsonNode resolved = resolve(node);
        for (String name : List.of("name", "@value", "url", "@id")) {
            if (resolved.has(name)) {
                return textOf(resolved.path(name), depth + 1);
            }
        }
        return "";
    }

    private JsonNode resolve(JsonNode node) {
        if (node.size() <= 2 && node.has("@id") && !node.has("name") && !node.has("url")) {
            return byId.getOrDefault(node.path("@id").asText(""), node);
        }
        return node;
    }

    /** The address of the article's page. */
    String address() {
        JsonNode page = article.path("mainEntityOfPage");
        String address = page.isObject() ? page.path("@id").asText("") : page.asText("");
        if (!address.startsWith("http")) {
            address = article.path("url").asText("");
        }
        return address.startsWith("http") ? address : article.path("@id").asText("");
    }

    /** An image of the article: its address, caption and size, each empty where not given. */
    record Image(String url, String caption, String width, String height) {}

    @Nullable Image image() {
        JsonNode node = article.path("image");
        if (node.isMissingNode()) {
            node = article.path("thumbnailUrl");
        }
        if (node.isArray()) {
            node = node.isEmpty() ? node : node.get(0);
        }
        if (node.isTextual()) {
            return new Image(node.asText(), "", "", "");
        }
        JsonNode image = resolve(node);
        String url = image.path("url").isTextual() ? image.path("url").asText() : "";
        if (url.isEmpty()) {
            url = image.path("contentUrl").asText("");
        }
        if (url.isEmpty()) {
            url = image.path("@id").asText("");
        }
        return url.isEmpty()
                ? null
                : new Image(
                        url,
                        textOf(image.path("caption"), 0),
                        textOf(image.path("width"), 0),
                        textOf(image.path("height"), 0));
    }

    /** The text of the article, or of the updates of a live blog; empty where not given. */
    String body() {
        String body = text("articleBody");
        if (!body.isEmpty()) {
            return body;
        }
        StringBuilder updates = new StringBuilder();
        for (JsonNode update : article.path("liveBlogUpdate")) {
            for (String name : List.of("headline", "articleBody")) {
                String text = textOf(update.path(name), 0);
                if (!text.isEmpty()) {
                    updates.append(text).append("\n\n");
                }
            }
        }
        return updates.toString().strip();
    }

    boolean isPaywalled() {
        return text("isAccessibleForFree").equalsIgnoreCase("false");
    }
}
