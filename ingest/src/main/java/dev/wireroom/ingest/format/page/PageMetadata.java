package dev.wireroom.ingest.format.page;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.TextCleaner;
import dev.wireroom.ingest.format.XhtmlText;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * What a page says about its article. For every field the ways to say it are asked in one order,
 * from the most deliberate to the most incidental, and the first that answers is taken:
 *
 * <ol>
 *   <li>schema.org JSON-LD
 *   <li>schema.org microdata and RDFa ({@code itemprop}, {@code property})
 *   <li>Open Graph and {@code article:*}; for dates, authors and keywords the {@code <meta>} names
 *       of news systems (parsely, sailthru, cXenseParse, Dublin Core, citation_*)
 *   <li>Twitter cards, plain {@code <meta>} names
 *   <li>what stands on the page: {@code <h1>}, {@code <time>}, bylines, {@code <title>}
 *   <li>the address
 * </ol>
 *
 * <p>Two exceptions. A headline of JSON-LD that is cut off gives way to a heading that goes on. An
 * {@code og:title} that ends in the site's name is trimmed like a {@code <title>}.
 */
final class PageMetadata {

    private static final int MAX_PIXELS = 100_000;
    private static final int MAX_BYLINE = 300;
    private static final Pattern LANGUAGE =
            Pattern.compile("[a-zA-Z]{2,3}(?:[-_][a-zA-Z]{4})?(?:[-_](?:[a-zA-Z]{2}|\\d{3}))?");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:[a-zA-Z]{2,8}|#\\d{1,7}|#x[0-9a-fA-F]{1,6});");
    private static final int MOST_ESCAPED = 3;
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,6})(?:\\.\\d+)?\\s*(?:px)?");
    private final Document page;
    private final MetaTags meta;
    private final Optional<JsonLd> ld;
    private final Arrival arrival;
    private final Findings findings;
    private final Optional<URI> base;
    private final PageTimes times;

    PageMetadata(Document page, Optional<JsonLd> ld, Arrival arrival, Findings findings) {
        this.page = page;
        this.meta = new MetaTags(page);
        this.ld = ld;
        this.arrival = arrival;
        this.findings = findings;
        this.base = PageAddress.base(page, arrival);
        this.times = new PageTimes(page, meta, ld);
    }

    void fill(Article article) {
        article.setTitle(orNull(new PageHeadline(page, meta, ld).text()));
        article.setSummary(orNull(summary()));
        List<String> bylines = bylines();
        article.setAuthors(Bylines.names(bylines));
        article.setByline(byline(bylines));
        article.setLanguage(language().orElse(null));
        article.setUrl(PageAddress.of(page, meta, ld, arrival, findings).orElse(null));
        Optional<NewsTime> published = times.published();
        if (published.isEmpty() && article.getUrl() != null) {
            published = PageAddress.date(article.getUrl());
        }
        article.setFirstPublished(published.orElse(null));
        article.setVersionCreated(times.modified().or(times::published).orElse(null));
        article.setKeywords(keywords());
        article.setSubjects(sections());
        article.setMedia(images());
        new PageRights(page, meta, ld, arrival, base).fill(article);
        if (ld.filter(JsonLd::isPaywalled).isPresent()
                || meta.first("article:content_tier")
                        .filter(t -> t.matches("(?i)locked|metered"))
                        .isPresent()) {
            findings.warn(
                    "paywalled",
                    "body",
                    "The page says that it is not free to read; the text may be a part only");
        }
    }

    private Optional<String> ld(String field) {
        return ld.map(node -> clean(node.text(field))).filter(text -> !text.isEmpty());
    }

    /** The value of a property of microdata. */
    static Optional<String> property(Document page, String name) {
        Element element = page.selectFirst("[itemprop=" + name + "]");
        if (element == null) {
            return Optional.empty();
        }
        String text = element.hasAttr("content") ? element.attr("content") : element.text();
        return Optional.of(clean(text)).filter(t -> !t.isEmpty());
    }

    private String summary() {
        return ld.filter(JsonLd::isArticle)
                .flatMap(node -> ld("description"))
                .or(
                        () ->
                                meta.first(
                                                "og:description",
                                                "description",
                                                "dc.description",
                                                "dcterms.abstract",
                                                "sailthru.description",
                                                "twitter:description")
                                        .map(PageMetadata::clean))
                .or(() -> ld("alternativeHeadline"))
                .orElse("");
    }

    private List<String> bylines() {
        List<String> stated =
                ld
                        .filter(JsonLd::isArticle)
                        .map(node -> node.texts("author"))
                        .orElse(List.of())
                        .stream()
                        .map(PageMetadata::clean)
                        .toList();
        if (!Bylines.names(stated).isEmpty()) {
            return stated;
        }
        for (List<String> names :
                List.of(
                        meta.all("article:author", "og:article:author"),
                        meta.all("parsely-author"),
                        meta.all(
                                "sailthru.author",
                                "cxenseparse:author",
                                "citation_author",
                                "dc.creator",
                                "dcterms.creator",
                                "dc.author"),
                        meta.all("author", "byl", "byline", "twitter:data1"))) {
            List<String> clean = names.stream().map(PageMetadata::clean).toList();
            if (!Bylines.names(clean).isEmpty()) {
                return clean;
            }
        }
        return printedByline().map(List::of).orElse(List.of());
    }

    private Optional<String> printedByline() {
        for (String query :
                List.of(
                        "[itemprop=author] [itemprop=name]",
                        "[itemprop=author]",
                        "[rel=author]",
                        ".byline, .by-line, .article-byline, .c-byline, .author-name, .post-author",
                        ".author")) {
            Element element = page.selectFirst(query);
            if (element != null) {
                String text = clean(element.text());
                if (!text.isEmpty()
                        && text.length() <= MAX_BYLINE
                        && !Bylines.names(text).isEmpty()) {
                    return Optional.of(text);
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable String byline(List<String> bylines) {
        List<String> printed =
                bylines.stream()
                        .filter(text -> !text.startsWith("http"))
                        .map(Bylines::stripped)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList();
        return printed.isEmpty() ? null : String.join(", ", printed);
    }

    private Optional<String> language() {
        Element root = page.getElementsByTag("html").first();
        return Optional.ofNullable(root)
                .map(html -> html.hasAttr("lang") ? html.attr("lang") : html.attr("xml:lang"))
                .flatMap(PageMetadata::tag)
                .or(() -> ld("inLanguage").flatMap(PageMetadata::tag))
                .or(
                        () ->
                                meta.first("content-language", "language", "dc.language")
                                        .flatMap(PageMetadata::tag))
                .or(() -> meta.first("og:locale").flatMap(PageMetadata::tag));
    }

    private static Optional<String> tag(String text) {
        String first = text.strip().split("[,;]", -1)[0].strip();
        return LANGUAGE.matcher(first).matches()
                ? Optional.of(Locale.forLanguageTag(first.replace('_', '-')).toLanguageTag())
                        .filter(tag -> !tag.equals("und"))
                : Optional.empty();
    }

    private List<String> keywords() {
        Set<String> keywords = new LinkedHashSet<>();
        List<String> stated = ld.map(node -> node.texts("keywords")).orElse(List.of());
        List<String> tags = meta.all("article:tag", "parsely-tags", "sailthru.tags");
        List<String> found = !stated.isEmpty() ? stated : tags;
        if (found.isEmpty()) {
            found = meta.all("news_keywords", "keywords", "dc.subject", "citation_keywords");
        }
        for (String text : found) {
            for (String keyword : text.split(found.size() > 1 ? "[;\\n]" : "[,;\\n]", -1)) {
                String bare = clean(keyword);
                if (!bare.isEmpty() && !bare.startsWith("http")) {
                    keywords.add(bare);
                }
            }
        }
        return List.copyOf(keywords);
    }

    private List<Concept> sections() {
        Set<String> names = new LinkedHashSet<>();
        ld.map(node -> node.texts("articleSection"))
                .orElse(List.of())
                .forEach(n -> names.add(clean(n)));
        if (names.isEmpty()) {
            meta.all("article:section", "parsely-section", "sailthru.section", "section")
                    .forEach(name -> names.add(clean(name)));
        }
        names.remove("");
        return names.stream().map(name -> new Concept(name, null, null, "section")).toList();
    }

    private List<MediaLink> images() {
        JsonLd.Image stated = ld.map(JsonLd::image).orElse(null);
        if (stated != null) {
            Optional<String> url = PageAddress.resolve(base, stated.url());
            if (url.isPresent()) {
                return List.of(
                        new MediaLink(
                                url.get(),
                                null,
                                "main",
                                orNull(clean(stated.caption())),
                                pixels(stated.width()),
                                pixels(stated.height())));
            }
        }
        return meta.first(
                        "og:image",
                        "og:image:url",
                        "og:image:secure_url",
                        "twitter:image",
                        "twitter:image:src",
                        "parsely-image-url",
                        "sailthru.image.full",
                        "image")
                .flatMap(link -> PageAddress.resolve(base, link))
                .map(
                        url ->
                                List.of(
                                        new MediaLink(
                                                url,
                                                meta.first("og:image:type").orElse(null),
                                                "main",
                                                meta.first("og:image:alt", "twitter:image:alt")
                                                        .map(PageMetadata::clean)
                                                        .orElse(null),
                                                pixels(meta.first("og:image:width").orElse("")),
                                                pixels(meta.first("og:image:height").orElse("")))))
                .orElse(List.of());
    }

    private static @Nullable Integer pixels(String text) {
        var matcher = NUMBER.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        int pixels = Integer.parseInt(matcher.group(1));
        return pixels > 0 && pixels <= MAX_PIXELS ? pixels : null;
    }

    /** One line, no markup, no entities that were escaped twice. */
    static String clean(String text) {
        String plain = text;
        for (int i = 0; i < MOST_ESCAPED && ENTITY.matcher(plain).find(); i++) {
            plain = Parser.unescapeEntities(plain, false);
        }
        if (XhtmlText.looksLikeMarkup(plain)) {
            plain = XhtmlText.ofHtml(plain);
        }
        plain = TextCleaner.withoutOddCharacters(plain);
        return String.join(
                " ",
                Arrays.stream(plain.split("[\\s\u00A0]+", -1)).filter(w -> !w.isEmpty()).toList());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
