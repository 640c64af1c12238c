package dev.wireroom.ingest.format.archive;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.ByteOrderMark;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.NewsTimes;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextCleaner;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * WordPress exports (WXR 1.0 to 1.2): one article for each post and page that is published, or that
 * is to be at a time; pictures among the attachments go with the posts that show them. What is left
 * out is counted in a warning. Two passes over the bytes: attachments may stand after their posts.
 */
public final class Wxr {

    private static final Set<String> OF_ATTACHMENTS =
            Set.of(
                    "title",
                    "excerpt:encoded",
                    "wp:post_id",
                    "wp:post_parent",
                    "wp:post_type",
                    "wp:attachment_url");

    private static final Set<String> OF_POSTS =
            Set.of(
                    "title",
                    "link",
                    "pubDate",
                    "dc:creator",
                    "content:encoded",
                    "excerpt:encoded",
                    "wp:post_id",
                    "wp:post_date",
                    "wp:post_date_gmt",
                    "wp:post_modified_gmt",
                    "wp:status",
                    "wp:post_type",
                    "wp:post_password",
                    "wp:author_login",
                    "wp:author_display_name");

    private static final Set<String> ARTICLE_TYPES = Set.of("post", "page");
    private static final int MAX_ATTACHED = 50;

    private record Attachment(String parent, MediaLink link) {}

    private final Arrival arrival;
    private final Map<String, Attachment> attachments = new HashMap<>();
    private final Map<String, List<MediaLink>> byParent = new HashMap<>();
    private final List<Article> articles = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private final List<ParseWarning> warnings = new ArrayList<>();

    private Wxr(Arrival arrival) {
        this.arrival = arrival.withExternalId(Optional.empty());
    }

    public static ParseResult parse(byte[] content, Arrival arrival) {
        return new Wxr(arrival).parse(content);
    }

    private ParseResult parse(byte[] content) {
        Charset marked = ByteOrderMark.charset(content);
        if (marked != null && !marked.equals(StandardCharsets.UTF_8)) {
            return parse(transcoded(content, marked), StandardCharsets.UTF_8);
        }
        return parse(content, WxrReader.declared(content));
    }

    private ParseResult parse(byte[] ascii, Charset charset) {
        int from = ByteOrderMark.length(ascii);
        new WxrReader(ascii, from, charset, OF_ATTACHMENTS).items(this::keepAttachment);
        WxrReader reader = new WxrReader(ascii, from, charset, OF_POSTS);
        reader.items(item -> post(item, reader));
        if (reader.isCutOff()) {
            warnings.add(
                    new ParseWarning(
                            "cut-off",
                            "",
                            "The export ends within an item; that one was left out"));
        }
        leftOut.forEach(
                (what, count) ->
                        warnings.add(
                                new ParseWarning(
                                        "items-left-out",
                                        "",
                                        "%d left out: %s".formatted(count, what))));
        return articles.isEmpty() ? empty() : new ParseResult.Parsed(articles, warnings);
    }

    private static byte[] transcoded(byte[] content, Charset charset) {
        int skip = ByteOrderMark.length(content);
        return new String(content, skip, content.length - skip, charset)
                .getBytes(StandardCharsets.UTF_8);
    }

    private ParseResult empty() {
        String counts =
                leftOut.isEmpty() ? "" : " Left out: " + String.join(", ", leftOut.keySet()) + ".";
        return ParseResult.refused(
                new Fault(
                        "empty-document",
                        "/rss/channel",
                        "",
                        "The export has no post or page that is published." + counts,
                        "Export posts that are published."));
    }

    private void keepAttachment(WxrItem item) {
        Optional<String> id = item.text("wp:post_id");
        Optional<String> url =
                item.text("wp:attachment_url").filter(text -> CanonicalUrl.parse(text).isPresent());
        if (!item.type().equals("attachment") || id.isEmpty() || url.isEmpty()) {
            return;
        }
        String caption =
                item.text("excerpt:encoded")
                        .or(() -> item.text("title"))
                        .map(WxrReader::plain)
                        .orElse("");
        MediaLink link =
                new MediaLink(url.get(), null, "attached", blankToNull(clean(caption)), null, null);
        String parent = item.text("wp:post_parent").orElse("0");
        attachments.put(id.get(), new Attachment(parent, link));
        byParent.computeIfAbsent(parent, key -> new ArrayList<>()).add(link);
    }

    private void post(WxrItem item, WxrReader reader) {
        String type = item.type();
        if (type.equals("attachment")) {
            return;
        }
        if (!ARTICLE_TYPES.contains(type)) {
            leaveOut("items of type " + Findings.excerpt(type));
            return;
        }
        String status = item.status();
        if (!status.equals("publish") && !status.equals("future")) {
            leaveOut("items that are not published (status " + Findings.excerpt(status) + ")");
        } else if (item.text("wp:post_password").isPresent()) {
            leaveOut("items behind a password");
        } else {
            article(item, reader);
        }
    }

    private void leaveOut(String what) {
        // a hostile export could name a new status in every item
        String kind = leftOut.size() < 20 || leftOut.containsKey(what) ? what : "others";
        leftOut.merge(kind, 1, Integer::sum);
    }

