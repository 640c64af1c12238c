package dev.wireroom.ingest.format.ninjs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.json.JsonFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The media of a ninjs item: its own renditions and those of its associations, one link per
 * picture, video or audio, to the largest rendition that has an address.
 */
final class NinjsMedia {

    private static final Set<String> MEDIA_TYPES = Set.of("picture", "graphic", "video", "audio");
    private static final int MAX_PIXELS = 1_000_000;

    private record Named(String name, JsonFields fields) {}

    private NinjsMedia() {}

    static List<MediaLink> read(JsonFields item) {
        List<MediaLink> media = new ArrayList<>();
        link(item, "main").ifPresent(media::add);
        for (Named association : named(item, "associations")) {
            JsonFields associated = association.fields();
            link(associated, association.name()).ifPresent(media::add);
            if (NinjsText.body(associated).isPresent()) {
                associated
                        .findings()
                        .warn(
                                "association-left-out",
                                associated.pointerTo("type"),
                                "The associated text is an item of its own, and not in this one");
            }
        }
        return media;
    }

    private static Optional<MediaLink> link(JsonFields item, String role) {
        Optional<JsonFields> best =
                named(item, "renditions").stream()
                        .map(Named::fields)
                        .filter(rendition -> rendition.text("href").isPresent())
                        .max(Comparator.comparingInt(NinjsMedia::width));
        if (best.isPresent()) {
            JsonFields rendition = best.get();
            return rendition.text("href").map(href -> link(href, rendition, item, role));
        }
        boolean isMedia = item.text("type").filter(MEDIA_TYPES::contains).isPresent();
        return item.text("uri")
                .filter(uri -> isMedia && !role.equals("main"))
                .filter(uri -> CanonicalUrl.parse(uri).isPresent())
                .map(uri -> new MediaLink(uri, null, role, caption(item), null, null));
    }

    private static MediaLink link(String href, JsonFields rendition, JsonFields item, String role) {
        return new MediaLink(
                href,
                rendition.textOrNull(rendition.firstOf("contenttype", "mimetype")),
                role,
                caption(item),
                pixels(rendition, "width"),
                pixels(rendition, "height"));
    }

    private static @Nullable String caption(JsonFields item) {
        return NinjsText.description(item)
                .or(() -> NinjsText.headline(item))
                .or(() -> item.text("title"))
                .orElse(null);
    }

    private static int width(JsonFields rendition) {
        Integer width = pixels(rendition, "width");
        return width == null ? 0 : width;
    }

    private static @Nullable Integer pixels(JsonFields rendition, String name) {
        return rendition
                .node(name)
                .filter(JsonNode::isNumber)
                .map(JsonNode::intValue)
                .filter(value -> value > 0 && value <= MAX_PIXELS)
                .orElse(null);
    }

    /** An object of named objects in 1.x, an array of objects with a name since 2.0. */
    private static List<Named> named(JsonFields item, String property) {
        List<Named> found = new ArrayList<>();
        if (item.node(property).filter(JsonNode::isArray).isPresent()) {
            for (JsonFields element : item.objects(property)) {
                found.add(new Named(element.text("name").orElse("associated"), element));
            }
            return found;
        }
        for (JsonFields map : item.object(property).stream().toList()) {
            for (String key : map.names()) {
                map.object(key)
                        .ifPresent(element -> found.add(new Named(map.actualName(key), element)));
            }
        }
        return found;
    }
}
