package dev.wireroom.ingest.source;

import dev.wireroom.ingest.format.CanonicalUrl;
import java.net.URI;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Ids of sources: which are allowed, and which one is made where none is given. Stateless. */
public final class SourceIds {

    /** What an id is, for whoever gave one that is none. */
    public static final String RULE =
            "use at most 100 lower-case letters, digits, '.', '_' and '-', beginning with a letter"
                    + " or digit";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    /** Words of our own addresses below /v1/sources. */
    private static final Set<String> RESERVED = Set.of("doctor", "export", "import", "test");

    /** Words that tell nothing about which feed it is. */
    private static final Pattern EMPTY_WORDS =
            Pattern.compile(
                    "feeds?|rss2?|atom|index|xml|rdf|json|php|html?|aspx?|default|latest|all|www|feedburner");

    /** Leaves room for a number that makes it unique. */
    private static final int LONGEST_DERIVED = 60;

    private SourceIds() {}

    public static boolean isId(String text) {
        return ID.matcher(text).matches() && !RESERVED.contains(text);
    }

    /** Whether it is of the right form but a word of our own. */
    public static boolean isReserved(String text) {
        return RESERVED.contains(text);
    }

    /**
     * A readable id for a feed: its host and what its path tells, {@code bbc.co.uk-news-world} for
     * {@code https://feeds.bbc.co.uk/news/world/rss.xml}; where there is no address, from the name.
     * The same address has the same id each time, as long as it is not taken.
     *
     * @param taken ids that can't be had; a number is put behind them
     */
    public static String derive(Optional<String> url, String name, Predicate<String> taken) {
        String base = url.flatMap(CanonicalUrl::parse).map(SourceIds::ofUri).orElse(slug(name));
        String id = base.isEmpty() ? "source" : base;
        String candidate = id;
        for (int n = 2; taken.test(candidate) || !isId(candidate); n++) {
            candidate = id + "-" + n;
        }
        return candidate;
    }

    private static String ofUri(URI uri) {
        String host =
                uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("^(www|feeds?|rss)\\.", "");
        StringBuilder id = new StringBuilder(slug(host));
        String path = uri.getPath() == null ? "" : uri.getPath();
        for (String word : List.of(slug(path).split("[-.]"))) {
            if (!word.isEmpty() && !EMPTY_WORDS.matcher(word).matches()) {
                id.append('-').append(word);
            }
        }
        return cut(id.toString());
    }

    /** Letters and digits of Latin script, everything else being a hyphen. */
    private static String slug(String text) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .toLowerCase(Locale.ROOT);
        return cut(plain.replaceAll("[^a-z0-9.]+", "-"));
    }

    private static String cut(String id) {
        String bounded = id.length() > LONGEST_DERIVED ? id.substring(0, LONGEST_DERIVED) : id;
        return bounded.replaceAll("^[-.]+|[-.]+$", "");
    }
}
