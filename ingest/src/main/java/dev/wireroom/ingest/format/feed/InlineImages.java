package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.MediaLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pictures in an item's HTML, for feeds that name none besides. Tracking pixels and
 * addresses that are not absolute are left out.
 */
final class InlineImages {

    private static final int MOST = 10;

    private InlineImages() {}

    static boolean isImage(MediaLink media) {
        String type = media.getMediaType();
        String role = media.getRole();
        return (type != null && type.startsWith("image/"))
                || "thumbnail".equals(role)
                || "image".equals(role);
    }

    static List<MediaLink> in(@Nullable FieldText text) {
        if (text == null || text.kind() == FieldText.Kind.PLAIN) {
            return List.of();
        }
        String html = text.value();
        int at = html.indexOf("<img");
        if (at < 0) {
            return List.of();
        }
        Map<String, MediaLink> found = new LinkedHashMap<>(2);
        Terminators terminators = new Terminators(html);
        Attributes attributes = new Attributes();
        while (at >= 0 && found.size() < MOST) {
            int end = attributes.read(html, at + "<img".length(), terminators);
            String source = attributes.get("src");
            String url = WebLinks.resolve("https://invalid", source);
            if (url != null && WebLinks.isWeb(url) && !isLocal(url) && !isPixel(attributes)) {
                found.putIfAbsent(url, link(url, attributes));
            }
            at = html.indexOf("<img", end);
        }
        return List.copyOf(found.values());
    }

    private static boolean isLocal(String url) {
        return WebLinks.host(url).equals("invalid");
    }

    private static boolean isPixel(Attributes attributes) {
        return "1".equals(attributes.get("width")) || "1".equals(attributes.get("height"));
    }

    private static MediaLink link(String url, Attributes attributes) {
        String alt = attributes.get("alt");
        String caption = alt == null ? "" : FieldText.collapsed(alt);
        return new MediaLink(
                url,
                null,
                "inline",
                caption.isEmpty() ? null : caption,
                MediaReader.pixels(attributes.get("width")),
                MediaReader.pixels(attributes.get("height")));
    }
}
