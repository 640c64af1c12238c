package dev.wireroom.ingest.format.page;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.NewsTimes;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.page.SitemapDocument.Child;
import dev.wireroom.ingest.format.page.SitemapDocument.News;
import dev.wireroom.ingest.format.page.SitemapDocument.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/**
 * Sitemaps: news sitemaps, plain ones and indexes. Read leniently, by local names, so that a
 * missing namespace, an odd prefix or an unescaped ampersand costs nothing; and as a stream, so
 * that memory follows the entries and not the markup. What came whole before a cut is used.
 */
public final class SitemapParser {

    public static final String FORMAT = "news-sitemap";

    /** As sitemaps.org allows. */
    private static final int MAX_ENTRIES = 50_000;

    private static final int MAX_BYTES = 50 * 1024 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_FIELDS = 2_000;

    private SitemapParser() {}

    /** What the sitemap lists, for whoever polls it. */
    public static SitemapDocument read(byte[] content, Arrival arrival) {
        Findings findings = new Findings();
        byte[] bounded =
                content.length > MAX_BYTES ? Arrays.copyOf(content, MAX_BYTES) : content;
        Reading reading = new Reading(arrival.location(), findings);
        reading.read(PageEncoding.decode(bounded, arrival, findings));
        if (reading.index) {
            return new SitemapDocument.Index(reading.children, findings.warnings());
        }
        if (!reading.urlset && reading.pages.isEmpty()) {
            return new SitemapDocument.Unreadable(
                    new Fault(
                            "no-sitemap",
                            "",
                            "",
                            "The document has neither a urlset nor a sitemapindex.",
                            "Give the address of a sitemap as sitemaps.org describes it."));
        }
        return new SitemapDocument.Pages(reading.pages, findings.warnings());
    }

    /** The articles that a news sitemap announces: all but their texts. */
    public static ParseResult parse(byte[] content, Arrival arrival) {
        return switch (read(content, arrival)) {
            case SitemapDocument.Unreadable no -> ParseResult.refused(no.fault());
            case SitemapDocument.Index index ->
                    new ParseResult.Parsed(
                            List.of(),
                            with(
                                    index.warnings(),
                                    "sitemap-index",
                                    "An index of %d sitemaps; the articles are in those"
                                            .formatted(index.children().size())));
            case SitemapDocument.Pages pages -> articles(pages, arrival);
        };
    }

    private static ParseResult articles(SitemapDocument.Pages pages, Arrival arrival) {
        List<Article> articles = new ArrayList<>();
        int plain = 0;
        int refused = 0;
        for (Page page : pages.pages()) {
            if (page.news().isEmpty()) {
                plain++;
            } else if (article(page, page.news().get(), arrival)
                    instanceof ParseResult.Parsed parsed) {
                articles.addAll(parsed.articles());
            } else {
                refused++;
            }
        }
        List<ParseWarning> warnings = pages.warnings();
        if (plain > 0) {
            warnings =
                    with(
                            warnings,
                            "no-news-entry",
                            "%d entries say nothing about news and were left".formatted(plain));
        }
        if (refused > 0) {
            warnings =
                    with(warnings, "entry-refused", "%d entries were refused".formatted(refused));
        }
        return new ParseResult.Parsed(articles, warnings);
    }

    private static List<ParseWarning> with(List<ParseWarning> warnings, String code, String what) {
        List<ParseWarning> all = new ArrayList<>(warnings);
        all.add(new ParseWarning(code, "", what));
        return all;
    }

    /** An id given with the document can't be that of each of its entries. */
    private static ParseResult article(Page page, News news, Arrival arrival) {
        Findings findings = new Findings();
        ArticleDraft draft =
                new ArticleDraft(arrival.withExternalId(Optional.empty()), FORMAT, findings);
        Article article = draft.article();
        article.setUrl(page.location());
        article.setTitle(news.title().orElse(null));
        article.setFirstPublished(news.published().orElse(null));
        article.setVersionCreated(page.lastModified().or(news::published).orElse(null));
        article.setLanguage(news.language().orElse(null));
        article.setKeywords(news.keywords());
        article.setCopyrightHolder(news.publication().orElse(null));
        article.setMedia(
                page.images().stream()
                        .map(url -> new MediaLink(url, null, "main", null, null, null))
                        .toList());
        if (news.title().isEmpty()) {
            findings.warn("no-text", "title", "The entry has no title");
        }
        return draft.finish(Optional.empty(), "loc");
    }

