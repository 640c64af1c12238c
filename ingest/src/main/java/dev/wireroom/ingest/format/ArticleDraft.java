package dev.wireroom.ingest.format;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.schema.ArticleIds;
import dev.wireroom.schema.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One article on its way from a parser to the contract: the parser fills {@link #article}, then
 * {@link #finish} bounds its texts, takes the content out of a cancellation, and derives identity
 * and hash. Not thread-safe; one per article.
 */
public final class ArticleDraft {

    /** An id of a publisher is a name, not a text. */
    private static final int MAX_EXTERNAL_ID = 2_000;

    private final Article article = new Article();
    private final Arrival arrival;
    private final Findings findings;

    public ArticleDraft(Arrival arrival, String format, Findings findings) {
        this.arrival = arrival;
        this.findings = findings;
        article.setSourceId(arrival.sourceId());
        article.setReceivedAt(arrival.receivedAt());
        article.setFormat(format);
        article.setPublishingStatus(PublishingStatus.USABLE);
        article.setEditorialSignal(EditorialSignal.NONE);
        article.setIdempotencyKey(arrival.idempotencyKey().orElse(null));
        article.setPublisherId(arrival.publisherId().orElse(null));
        article.setAuthors(List.of());
        article.setGenres(List.of());
        article.setKeywords(List.of());
        article.setSubjects(List.of());
        article.setMedia(List.of());
        article.setUsagePreferences(List.of());
        article.setWarnings(List.of());
    }

    /** The record to fill; its identity, hash and warnings are set by {@link #finish}. */
    public Article article() {
        return article;
    }

    /**
     * Sets until when the article is embargoed. A time without a zone ends the embargo late rather
     * than early.
     */
    public void embargo(NewsTime until, String field) {
        article.setEmbargoedUntil(NewsTimes.notBefore(until));
        if (!until.getZoneGiven()) {
            findings.warn(
                    "embargo-without-zone",
                    field,
                    "The embargo names no zone; it ends when that time has come everywhere, at %s"
                            .formatted(article.getEmbargoedUntil()));
        }
    }

    /**
     * Makes the article, or refuses where faults were found or it can't be told from others.
     *
     * @param publisherId the publisher's own id, if the document has one
     * @param publisherIdField where it would stand, for an error
     */
    public ParseResult finish(Optional<String> publisherId, String publisherIdField) {
        boolean canceled = article.getPublishingStatus() == PublishingStatus.CANCELED;
        if (canceled) {
            withdrawContent();
        }
        bound();
        if (!canceled) {
            if (article.getLanguage() == null) {
                article.setLanguage(arrival.language().orElse(null));
            }
        }
        article.setContentHash(ContentHash.of(article));
        Optional<String> id = arrival.externalId().or(() -> publisherId);
        identify(id.map(TextCleaner::withoutOddCharacters), canceled, publisherIdField);
        if (findings.refuses()) {
            return new ParseResult.Refused(findings.faults());
        }
        String namespace = arrival.publisherId().orElse(article.getSourceId());
        article.setArticleId(ArticleIds.of(namespace, article.getExternalId()));
        article.setWarnings(List.copyOf(findings.warnings()));
        return ParseResult.parsed(article);
    }

    /** By the order of the design: the publisher's own id, the canonical URL, the content. */
    private void identify(Optional<String> publisherId, boolean canceled, String field) {
        if (publisherId.isPresent()) {
            article.setExternalId(publisherId.get());
            article.setExternalIdKind(ExternalIdKind.PUBLISHER);
        } else if (article.getUrl() != null) {
            article.setExternalId(CanonicalUrl.of(article.getUrl()));
            article.setExternalIdKind(ExternalIdKind.CANONICAL_URL);
        } else if (!canceled) {
            article.setExternalId(article.getContentHash());
            article.setExternalIdKind(ExternalIdKind.CONTENT_HASH);
        } else {
            findings.fault(
                    "missing-field",
                    field,
                    "",
                    "A cancellation does not say which article it cancels.",
                    "Name it by the id or the URL it was published under.");
            return;
        }
        if (article.getExternalId().length() > MAX_EXTERNAL_ID) {
            findings.fault(
                    "too-long",
                    field,
                    article.getExternalId(),
                    "The id has %d characters; at most %d are taken."
                            .formatted(article.getExternalId().length(), MAX_EXTERNAL_ID),
                    "Use a shorter id that stays the same for this article.");
        }
    }

    private void withdrawContent() {
        article.setTitle(null);
        article.setBody(null);
        article.setSummary(null);
        article.setByline(null);
        article.setAuthors(List.of());
        article.setDateline(null);
        article.setSlugline(null);
        article.setGenres(List.of());
        article.setKeywords(List.of());
        article.setSubjects(List.of());
        article.setMedia(List.of());
        article.setEmbargoedUntil(null);
        article.setFullTextLength(null);
    }

    private void bound() {
        TextLimits limits = arrival.limits();
        String body = article.getBody();
        if (body != null && body.length() > limits.body()) {
            article.setFullTextLength(body.length());
        }
        cut(body, limits.body(), "body", article::setBody);
        cut(article.getSummary(), limits.summary(), "summary", article::setSummary);
        int field = limits.field();
        cut(article.getTitle(), field, "title", article::setTitle);
        cut(article.getByline(), field, "byline", article::setByline);
        cut(article.getDateline(), field, "dateline", article::setDateline);
        cut(article.getSlugline(), field, "slugline", article::setSlugline);
        cut(article.getEditorialNote(), field, "editorialNote", article::setEditorialNote);
        cut(article.getVersion(), field, "version", article::setVersion);
        cut(article.getCopyrightHolder(), field, "copyrightHolder", article::setCopyrightHolder);
        cut(article.getCopyrightNotice(), field, "copyrightNotice", article::setCopyrightNotice);
        cut(article.getUsageTerms(), field, "usageTerms", article::setUsageTerms);
        article.setAuthors(fewer(shorter(article.getAuthors(), "authors"), "authors"));
        article.setGenres(fewer(shorter(article.getGenres(), "genres"), "genres"));
        article.setKeywords(fewer(shorter(article.getKeywords(), "keywords"), "keywords"));
        article.setSubjects(fewer(article.getSubjects(), "subjects"));
        article.getSubjects().forEach(s -> cut(s.getName(), field, "subjects/name", s::setName));
        article.setMedia(fewer(article.getMedia(), "media"));
        article.getMedia().forEach(m -> cut(m.getCaption(), field, "media/caption", m::setCaption));
        cut(article.getUrl(), field, "url", article::setUrl);
        for (MediaLink media : article.getMedia()) {
            cut(media.getUrl(), field, "media/url", media::setUrl);
            cut(media.getMediaType(), field, "media/mediaType", media::setMediaType);
            cut(media.getRole(), field, "media/role", media::setRole);
        }
        for (Concept subject : article.getSubjects()) {
            cut(subject.getCode(), field, "subjects/code", subject::setCode);
            cut(subject.getScheme(), field, "subjects/scheme", subject::setScheme);
            cut(subject.getRole(), field, "subjects/role", subject::setRole);
        }
    }

    /** Cuts a text to its bound, and keeps out what no store can hold, whatever its parser did. */
    private void cut(@Nullable String raw, int max, String field, Consumer<String> set) {
        if (raw == null) {
            return;
        }
        String text = TextCleaner.withoutOddCharacters(raw);
        if (!text.equals(raw)) {
            set.accept(text);
        }
        if (text.length() > max) {
            set.accept(text.substring(0, TextCleaner.cutBefore(text, max)));
            findings.warn(
                    "text-cut",
                    field,
                    "Cut from %d to %d UTF-16 code units".formatted(text.length(), max));
        }
    }

    private List<String> shorter(List<String> texts, String field) {
        List<String> result = new ArrayList<>(texts);
        for (int i = 0; i < result.size(); i++) {
            int at = i;
            cut(result.get(i), arrival.limits().field(), field, text -> result.set(at, text));
        }
        return result;
    }

    private <T> List<T> fewer(List<T> items, String field) {
        int max = arrival.limits().items();
        if (items.size() <= max) {
            return items;
        }
        findings.warn("list-cut", field, "Cut from %d to %d entries".formatted(items.size(), max));
        return List.copyOf(items.subList(0, max));
    }
}
