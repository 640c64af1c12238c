package dev.wireroom.ingest.format.feed;

import java.util.List;
import java.util.Optional;

/**
 * One subscription of an OPML file.
 *
 * @param number its place among the subscriptions of the file, from 1
 * @param name text or title
 * @param url the feed's address as it stood
 * @param homepage htmlUrl
 * @param language BCP 47 tag as it stood
 * @param tags the folders it is in, as one path, then its categories
 */
public record OpmlOutline(
        int number,
        Optional<String> name,
        String url,
        Optional<String> homepage,
        Optional<String> language,
        List<String> tags) {
    public OpmlOutline {
        tags = List.copyOf(tags);
    }
}
