package dev.wireroom.ingest.format.feed;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What relative links in a feed start at: the xml:base in force; else, in RSS, the site the feed
 * belongs to, as its authors mean it; else where the feed was read from or says it is. Not
 * thread-safe.
 */
final class LinkBase {

    private final Scope scope;
    private final @Nullable String location;
    private final boolean siteFirst;
    private @Nullable String homepage;
    private @Nullable String self;

    LinkBase(Scope scope, Optional<URI> location, boolean siteFirst) {
        this.scope = scope;
        this.location = location.map(URI::toString).orElse(null);
        this.siteFirst = siteFirst;
    }

    void homepage(@Nullable String address) {
        if (WebLinks.isWeb(address)) {
            homepage = address;
        }
    }

    void self(@Nullable String address) {
        if (WebLinks.isWeb(address)) {
            self = address;
        }
    }

    /** The link made absolute where there is a base; null where it is no link. */
    @Nullable String resolve(@Nullable String link) {
        return link == null ? null : WebLinks.resolve(base(), link);
    }

    private @Nullable String base() {
        String declared = scope.base();
        if (declared != null && WebLinks.isWeb(declared)) {
            return declared;
        }
        String outer = outer();
        return declared == null ? outer : WebLinks.resolve(outer, declared);
    }

    private @Nullable String outer() {
        if (siteFirst && homepage != null) {
            return homepage;
        }
        if (location != null) {
            return location;
        }
        return self == null ? homepage : self;
    }
}
