package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the article of one item. */
final class ItemArticle {

    private static final Pattern LANGUAGE =
            Pattern.compile("[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8}){0,4}");

    private final ItemFields fields;
    private final FeedContext context;

    ItemArticle(ItemFields fields, FeedContext context) {
        this.fields = fields;
        this.context = context;
    }

    Article under(FeedItem.Identity identity) {
        Findings findings = new Findings();
        for (ParseWarning warning : fields.symptoms.warnings()) {
            findings.warn(warning.getCode(), warning.getField(), warning.getMessage());
        }
        ArticleDraft draft =
                new ArticleDraft(
                        context.arrival().withExternalId(Optional.empty()),
                        context.format(),
                        findings);
        fill(draft.article());
        String externalId = ItemIdentities.bounded(identity.externalId());
        ParseResult result = draft.finish(Optional.of(externalId), "guid");
        if (!(result instanceof ParseResult.Parsed parsed)) {
            throw new IllegalStateException("an item with a bounded id is an article: " + result);
        }
        Article article = parsed.articles().get(0);
        article.setExternalIdKind(identity.kind());
        return article;
    }

    private void fill(Article article) {
        if (WebLinks.isWeb(fields.link)) {
            article.setUrl(fields.link);
        }
        article.setVersionCreated(fields.updated);
        article.setFirstPublished(fields.published);
        if (fields.canceled) {
            article.setPublishingStatus(PublishingStatus.CANCELED);
            article.setEditorialNote(fields.reason);
            return;
        }
        article.setTitle(fields.title == null ? null : nullIfEmpty(fields.title.line()));
        texts(article);
        Collection<String> authors = fields.authors;
        if (authors.isEmpty()) {
            authors = fields.sourceAuthors.isEmpty() ? context.authors() : fields.sourceAuthors;
        }
        article.setAuthors(List.copyOf(authors));
        article.setByline(authors.isEmpty() ? null : String.join(", ", authors));
        article.setKeywords(List.copyOf(fields.keywords));
        article.setMedia(copies(fields.media));
        article.setLanguage(
                language(fields.language == null ? context.language() : fields.language));
        article.setCopyrightNotice(fields.rights == null ? context.rights() : fields.rights);
        article.setCopyrightHolder(fields.rightsHolder);
        article.setUsageTerms(fields.usageTerms);
    }

    /**
     * The longer text is the body, the other the summary, whichever elements they stand in. A text
     * that stands alone is the body, unless the format says that it is a summary.
     */
    private void texts(Article article) {
        String content = paragraphs(fields.content);
        String description = paragraphs(fields.description);
        if (content == null && fields.summaryOnly) {
            article.setSummary(description);
        } else if (content == null || description == null) {
            article.setBody(content == null ? description : content);
        } else if (description.length() > content.length()) {
            article.setBody(description);
            article.setSummary(content);
        } else {
            article.setBody(content);
            article.setSummary(description.equals(content) ? null : description);
        }
    }

    private static @Nullable String paragraphs(@Nullable FieldText text) {
        return text == null ? null : nullIfEmpty(text.paragraphs());
    }

    /** The item keeps its own, as the draft shortens those of the article. */
    private static List<MediaLink> copies(List<MediaLink> media) {
        List<MediaLink> copies = new ArrayList<>(media.size());
        for (MediaLink link : media) {
            copies.add(
                    new MediaLink(
                            link.getUrl(),
                            link.getMediaType(),
                            link.getRole(),
                            link.getCaption(),
                            link.getWidth(),
                            link.getHeight()));
        }
        return copies;
    }

    /** The tag where it is one; some write en_US. */
    static @Nullable String language(@Nullable String declared) {
        if (declared == null) {
            return null;
        }
        String tag = declared.strip().replace('_', '-');
        return LANGUAGE.matcher(tag).matches() ? tag : null;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