    private void article(WxrItem item, WxrReader reader) {
        Findings findings = new Findings();
        String version = reader.channel().getOrDefault("wp:wxr_version", "").strip();
        String format = version.matches("\\d\\.\\d") ? "wxr/" + version : "wxr";
        ArticleDraft draft = new ArticleDraft(arrival, format, findings);
        Article article = draft.article();
        readTimes(item, draft, findings);
        item.text("title")
                .map(WxrReader::plain)
                .ifPresent(title -> article.setTitle(blankToNull(clean(title, "title", findings))));
        WordPressHtml content =
                WordPressHtml.of(
                        clean(
                                item.fields.getOrDefault("content:encoded", ""),
                                "content:encoded",
                                findings));
        article.setBody(blankToNull(clean(content.text())));
        item.text("excerpt:encoded")
                .map(excerpt -> WordPressHtml.of(clean(excerpt)).text())
                .ifPresent(summary -> article.setSummary(blankToNull(clean(summary))));
        item.text("link")
                .map(link -> clean(link).strip())
                .filter(link -> CanonicalUrl.parse(link).isPresent())
                .ifPresent(article::setUrl);
        readAuthors(item, reader, article);
        readTerms(item, article);
        article.setLanguage(language(reader.channel().getOrDefault("language", "")));
        article.setMedia(media(item, content));
        if (article.getTitle() == null && article.getBody() == null) {
            leaveOut("items without title and text");
            return;
        }
        Optional<String> guid = item.text("guid").map(text -> clean(text).strip());
        switch (draft.finish(guid.filter(text -> !text.isEmpty()), "guid")) {
            case ParseResult.Parsed parsed -> articles.addAll(parsed.articles());
            case ParseResult.Refused refused ->
                    leaveOut("items refused: " + refused.first().message());
        }
    }

    private static void readTimes(WxrItem item, ArticleDraft draft, Findings findings) {
        Optional<NewsTime> published =
                item.text("wp:post_date_gmt")
                        .flatMap(text -> NewsTimes.parse(text + "Z"))
                        .or(() -> item.text("pubDate").flatMap(NewsTimes::parse))
                        .or(() -> item.text("wp:post_date").flatMap(NewsTimes::parse));
        Article article = draft.article();
        article.setFirstPublished(published.orElse(null));
        article.setVersionCreated(
                item.text("wp:post_modified_gmt")
                        .flatMap(text -> NewsTimes.parse(text + "Z"))
                        .orElse(null));
        if (!item.status().equals("future")) {
            return;
        }
        if (published.isPresent()) {
            draft.embargo(published.get(), "wp:post_date_gmt");
        } else {
            article.setPublishingStatus(PublishingStatus.WITHHELD);
            findings.warn(
                    "withheld",
                    "wp:post_date_gmt",
                    "The post is to be published at a time that could not be read");
        }
    }

    /** The author's name to show; of several authors, those of the Co-Authors plugin. */
    private static void readAuthors(WxrItem item, WxrReader reader, Article article) {
        List<String> authors = new ArrayList<>();
        for (WxrItem.Term term : item.terms) {
            if (term.domain().equals("author") && !term.name().isBlank()) {
                authors.add(clean(term.name()).strip());
            }
        }
        if (authors.isEmpty()) {
            item.text("dc:creator")
                    .map(login -> reader.authors().getOrDefault(login, login))
                    .map(name -> clean(name).strip())
                    .filter(name -> !name.isEmpty())
                    .ifPresent(authors::add);
        }
        article.setAuthors(authors);
        article.setByline(authors.isEmpty() ? null : String.join(", ", authors));
    }

    private static void readTerms(WxrItem item, Article article) {
        List<Concept> subjects = new ArrayList<>();
        List<String> keywords = new ArrayList<>();
        for (WxrItem.Term term : item.terms) {
            String name = WxrReader.plain(clean(term.name()));
            String code = clean(term.nicename());
            if (name.isEmpty()) {
                continue;
            }
            switch (term.domain()) {
                case "post_tag", "tag" -> keywords.add(name);
                case "category", "" ->
                        subjects.add(new Concept(name, blankToNull(code), "category", "subject"));
                default -> {
                    // formats, menus and other taxonomies of the site's own
                }
            }
        }
        article.setSubjects(subjects);
        article.setKeywords(keywords.stream().distinct().toList());
    }

    /** The featured picture first, then those in the text, then those that were uploaded for it. */
    private List<MediaLink> media(WxrItem item, WordPressHtml content) {
        List<MediaLink> media = new ArrayList<>();
        Set<String> urls = new HashSet<>();
        Attachment featured = attachments.get(item.meta.getOrDefault("_thumbnail_id", ""));
        if (featured != null) {
            MediaLink link = featured.link();
            media.add(new MediaLink(link.getUrl(), null, "main", link.getCaption(), null, null));
            urls.add(link.getUrl());
        }
        for (MediaLink link : content.media()) {
            if (urls.add(link.getUrl())) {
                media.add(link);
            }
        }
        for (String id : content.galleryIds()) {
            Attachment shown = attachments.get(id);
            if (shown != null && urls.add(shown.link().getUrl())) {
                media.add(MediaLink.newBuilder(shown.link()).build());
            }
        }
        List<MediaLink> uploaded =
                byParent.getOrDefault(item.text("wp:post_id").orElse(""), List.of());
        for (MediaLink link : uploaded.subList(0, Math.min(uploaded.size(), MAX_ATTACHED))) {
            if (urls.add(link.getUrl())) {
                media.add(MediaLink.newBuilder(link).build());
            }
        }
        return media;
    }

    private static @Nullable String language(String text) {
        try {
            String tag =
                    new Locale.Builder()
                            .setLanguageTag(text.strip().replace('_', '-'))
                            .build()
                            .toLanguageTag();
            return tag.equals("und") ? null : tag;
        } catch (IllformedLocaleException e) {
            return null;
        }
    }

    private static String clean(String text) {
        return TextCleaner.withoutOddCharacters(text);
    }

    private static String clean(String text, String field, Findings findings) {
        return TextCleaner.clean(text, field, findings);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
