package dev.wireroom.ingest.fetch;

import java.net.URI;
import java.util.Optional;

/**
 * What to get.
 *
 * @param uri absolute http or https address
 * @param purpose what for: chooses Accept, limits and whether robots.txt has a say
 * @param etag sent as If-None-Match, exactly as it was received
 * @param lastModified sent as If-Modified-Since, exactly as it was received
 */
public record FetchRequest(
        URI uri, Purpose purpose, Optional<String> etag, Optional<String> lastModified) {

    /** What a document is fetched for. */
    public enum Purpose {
        /** A feed that its publisher offers to readers; robots.txt is not about those. */
        FEED,
        /** A page behind an item's link: robots.txt (RFC 9309) decides. */
        PAGE
    }

    public static FetchRequest feed(URI uri) {
        return new FetchRequest(uri, Purpose.FEED, Optional.empty(), Optional.empty());
    }

    public static FetchRequest page(URI uri) {
        return new FetchRequest(uri, Purpose.PAGE, Optional.empty(), Optional.empty());
    }

    public FetchRequest since(Optional<String> newEtag, Optional<String> newLastModified) {
        return new FetchRequest(uri, purpose, newEtag, newLastModified);
    }
}
