package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.feed.MarkupScanner.Event;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the feeds that a web page names in its {@code <link rel=alternate>}. */
final class PageFeeds {

    private static final int MOST = 10;

    private PageFeeds() {}

    static List<String> in(String page, Optional<URI> location) {
        MarkupScanner scanner = new MarkupScanner(page);
        Set<String> found = new LinkedHashSet<>();
        String base = location.map(URI::toString).orElse(null);
        Event event = scanner.next();
        while (event != Event.EOF && found.size() < MOST) {
            if (event == Event.START) {
                switch (scanner.localName()) {
                    case "base" -> {
                        String href = WebLinks.resolve(base, scanner.attribute("href"));
                        base = href == null ? base : href;
                    }
                    case "link" -> {
                        String href = WebLinks.resolve(base, scanner.attribute("href"));
                        if (href != null && isFeed(scanner)) {
                            found.add(href);
                        }
                    }
                    default -> {
                        // the rest of the page
                    }
                }
            }
            event = scanner.next();
        }
        return List.copyOf(found);
    }

    private static boolean isFeed(MarkupScanner scanner) {
        String type = lower(scanner.attribute("type"));
        return lower(scanner.attribute("rel")).contains("alternate")
                && (type.contains("rss")
                        || type.contains("atom+xml")
                        || type.contains("rdf+xml")
                        || type.contains("feed+json"));
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
