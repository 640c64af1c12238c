package dev.wireroom.ingest.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.SeenItem;
import dev.wireroom.schema.ContentHash;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may tell an item of a feed apart: its guid, link, title and date as given, and 64-bit hashes
 * of the forms in which they are compared; a hash is 0 where the item has none.
 *
 * @param guid empty where it has none
 * @param link in the spelling of {@link LinkIdentity}, empty where it has none
 * @param title empty where it has none
 * @param date the publication date as an instant, empty where it has none
 */
record ItemKeys(
        String guid,
        String link,
        String title,
        String date,
        long guidHash,
        long linkHash,
        long titleHash,
        long contentHash) {

    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    static ItemKeys of(
            Optional<String> guid,
            Optional<String> link,
            Optional<String> title,
            String date,
            long content) {
        String itemGuid = guid.map(String::strip).orElse("");
        String itemLink = link.filter(text -> !text.isBlank()).map(LinkIdentity::of).orElse("");
        String itemTitle = title.map(ItemKeys::normalTitle).orElse("");
        return new ItemKeys(
                itemGuid,
                itemLink,
                itemTitle,
                date,
                hash(LinkIdentity.isWeb(itemGuid) ? LinkIdentity.of(itemGuid) : itemGuid),
                hash(itemLink),
                hash(itemTitle),
                content);
    }

    /** The keys of an article that has a guid, or none, in its feed. */
    static ItemKeys of(Article article, Optional<String> guid) {
        NewsTime published = article.getFirstPublished();
        return of(
                guid,
                Optional.ofNullable(article.getUrl()),
                Optional.ofNullable(article.getTitle()),
                published == null ? "" : published.getInstant().toString(),
                contentOf(article));
    }

    /**
     * The content hash without address and times: feeds put session ids into links and the time of
     * the request into dates, and neither makes a revision.
     */
    private static long contentOf(Article article) {
        String url = article.getUrl();
        NewsTime published = article.getFirstPublished();
        var media = article.getMedia();
        article.setUrl(null);
        article.setFirstPublished(null);
        article.setMedia(List.of());
        try {
            return hash(ContentHash.of(article));
        } finally {
            article.setUrl(url);
            article.setFirstPublished(published);
            article.setMedia(media);
        }
    }

    private static String normalTitle(String title) {
        return SPACE.matcher(title.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    /** FNV-1a over UTF-16 code units, its bits mixed once more; 0 only for the empty text. */
    static long hash(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }

    boolean sameKeysAs(SeenItem seen) {
        return guidHash == seen.getGuid()
                && linkHash == seen.getLink()
                && titleHash == seen.getTitle();
    }
}
