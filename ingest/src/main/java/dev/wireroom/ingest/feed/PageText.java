package dev.wireroom.ingest.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.UsagePreference;
import dev.wireroom.ingest.fetch.FetchRequest;
import dev.wireroom.ingest.fetch.FetchResult;
import dev.wireroom.ingest.fetch.Fetcher;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.schema.ContentHash;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the page behind an item for what its feed leaves out: the text, and byline, language and
 * picture where the feed has none. Identity and times stay the feed's. Where the page can't be had
 * the feed's text stands, with a warning that says why. Thread-safe.
 */
final class PageText {

    /** A feed's text shorter than this is a teaser. */
    static final int SHORT = 800;

    private final Fetcher fetcher;
    private final TextLimits limits;

    PageText(Fetcher fetcher, TextLimits limits) {
        this.fetcher = fetcher;
        this.limits = limits;
    }

    /** Whether the page behind an item is to be fetched. */
    boolean wanted(Source source, Article article) {
        if (article.getUrl() == null
                || article.getPublishingStatus() == PublishingStatus.CANCELED) {
            return false;
        }
        return switch (source.getPageFetch()) {
            case ALWAYS -> true;
            case WHEN_SHORT -> article.getBody() == null || article.getBody().length() < SHORT;
            case NEVER, UNKNOWN -> false;
        };
    }

    /** Adds to an article what its page has; does nothing where that is not wanted. */
    void complete(Source source, Article article, Permit permit) throws InterruptedException {
        if (!wanted(source, article)) {
            return;
        }
        Optional<URI> address = CanonicalUrl.parse(article.getUrl());
        if (address.isEmpty()) {
            warn(
                    article,
                    "page-not-fetched",
                    "'%s' is no address to fetch".formatted(article.getUrl()));
            return;
        }
        permit.require();
        switch (fetcher.fetch(FetchRequest.page(address.get()))) {
            case FetchResult.Fetched fetched -> read(fetched, source, article);
            case FetchResult.NotModified unexpected ->
                    warn(article, "page-not-fetched", "304 to a request without validators");
            case FetchResult.Rejected rejected ->
                    warn(article, "page-not-fetched", rejected.explanation());
            case FetchResult.Failed failed ->
                    warn(article, "page-not-fetched", failed.explanation());
        }
    }

    private void read(FetchResult.Fetched fetched, Source source, Article article) {
        addPreferences(article, fetched.preferences());
        Arrival arrival =
                MediaTypes.applied(
                                Arrival.from(source.getSourceId(), article.getReceivedAt()),
                                fetched.response())
                        .at(fetched.response().uri())
                        .withLimits(limits);
        switch (ArticleFormats.parse(fetched.body(), arrival)) {
            case ParseResult.Parsed parsed -> {
                if (parsed.articles().isEmpty()) {
                    warn(article, "page-not-read", "The page has no article");
                } else {
                    merge(parsed.articles().get(0), article);
                }
            }
            case ParseResult.Refused refused ->
                    warn(article, "page-not-read", refused.first().message());
        }
    }

    /** Takes the page's text where it is the longer one, and what the feed lacks. */
    static void merge(Article page, Article article) {
        int before = article.getBody() == null ? 0 : article.getBody().length();
        if (page.getBody() != null && page.getBody().length() > before) {
            if (article.getSummary() == null) {
                article.setSummary(article.getBody());
            }
            article.setBody(page.getBody());
            article.setFullTextLength(page.getFullTextLength());
        }
        fill(article, page, Article::getTitle, article::setTitle);
        fill(article, page, Article::getSummary, article::setSummary);
        fill(article, page, Article::getByline, article::setByline);
        fill(article, page, Article::getLanguage, article::setLanguage);
        fill(article, page, Article::getDateline, article::setDateline);
        fill(article, page, Article::getCopyrightHolder, article::setCopyrightHolder);
        fill(article, page, Article::getCopyrightNotice, article::setCopyrightNotice);
        fill(article, page, Article::getUsageTerms, article::setUsageTerms);
        fill(article, page, Article::getFirstPublished, article::setFirstPublished);
        if (article.getAuthors().isEmpty()) {
            article.setAuthors(page.getAuthors());
        }
        if (article.getMedia().isEmpty()) {
            article.setMedia(page.getMedia());
        }
        if (article.getKeywords().isEmpty()) {
            article.setKeywords(page.getKeywords());
        }
        addPreferences(article, page.getUsagePreferences());
        article.setContentHash(ContentHash.of(article));
    }

    private static <T> void fill(
            Article article,
            Article page,
            Function<Article, @Nullable T> get,
            Consumer<@Nullable T> set) {
        if (get.apply(article) == null) {
            set.accept(get.apply(page));
        }
    }

    private static void addPreferences(Article article, List<UsagePreference> more) {
        List<UsagePreference> all = new ArrayList<>(article.getUsagePreferences());
        more.stream().filter(preference -> !all.contains(preference)).forEach(all::add);
        article.setUsagePreferences(all);
    }

    private static void warn(Article article, String code, String message) {
        List<ParseWarning> warnings = new ArrayList<>(article.getWarnings());
        warnings.add(new ParseWarning(code, "body", message));
        article.setWarnings(warnings);
    }
}
