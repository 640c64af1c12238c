package dev.wireroom.ingest.format.page;

import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Finds the headline of a page's article, in the order that {@link PageMetadata} tells. */
final class PageHeadline {

    private static final String NAMED =
            "h1.entry-title, h2.entry-title, h3.entry-title, h1.post-title, h2.post-title,"
                    + " h3.post-title, h1.article-title, h2.article-title";
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
        String heading = PageMetadata.clean(heading());
        Optional<String> stated =
                ld.filter(JsonLd::isArticle)
                        .map(node -> PageMetadata.clean(node.headline()))
                        .filter(text -> !text.isEmpty())
                        .or(() -> PageMetadata.property(page, "headline"));
        if (stated.isPresent()) {
            String text = stated.get();
            boolean cut = text.endsWith("…") || text.endsWith("...");
            String start = PageTitle.fold(text);
            return cut && PageTitle.fold(heading).startsWith(start) ? heading : text;
        }
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

    /**
     * The heading that is named the article's and repeated in the title; else the page's first of
     * the first rank, that of the article rather than of the site.
     */
    private String heading() {
        String title = PageTitle.fold(page.title());
        int named = 0;
        for (Element element : page.select(NAMED)) {
            if (++named > MOST_HEADINGS) {
                break;
            }
            String folded = PageTitle.fold(element.text());
            if (folded.length() > LEAST_LETTERS && title.contains(folded)) {
                return element.text();
            }
        }
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
