package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what was read from a feed as text, one fact a line, for comparison with a fixture. */
final class FeedText {

    private final StringBuilder out = new StringBuilder();

    private FeedText() {}

    static String of(FeedResult result) {
        FeedText text = new FeedText();
        switch (result) {
            case FeedResult.Read read -> text.feed(read.feed());
            case FeedResult.Refused refused -> {
                refused.faults().forEach(fault -> text.line("refused", fault.code()));
                refused.alternates().forEach(feed -> text.line("alternate", feed));
            }
        }
        return text.out.toString();
    }

    private void feed(FeedDocument feed) {
        line("format", feed.format());
        line("title", feed.about().title());
        line("description", feed.about().description());
        line("language", feed.about().language());
        line("image", feed.about().image());
        line("generator", feed.about().generator());
        line("rights", feed.about().rights());
        line("updated", feed.about().updated().map(FeedText::time));
        line("ttl", feed.schedule().ttl());
        line("interval", feed.schedule().updateInterval());
        line("skip-hours", feed.schedule().skipHours().stream().sorted().toList());
        line("skip-days", feed.schedule().skipDays().stream().sorted().toList());
        line("expired", feed.schedule().expired() ? "yes" : null);
        line("homepage", feed.links().homepage());
        line("self", feed.links().self());
        line("hubs", feed.links().hubs());
        line("next", feed.links().next());
        line("alternates", feed.links().alternates());
        line("new-feed-url", feed.links().newFeedUrl());
        feed.symptoms().forEach(s -> line("symptom", s.code() + " " + s.count()));
        for (FeedItem item : feed.items()) {
            out.append("item\n");
            item(item);
        }
    }

    private void item(FeedItem item) {
        Article article = item.article();
        line("  id", article.getExternalIdKind() + " " + shortened(article.getExternalId()));
        line("  guid", item.guid().filter(guid -> !guid.equals(article.getExternalId())));
        line("  status", item.isCancellation() ? article.getPublishingStatus() : null);
        line("  url", article.getUrl());
        line("  title", article.getTitle());
        line("  body", article.getBody());
        line("  summary", article.getSummary());
        line("  byline", article.getByline());
        line("  keywords", article.getKeywords());
        line("  language", article.getLanguage());
        line("  rights", article.getCopyrightNotice());
        line("  terms", article.getUsageTerms());
        line("  note", article.getEditorialNote());
        line("  published", Optional.ofNullable(article.getFirstPublished()).map(FeedText::time));
        line("  updated", Optional.ofNullable(article.getVersionCreated()).map(FeedText::time));
        for (MediaLink media : article.getMedia()) {
            String size =
                    media.getWidth() == null
                            ? ""
                            : " " + media.getWidth() + "x" + media.getHeight();
            String type = media.getMediaType() == null ? "" : " " + media.getMediaType();
            String caption = media.getCaption() == null ? "" : " \"" + media.getCaption() + "\"";
            line("  media", media.getRole() + " " + media.getUrl() + type + size + caption);
        }
        item.warnings().forEach(warning -> line("  warning", warning.getCode()));
    }

    private static String time(NewsTime time) {
        return "%s %s%s"
                .formatted(
                        time.getInstant(),
                        time.getPrecision(),
                        time.getZoneGiven() ? "" : " no zone");
    }

    /** Hashes are told by their beginning. */
    private static String shortened(String id) {
        return id.matches("[0-9a-f]{64}") ? id.substring(0, 8) + "…" : id;
    }

    private void line(String name, @Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            line(name, optional.orElse(null));
        } else if (value != null && !(value instanceof Collection<?> list && list.isEmpty())) {
            out.append(name).append(": ").append(value.toString().replace("\n", "⏎")).append('\n');
        }
    }
}
