package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.Arrival;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What items inherit from their feed.
 *
 * @param format as the articles will name it
 * @param language the feed's own, where it declares one
 * @param authors where items name none
 */
record FeedContext(
        Arrival arrival,
        String format,
        @Nullable String language,
        @Nullable String rights,
        List<String> authors) {}
