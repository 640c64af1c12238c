package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.ParseWarning;
import java.util.List;
import java.util.Optional;

/**
 * One item of a feed: its ids as they stood, for whoever decides what tells items apart, and the
 * article it becomes under the id that was decided on. The article is made when asked for, each
 * time anew; of a feed whose items are mostly known already, only the new ones cost. Immutable.
 */
public final class FeedItem {

    /**
     * Under which id an item goes.
     *
     * @param externalId never blank
     * @param kind where it came from
     */
    public record Identity(String externalId, ExternalIdKind kind) {}

    private final ItemFields fields;
    private final FeedContext context;
    private final Identity identity;
    private final List<ParseWarning> warnings;

    FeedItem(ItemFields fields, FeedContext context, Identity identity) {
        this.fields = fields;
        this.context = context;
        this.identity = identity;
        this.warnings = fields.symptoms.warnings();
    }

    /** guid, atom:id, rdf:about or JSON Feed's id, as it stood. */
    public Optional<String> guid() {
        return Optional.ofNullable(fields.guid);
    }

    /** What the guid says about itself: whether it is an address; empty where it says nothing. */
    public Optional<Boolean> guidIsPermaLink() {
        return Optional.ofNullable(fields.permaLink);
    }

    /** The absolute address of the article, where the item has one. */
    public Optional<String> link() {
        return Optional.ofNullable(fields.link).filter(WebLinks::isWeb);
    }

    /** The title as it stood, XML undone, HTML not. */
    public Optional<String> rawTitle() {
        return Optional.ofNullable(fields.title).map(FieldText::value);
    }

    /** The title in plain text. */
    public Optional<String> title() {
        return Optional.ofNullable(fields.title).map(FieldText::line).filter(t -> !t.isEmpty());
    }

    /** The content as it stood, mostly HTML; the description where there is no other. */
    public Optional<String> rawContent() {
        FieldText content = fields.content == null ? fields.description : fields.content;
        return Optional.ofNullable(content).map(FieldText::value);
    }

    public Optional<NewsTime> published() {
        return Optional.ofNullable(fields.published);
    }

    public Optional<NewsTime> updated() {
        return Optional.ofNullable(fields.updated);
    }

    /** Whether it withdraws an article (RFC 6721). */
    public boolean isCancellation() {
        return fields.canceled;
    }

    /** What is wrong with it. */
    public List<ParseWarning> warnings() {
        return warnings;
    }

    /**
     * The id it has by default: its guid unless others in the feed have it too; else its link,
     * likewise; else a hash of its title and date, or of what else it has.
     */
    public Identity identity() {
        return identity;
    }

    /** The article under its default id. */
    public Article article() {
        return article(identity);
    }

    /** The article under another id; one that is too long for an id is hashed. */
    public Article article(Identity under) {
        return new ItemArticle(fields, context).under(under);
    }

    /** The article under another id; one that is too long for an id is hashed. */
    public Article article(String externalId, ExternalIdKind kind) {
        return article(new Identity(externalId, kind));
    }
}
