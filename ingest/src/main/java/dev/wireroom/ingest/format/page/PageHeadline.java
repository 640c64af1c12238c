package dev.wireroom.ingest.format.page;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Finds the headline of a page's article, in the order that {@link PageMetadata} tells. */
final class PageHeadline {

    private static final List<String> RANKS = List.of("h1", "h2", "h3");
    private static final List<String> NAMES = List.of("entry-title", "post-title", "article-title");
    private static final int MOST_HEADINGS = 20;
    private static final int LEAST_LETTERS = 10;

    private final Document page;
    private final MetaTags meta;
    private final Optional<JsonLd> ld;

    PageHeadline(Document page, MetaTags meta, Optional<JsonLd> ld) {
        this.page = page;
        this.meta = meta;
        this.ld = ld;
    }

    String text() {
        Optional<String> stated =
                ld.filter(JsonLd::isArticle)
                        .map(node -> PageMetadata.clean(node.headline()))
                        .filter(text -> !text.isEmpty())
                        .or(() -> PageMetadata.property(page, "headline"));
        if (stated.isPresent()) {
            String text = stated.get();
            return text.endsWith("…") || text.endsWith("...") ? whole(text) : text;
        }
        String heading = PageMetadata.clean(heading());
        String site = meta.first("og:site_name").map(PageMetadata::clean).orElse("");
        return meta.first(
                        "og:title",
                        "parsely-title",
                        "sailthru.title",
                        "dc.title",
                        "dcterms.title",
                        "citation_title",
                        "twitter:title",
                        "headline")
                .map(PageMetadata::clean)
                .map(title -> PageTitle.headline(title, heading, site))
                .filter(text -> !text.isEmpty())
                .orElseGet(
                        () -> {
                            String title = PageMetadata.clean(page.title());
                            return title.isEmpty()
                                    ? heading
                                    : PageTitle.headline(title, heading, site);
                        });
    }

    /** A headline that is cut off, as the page's heading goes on. */
    private String whole(String cut) {
        String heading = PageMetadata.clean(heading());
        return PageTitle.fold(heading).startsWith(PageTitle.fold(cut)) ? heading : cut;
    }

    /**
     * The heading that is named the article's and repeated in the title; else the page's first of
     * the first rank, that of the article rather than of the site.
     */
    private String heading() {
        String title = PageTitle.fold(page.title());
        for (String rank : RANKS) {
            int seen = 0;
            for (Element element : page.getElementsByTag(rank)) {
                if (++seen > MOST_HEADINGS) {
                    break;
                }
                if (isNamed(element) && isIn(title, element.text())) {
                    return element.text();
                }
            }
        }
        return firstHeading();
    }

    private static boolean isNamed(Element element) {
        return element.attributesSize() > 0 && NAMES.stream().anyMatch(element::hasClass);
    }

    private static boolean isIn(String title, String heading) {
        String folded = PageTitle.fold(heading);
        return folded.length() > LEAST_LETTERS && title.contains(folded);
    }

    private String firstHeading() {
        Element first = null;
        int seen = 0;
        for (Element h1 : page.getElementsByTag("h1")) {
            if (++seen > MOST_HEADINGS) {
                break;
            }
            if (h1.closest("article, main") != null) {
                return h1.text();
            }
            first = first == null ? h1 : first;
        }
        boolean ofSite = first != null && seen > 1 && first.closest("header") != null;
        return first == null || ofSite ? "" : first.text();
    }
}
