package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What the {@code <meta>} elements of a page say, by name or property, in lower case. */
final class MetaTags {

    private static final int MAX_TAGS = 2_000;

    private final Map<String, List<String>> contents = new HashMap<>();

    MetaTags(Document page) {
        int count = 0;
        for (Element meta : page.getElementsByTag("meta")) {
            String content = meta.attr("content").strip();
            if (content.isEmpty() || ++count > MAX_TAGS) {
                continue;
            }
            for (String attribute : List.of("property", "name", "http-equiv", "itemprop")) {
                String names = meta.attr(attribute).toLowerCase(Locale.ROOT);
                for (String name : names.split("\\s+", -1)) {
                    if (!name.isEmpty()) {
                        contents.computeIfAbsent(name, key -> new ArrayList<>()).add(content);
                    }
                }
            }
        }
    }

    /** The first content of the first of these names that the page has. */
    Optional<String> first(String... names) {
        for (String name : names) {
            List<String> found = contents.get(name);
            if (found != null) {
                return Optional.of(found.get(0));
            }
        }
        return Optional.empty();
    }

    /** All contents of the first of these names that the page has. */
    List<String> all(String... names) {
        for (String name : names) {
            List<String> found = contents.get(name);
            if (found != null) {
                return found;
            }
        }
        return List.of();
    }
}
