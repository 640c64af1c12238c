package dev.wireroom.ingest.fetch;

import java.util.Locale;

/**
 * What a fetch of one kind of document asks for and takes.
 *
 * @param accept the Accept header: what is understood, best first
 */
record Profile(Kind kind, String accept, BodyLimits limits, int maxRedirects) {

    /** Kinds of documents; in lower case a label of the metrics. */
    enum Kind {
        FEED,
        PAGE,
        ROBOTS;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String FEED_ACCEPT =
            "application/atom+xml, application/rss+xml, application/feed+json,"
                    + " application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8,"
                    + " application/json;q=0.7, text/html;q=0.4, */*;q=0.1";
    private static final String PAGE_ACCEPT = "text/html, application/xhtml+xml, */*;q=0.1";
    private static final String ROBOTS_ACCEPT = "text/plain, */*;q=0.1";

    /** RFC 9309, section 2.5: at least so much of a robots.txt is read. */
    private static final int ROBOTS_BYTES = 500 * 1024;

    /** RFC 9309, section 2.3.1.2. */
    private static final int ROBOTS_REDIRECTS = 5;

    static Profile feed(FetchConfig config) {
        return new Profile(
                Kind.FEED,
                FEED_ACCEPT,
                new BodyLimits(config.maxFeedBytes(), config.maxDecompressionRatio(), false),
                config.maxRedirects());
    }

    static Profile page(FetchConfig config) {
        return new Profile(
                Kind.PAGE,
                PAGE_ACCEPT,
                new BodyLimits(config.maxPageBytes(), config.maxDecompressionRatio(), false),
                config.maxRedirects());
    }

    static Profile robots(FetchConfig config) {
        return new Profile(
                Kind.ROBOTS,
                ROBOTS_ACCEPT,
                new BodyLimits(ROBOTS_BYTES, config.maxDecompressionRatio(), true),
                ROBOTS_REDIRECTS);
    }
}
