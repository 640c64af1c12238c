package dev.wireroom.ingest.format.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What prefixes mean in a feed: by the namespace they are bound to where that is a known one, else
 * by their name. A known namespace has one key here (dc, atom, media…), whatever prefix and which
 * of its addresses a feed uses. Not thread-safe.
 */
final class Namespaces {

    static final String NONE = "";
    static final String ATOM = "atom";
    static final String XHTML = "xhtml";
    static final String UNKNOWN = "?";

    private record Binding(String prefix, @Nullable String before, int depth) {}

    /** By address in lower case without scheme, www. and a trailing slash or #. */
    private static final Map<String, String> BY_ADDRESS =
            Map.ofEntries(
                    Map.entry("w3.org/2005/atom", ATOM),
                    Map.entry("purl.org/atom/ns", ATOM),
                    Map.entry("purl.org/rss/1.0/modules/content", "content"),
                    Map.entry("purl.org/dc/elements/1.1", "dc"),
                    Map.entry("purl.org/dc/elements/1.0", "dc"),
                    Map.entry("purl.org/dc/terms", "dcterms"),
                    Map.entry("search.yahoo.com/mrss", "media"),
                    Map.entry("search.yahoo.com/mrss/", "media"),
                    Map.entry("tools.search.yahoo.com/mrss", "media"),
                    Map.entry("itunes.com/dtds/podcast-1.0.dtd", "itunes"),
                    Map.entry("itunes.com/dtds/podcast-1.0", "itunes"),
                    Map.entry("example.com/dtds/podcast-1.0.dtd", "itunes"),
                    Map.entry("google.com/schemas/play-podcasts/1.0", "googleplay"),
                    Map.entry("purl.org/rss/1.0/modules/syndication", "sy"),
                    Map.entry("purl.org/rss/1.0/modules/slash", "slash"),
                    Map.entry("purl.org/syndication/thread/1.0", "thr"),
                    Map.entry("purl.org/atompub/tombstones/1.0", "at"),
                    Map.entry("rssnamespace.org/feedburner/ext/1.0", "feedburner"),
                    Map.entry("backend.userland.com/creativecommonsrssmodule", "creativecommons"),
                    Map.entry("web.resource.org/cc", "cc"),
                    Map.entry("creativecommons.org/ns", "cc"),
                    Map.entry("georss.org/georss", "georss"),
                    Map.entry("w3.org/1999/xhtml", XHTML),
                    Map.entry("w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
                    Map.entry("w3.org/xml/1998/namespace", "xml"),
                    Map.entry("purl.org/rss/1.0", NONE),
                    Map.entry("my.netscape.com/rdf/simple/0.9", NONE),
                    Map.entry("channel.netscape.com/rdf/simple/0.9", NONE),
                    Map.entry("my.netscape.com/publish/formats/rss-0.91.dtd", NONE),
                    Map.entry("backend.userland.com/rss", NONE),
                    Map.entry("backend.userland.com/rss2", NONE),
                    Map.entry("blogs.law.harvard.edu/tech/rss", NONE),
                    Map.entry("cyber.law.harvard.edu/rss/rss.html", NONE),
                    Map.entry("purl.org/net/rss1.1", NONE));

    /** For prefixes that a feed uses without binding them, as their authors write them. */
    private static final Map<String, String> BY_PREFIX =
            Map.ofEntries(
                    Map.entry("", NONE),
                    Map.entry("atom", ATOM),
                    Map.entry("atom10", ATOM),
                    Map.entry("a10", ATOM),
                    Map.entry("content", "content"),
                    Map.entry("dc", "dc"),
                    Map.entry("dcterms", "dcterms"),
                    Map.entry("dct", "dcterms"),
                    Map.entry("media", "media"),
                    Map.entry("mrss", "media"),
                    Map.entry("itunes", "itunes"),
                    Map.entry("googleplay", "googleplay"),
                    Map.entry("sy", "sy"),
                    Map.entry("syn", "sy"),
                    Map.entry("slash", "slash"),
                    Map.entry("thr", "thr"),
                    Map.entry("at", "at"),
                    Map.entry("feedburner", "feedburner"),
                    Map.entry("creativecommons", "creativecommons"),
                    Map.entry("cc", "cc"),
                    Map.entry("georss", "georss"),
                    Map.entry("xhtml", XHTML),
                    Map.entry("html", XHTML),
                    Map.entry("rdf", "rdf"),
                    Map.entry("rss", NONE),
                    Map.entry("xml", "xml"));

    private final Map<String, String> bound = new HashMap<>();
    private final Deque<Binding> scope = new ArrayDeque<>();
    private int version;

    /** Binds a prefix for the element at the depth and those in it. */
    void bind(String prefix, String address, int depth) {
        String key = BY_ADDRESS.getOrDefault(bare(address), UNKNOWN);
        scope.push(new Binding(prefix, bound.put(prefix, key), depth));
        version++;
    }

    /** Forgets what elements deeper than the depth bound. */
    void leave(int depth) {
        while (!scope.isEmpty() && scope.peek().depth > depth) {
            Binding binding = scope.pop();
            if (binding.before == null) {
                bound.remove(binding.prefix);
            } else {
                bound.put(binding.prefix, binding.before);
            }
            version++;
        }
    }

    /** Changes whenever a binding does, so that what was looked up can be kept until then. */
    int version() {
        return version;
    }

    /** The key of a prefix, in lower case; a prefix bound to an unknown address tells nothing. */
    String key(String prefix) {
        String key = bound.get(prefix);
        if (key == null || (key.equals(UNKNOWN) && prefix.isEmpty())) {
            return BY_PREFIX.getOrDefault(prefix, UNKNOWN);
        }
        return key.equals(UNKNOWN) ? BY_PREFIX.getOrDefault(prefix, UNKNOWN) : key;
    }

    private static String bare(String address) {
        String bare = address.strip().toLowerCase(Locale.ROOT);
        bare = bare.startsWith("https://") ? bare.substring(8) : bare;
        bare = bare.startsWith("http://") ? bare.substring(7) : bare;
        bare = bare.startsWith("www.") ? bare.substring(4) : bare;
        int end = bare.length();
        while (end > 0 && (bare.charAt(end - 1) == '/' || bare.charAt(end - 1) == '#')) {
            end--;
        }
        return bare.substring(0, end);
    }
}
