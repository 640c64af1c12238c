package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.ingest.format.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what tells the items of one feed apart, from that feed alone. */
final class ItemIdentities {

    /** As ArticleDraft takes it. */
    private static final int MAX_ID_CHARS = 2_000;

    private final Map<String, ItemFields> byGuid = new HashMap<>();
    private final Map<String, ItemFields> byLink = new HashMap<>();
    private final Map<String, Boolean> guidReused = new HashMap<>();
    private final Map<String, Boolean> linkReused = new HashMap<>();

    ItemIdentities(List<ItemFields> items) {
        for (ItemFields item : items) {
            if (item.canceled) {
                continue;
            }
            if (item.guid != null) {
                ItemFields first = byGuid.putIfAbsent(item.guid, item);
                if (first != null) {
                    guidReused.merge(item.guid, !sameStory(first, item), Boolean::logicalOr);
                    item.symptoms.note(
                            "guid-duplicate-in-feed",
                            "guid",
                            "Another item has the guid '%s' too".formatted(item.guid));
                }
            }
            String link = webLink(item);
            if (link != null) {
                ItemFields first = byLink.putIfAbsent(link, item);
                if (first != null) {
                    linkReused.merge(link, !sameTitle(first, item), Boolean::logicalOr);
                }
            }
        }
    }

    /** By the order of FeedItem#identity. */
    FeedItem.Identity of(ItemFields item) {
        String guid = item.guid;
        if (guid != null && !guidReused.getOrDefault(guid, false)) {
            return new FeedItem.Identity(bounded(guid), ExternalIdKind.PUBLISHER);
        }
        String link = webLink(item);
        if (link != null && !linkReused.getOrDefault(link, false)) {
            return new FeedItem.Identity(
                    bounded(CanonicalUrl.of(link)), ExternalIdKind.CANONICAL_URL);
        }
        return new FeedItem.Identity(sha256(leftovers(item)), ExternalIdKind.CONTENT_HASH);
    }

    /** Title and date; the text, or where there is none the media, if that is not enough. */
    private static String leftovers(ItemFields item) {
        StringBuilder key = new StringBuilder();
        if (item.title != null) {
            key.append(item.title.line());
        }
        key.append('\0');
        if (item.published != null) {
            key.append(item.published.getInstant());
        }
        if (item.title == null || item.published == null) {
            FieldText text = item.description == null ? item.content : item.description;
            key.append('\0').append(text == null ? "" : text.value());
            item.media.forEach(media -> key.append('\0').append(media.getUrl()));
            key.append('\0').append(item.link).append('\0').append(item.guid);
        }
        return key.toString();
    }

    private static @Nullable String webLink(ItemFields item) {
        return WebLinks.isWeb(item.link) ? item.link : null;
    }

    /** Whether two items of one id are one story given twice. */
    private static boolean sameStory(ItemFields a, ItemFields b) {
        boolean sameText =
                Objects.equals(a.description, b.description)
                        && Objects.equals(a.content, b.content);
        return sameTitle(a, b) && (sameText || Objects.equals(a.link, b.link));
    }

    private static boolean sameTitle(ItemFields a, ItemFields b) {
        return Objects.equals(a.title, b.title);
    }

    /** The id itself, or its hash where it is too long for one. */
    static String bounded(String id) {
        return id.length() <= MAX_ID_CHARS ? id : "sha256:" + sha256(id);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
