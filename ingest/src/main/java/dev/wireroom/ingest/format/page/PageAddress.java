package dev.wireroom.ingest.format.page;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.NewsTimes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Settles the address of a page: {@code rel=canonical}, else {@code og:url}, else JSON-LD, else
 * where it was read from. Templates point canonical links at the front page, a staging host or
 * another site; such an address would make one article of many, so it is not believed where the
 * page was read from elsewhere.
 */
final class PageAddress {

    private static final Pattern DATE_IN_PATH =
            Pattern.compile("/(20\\d\\d|19\\d\\d)[/-](0?[1-9]|1[0-2])[/-]([0-2]?\\d|3[01])(?:[/-]|$)");

    private PageAddress() {}

    static Optional<String> of(
            Document page, MetaTags meta, Optional<JsonLd> ld, Arrival arrival, Findings findings) {
        Optional<URI> base = base(page, arrival);
        List<String> candidates = new ArrayList<>();
        for (Element link : page.getElementsByTag("link")) {
            if (link.attr("rel").toLowerCase(Locale.ROOT).equals("canonical")) {
                candidates.add(link.attr("href"));
                break;
            }
        }
        meta.first("og:url").ifPresent(candidates::add);
        ld.map(JsonLd::address).ifPresent(candidates::add);
        for (String candidate : candidates) {
            Optional<String> resolved = resolve(base, candidate);
            if (resolved.isPresent() && isBelievable(resolved.get(), arrival, findings)) {
                return resolved;
            }
        }
        return arrival.location().map(URI::toString);
    }

    /** What relative links on the page start at. */
    static Optional<URI> base(Document page, Arrival arrival) {
        Element base = page.getElementsByTag("base").first();
        if (base != null) {
            Optional<URI> given = resolve(arrival.location(), base.attr("href")).flatMap(CanonicalUrl::parse);
            if (given.isPresent()) {
                return given;
            }
        }
        return arrival.location();
    }

    /** An absolute web address, or empty. */
    static Optional<String> resolve(Optional<URI> base, String link) {
        String bare = link.strip().replace(" ", "%20");
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        if (CanonicalUrl.parse(bare).isPresent()) {
            return Optional.of(bare);
        }
        try {
            return base.map(uri -> uri.resolve(bare).toString())
                    .filter(text -> CanonicalUrl.parse(text).isPresent());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isBelievable(String address, Arrival arrival, Findings findings) {
        Optional<URI> claimed = CanonicalUrl.parse(address);
        if (claimed.isEmpty() || arrival.location().isEmpty()) {
            return claimed.isPresent();
        }
        URI location = arrival.location().get();
        if (location.getHost() == null) {
            return true;
        }
        boolean frontPage = isFront(claimed.get()) && !isFront(location);
        boolean elsewhere = !site(claimed.get().getHost()).equals(site(location.getHost()));
        if (frontPage || elsewhere) {
            findings.warn(
                    "canonical-ignored",
                    "url",
                    "The page calls %s its address, which is %s; it was not believed"
                            .formatted(
                                    Findings.excerpt(address),
                                    frontPage ? "the front page" : "on another site"));
            return false;
        }
        return true;
    }

    private static boolean isFront(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        return path.length() <= 1 && uri.getQuery() == null;
    }

    /** The registrable part of a host, near enough: the last label of three letters and the rest. */
    static String site(String host) {
        String[] labels = host.toLowerCase(Locale.ROOT).split("\\.", -1);
        int n = labels.length;
        if (n <= 2) {
            return String.join(".", labels);
        }
        boolean secondLevel = labels[n - 1].length() == 2 && labels[n - 2].length() <= 3;
        int kept = secondLevel ? 3 : 2;
        return String.join(".", List.of(labels).subList(n - kept, n));
    }

    /** The day that an address like /2026/11/23/ names. */
    static Optional<NewsTime> date(String address) {
        Matcher date = DATE_IN_PATH.matcher(address);
        if (!date.find()) {
            return Optional.empty();
        }
        return NewsTimes.parse(
                "%s-%02d-%02d"
                        .formatted(
                                date.group(1),
                                Integer.parseInt(date.group(2)),
                                Integer.parseInt(date.group(3))));
    }
}
