package dev.wireroom.ingest.format.page;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.UsagePreference;
import dev.wireroom.ingest.format.Arrival;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What a page says about who owns its article and what machines may do with it. */
final class PageRights {

    private static final List<String> ROBOT_SIGNALS =
            List.of(
                    "noai",
                    "noimageai",
                    "noml",
                    "nosnippet",
                    "noarchive",
                    "max-snippet",
                    "max-image-preview",
                    "nocache");

    private final Document page;
    private final MetaTags meta;
    private final Optional<JsonLd> ld;
    private final Arrival arrival;
    private final Optional<URI> base;

    PageRights(
            Document page,
            MetaTags meta,
            Optional<JsonLd> ld,
            Arrival arrival,
            Optional<URI> base) {
        this.page = page;
        this.meta = meta;
        this.ld = ld;
        this.arrival = arrival;
        this.base = base;
    }

    void fill(Article article) {
        article.setCopyrightHolder(
                text("copyrightHolder")
                        .or(() -> meta.first("copyright-holder", "dcterms.rightsholder"))
                        .or(() -> text("publisher"))
                        .or(() -> meta.first("article:publisher_name", "og:site_name"))
                        .map(PageMetadata::clean)
                        .filter(text -> !text.startsWith("http"))
                        .orElse(null));
        article.setCopyrightNotice(
                text("copyrightNotice")
                        .or(() -> meta.first("copyright", "dc.rights", "dcterms.rights", "rights"))
                        .map(PageMetadata::clean)
                        .orElse(null));
        article.setUsageTerms(
                text("license").or(this::licenseLink).or(() -> text("usageInfo")).orElse(null));
        article.setUsagePreferences(preferences());
    }

    private Optional<String> licenseLink() {
        Element link = page.selectFirst("link[rel=license], a[rel=license]");
        return link == null ? Optional.empty() : PageAddress.resolve(base, link.attr("href"));
    }

    private List<UsagePreference> preferences() {
        @Nullable String origin = arrival.location().map(URI::toString).orElse(null);
        List<UsagePreference> found = new ArrayList<>();
        for (String robot :
                List.of("robots", "googlebot", "googlebot-news", "bingbot", "gptbot", "ccbot")) {
            for (String value : meta.all(robot)) {
                String lower = value.toLowerCase(Locale.ROOT);
                boolean own = robot.equals("gptbot") || robot.equals("ccbot");
                if (own || ROBOT_SIGNALS.stream().anyMatch(lower::contains)) {
                    String signal = robot.equals("robots") ? "meta-robots" : "meta-" + robot;
                    found.add(new UsagePreference(signal, PageMetadata.clean(value), origin));
                }
            }
        }
        for (String signal : List.of("tdm-reservation", "tdm-policy", "content-usage")) {
            meta.first(signal)
                    .ifPresent(
                            value ->
                                    found.add(
                                            new UsagePreference(
                                                    signal, PageMetadata.clean(value), origin)));
        }
        return found;
    }

    private Optional<String> text(String field) {
        return ld.map(node -> PageMetadata.clean(node.text(field))).filter(text -> !text.isEmpty());
    }
}
