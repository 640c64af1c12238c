package dev.wireroom.ingest.format.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.TextCleaner;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes the fields of a JSON Feed; values of a wrong type are left out or, if scalar, read. */
final class JsonFeedFields {

    private final ObjectNode root;
    private final FeedBuilder feed;
    private final FeedTimes times;
    private @Nullable String base;

    JsonFeedFields(ObjectNode root, FeedBuilder feed) {
        this.root = root;
        this.feed = feed;
        this.times = new FeedTimes(feed.arrival.receivedAt());
    }

    void read() {
        String version = root.path("version").asText();
        String number = version.substring(version.lastIndexOf('/') + 1);
        boolean known = number.length() <= 4 && !number.isEmpty();
        feed.format = known ? "jsonfeed/" + number : "jsonfeed";
        String location = feed.arrival.location().map(URI::toString).orElse(null);
        feed.self = WebLinks.resolve(location, text(root, "feed_url"));
        feed.homepage =
                WebLinks.resolve(
                        feed.self == null ? location : feed.self, text(root, "home_page_url"));
        base = feed.homepage == null ? location == null ? feed.self : location : feed.homepage;
        feed.title = text(root, "title");
        feed.description = text(root, "description");
        feed.language = text(root, "language");
        String icon = text(root, "icon");
        feed.image = WebLinks.resolve(base, icon == null ? text(root, "favicon") : icon);
        feed.next = WebLinks.resolve(base, text(root, "next_url"));
        feed.expired = root.path("expired").asBoolean(false);
        for (JsonNode hub : root.path("hubs")) {
            String url = WebLinks.resolve(base, text(hub, "url"));
            if (url != null) {
                feed.hubs.add(url);
            }
        }
        authors(root, feed.authors);
        for (JsonNode item : root.path("items")) {
            if (item instanceof ObjectNode object) {
                feed.add(item(object));
            } else {
                feed.symptoms.note("item-empty", "items", "An item is no object; left out");
            }
        }
    }

    private ItemFields item(ObjectNode json) {
        ItemFields item = new ItemFields();
        item.guid = text(json, "id");
        item.permaLink = item.guid == null ? null : WebLinks.isWeb(item.guid);
        String url = text(json, "url");
        if (url != null && url.indexOf(':') < 0) {
            item.symptoms.note("link-relative", "url", "A link is relative: " + url);
        }
        item.link(WebLinks.resolve(base, url), 0);
        item.link(item.guid == null ? WebLinks.resolve(base, text(json, "external_url")) : null, 5);
        item.title(field(json, "title", FieldText.Kind.PLAIN), 0);
        item.content(field(json, "content_html", FieldText.Kind.HTML), 0);
        item.content(field(json, "content_text", FieldText.Kind.PLAIN), 1);
        item.description(field(json, "summary", FieldText.Kind.PLAIN), 0);
        item.summaryOnly = true;
        item.published(
                times.read(text(json, "date_published"), "date_published", item.symptoms), 0);
        item.updated = times.read(text(json, "date_modified"), "date_modified", item.symptoms);
        item.language = text(json, "language");
        authors(json, item.authors);
        JsonNode tags = json.path("tags");
        for (JsonNode tag : tags.isTextual() ? json.arrayNode().add(tags) : tags) {
            MediaReader.keyword(item, scalar(tag));
        }
        media(json, item);
        return item;
    }

    private void media(ObjectNode json, ItemFields item) {
        picture(text(json, "image"), "image", item);
        picture(text(json, "banner_image"), "banner", item);
        for (JsonNode attachment : json.path("attachments")) {
            String url = WebLinks.resolve(base, text(attachment, "url"));
            if (url != null) {
                item.media(
                        new MediaLink(
                                url,
                                text(attachment, "mime_type"),
                                "attachment",
                                text(attachment, "title"),
                                null,
                                null));
            }
        }
    }

    private void picture(@Nullable String address, String role, ItemFields item) {
        String url = WebLinks.resolve(base, address);
        if (url != null) {
            item.media(new MediaLink(url, typeOf(url), role, null, null, null));
        }
    }

    private static @Nullable String typeOf(String url) {
        String path = url.toLowerCase(Locale.ROOT);
        if (path.endsWith(".jpg") || path.endsWith(".jpeg")) {
            return "image/jpeg";
        }
        return path.endsWith(".png") ? "image/png" : path.endsWith(".webp") ? "image/webp" : null;
    }

    /** authors since 1.1, author before; some write a name where an object belongs. */
    private static void authors(ObjectNode json, Collection<String> names) {
        JsonNode authors = json.has("authors") ? json.path("authors") : json.path("author");
        for (JsonNode author : authors.isArray() ? authors : json.arrayNode().add(authors)) {
            String name = author.isObject() ? text(author, "name") : scalar(author);
            if (name != null) {
                names.add(FieldText.collapsed(name));
            }
        }
    }

    private static @Nullable FieldText field(ObjectNode json, String name, FieldText.Kind kind) {
        String text = text(json, name);
        return text == null ? null : FieldText.of(text, kind);
    }

    private static @Nullable String text(JsonNode json, String name) {
        return scalar(json.path(name));
    }

    /** Stripped text; null for blanks, objects and arrays. */
    private static @Nullable String scalar(JsonNode node) {
        if (!node.isTextual() && !node.isNumber()) {
            return null;
        }
        String text = TextCleaner.withoutOddCharacters(node.asText()).strip();
        return text.isEmpty() ? null : text;
    }
}
