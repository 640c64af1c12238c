package dev.wireroom.ingest.format.page;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.NewsTimes;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** When a page says that its article was published and changed, in the order of PageMetadata. */
final class PageTimes {

    private static final Pattern EPOCH = Pattern.compile("1\\d{9}(?:\\d{3})?");

    private final Document page;
    private final MetaTags meta;
    private final Optional<JsonLd> ld;

    PageTimes(Document page, MetaTags meta, Optional<JsonLd> ld) {
        this.page = page;
        this.meta = meta;
        this.ld = ld;
    }

    Optional<NewsTime> published() {
        return time(ld.map(node -> node.text("datePublished")))
                .or(() -> time(PageMetadata.property(page, "datePublished")))
                .or(
                        () ->
                                time(
                                        meta.first(
                                                "article:published_time",
                                                "og:article:published_time",
                                                "article:published",
                                                "parsely-pub-date",
                                                "sailthru.date",
                                                "cxenseparse:recs:publishtime",
                                                "datepublished",
                                                "dc.date.issued",
                                                "dcterms.created",
                                                "dc.date",
                                                "dcterms.date",
                                                "citation_publication_date",
                                                "pubdate",
                                                "publishdate",
                                                "publish-date",
                                                "publication_date",
                                                "article.published",
                                                "date",
                                                "created")))
                .or(this::printedTime)
                .or(() -> time(ld.map(node -> node.text("dateCreated"))));
    }

    Optional<NewsTime> modified() {
        return time(ld.map(node -> node.text("dateModified")))
                .or(() -> time(PageMetadata.property(page, "dateModified")))
                .or(
                        () ->
                                time(
                                        meta.first(
                                                "article:modified_time",
                                                "og:updated_time",
                                                "article:updated",
                                                "dcterms.modified",
                                                "dc.date.modified",
                                                "lastmod",
                                                "last-modified")));
    }

    private Optional<NewsTime> printedTime() {
        int seen = 0;
        Optional<NewsTime> first = Optional.empty();
        for (Element element : page.getElementsByTag("time")) {
            if (++seen > 50) {
                break;
            }
            Optional<NewsTime> time = time(Optional.of(element.attr("datetime")));
            if (time.isPresent()
                    && (element.hasAttr("pubdate")
                            || element.closest("article, main, header") != null)) {
                return time;
            }
            first = first.or(() -> time);
        }
        Element abbr =
                page.selectFirst("abbr.published[title], abbr[itemprop=datePublished][title]");
        return first.or(
                () -> abbr == null ? Optional.empty() : time(Optional.of(abbr.attr("title"))));
    }

    private static Optional<NewsTime> time(Optional<String> text) {
        return text.map(String::strip)
                .filter(t -> !t.isEmpty())
                .flatMap(
                        t -> {
                            if (EPOCH.matcher(t).matches()) {
                                long millis = Long.parseLong(t.length() == 10 ? t + "000" : t);
                                return NewsTimes.parse(Instant.ofEpochMilli(millis).toString());
                            }
                            return NewsTimes.parse(t);
                        });
    }
}