    /** One walk through a sitemap. Not thread-safe. */
    private static final class Reading {
        private final Optional<URI> base;
        private final Findings findings;
        private final List<Page> pages = new ArrayList<>();
        private final List<Child> children = new ArrayList<>();
        private boolean urlset;
        private boolean index;

        private Reading(Optional<URI> base, Findings findings) {
            this.base = base;
            this.findings = findings;
        }

        private void read(String markup) {
            try (StreamParser stream =
                    new StreamParser(Parser.xmlParser().setMaxDepth(MAX_DEPTH))) {
                stream.parse(markup, "");
                Iterator<Element> elements = stream.iterator();
                while (elements.hasNext() && pages.size() + children.size() < MAX_ENTRIES) {
                    take(elements.next());
                }
                if (elements.hasNext() && pages.size() + children.size() >= MAX_ENTRIES) {
                    findings.warn(
                            "list-cut",
                            "",
                            "Only the first %d entries were read".formatted(MAX_ENTRIES));
                }
            }
        }

        private void take(Element element) {
            switch (local(element)) {
                case "url" -> {
                    page(element);
                    element.empty();
                }
                case "sitemap" -> {
                    index = true;
                    location(element).ifPresent(at -> children.add(new Child(at, lastmod(element))));
                    element.empty();
                }
                case "urlset" -> urlset = true;
                case "sitemapindex" -> index = true;
                default -> {}
            }
        }

        private Optional<String> location(Element entry) {
            String text = text(entry, "loc");
            Optional<String> resolved = PageAddress.resolve(base, text);
            if (resolved.isEmpty()) {
                findings.warn(
                        "no-address",
                        "loc",
                        "An entry has no address that can be used: '%s'"
                                .formatted(Findings.excerpt(text)));
            }
            return resolved;
        }

        private void page(Element url) {
            Optional<String> at = location(url);
            if (at.isEmpty()) {
                return;
            }
            Optional<News> news = Optional.empty();
            List<String> images = new ArrayList<>();
            for (Element child : url.children()) {
                if (local(child).equals("news")) {
                    news = Optional.of(news(child));
                } else if (local(child).equals("image")) {
                    PageAddress.resolve(base, text(child, "loc"))
                            .filter(link -> CanonicalUrl.parse(link).isPresent())
                            .ifPresent(images::add);
                }
            }
            pages.add(new Page(at.get(), lastmod(url), news, images));
        }

        private static News news(Element news) {
            String title = text(news, "title");
            String publication = "";
            String language = "";
            for (Element child : news.children()) {
                if (local(child).equals("publication")) {
                    publication = text(child, "name");
                    language = text(child, "language");
                }
            }
            String tag = language.replace('_', '-');
            return new News(
                    present(title),
                    NewsTimes.parse(text(news, "publication_date")),
                    present(publication),
                    present(tag).filter(t -> t.matches("[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")),
                    Arrays.stream(text(news, "keywords").split("[,;]", -1))
                            .map(String::strip)
                            .filter(keyword -> !keyword.isEmpty())
                            .toList());
        }

        private static Optional<String> present(String text) {
            return Optional.of(text).filter(t -> !t.isEmpty());
        }

        private static Optional<NewsTime> lastmod(Element entry) {
            return NewsTimes.parse(text(entry, "lastmod"));
        }

        private static String text(Element parent, String name) {
            int seen = 0;
            for (Element child : parent.children()) {
                if (local(child).equals(name)) {
                    return PageMetadata.clean(child.wholeText());
                }
                if (++seen > MAX_FIELDS) {
                    break;
                }
            }
            return "";
        }

        /** The name without its prefix: sitemaps bind any to any namespace, or none. */
        private static String local(Element element) {
            String name = element.tagName();
            return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        }
    }
}
