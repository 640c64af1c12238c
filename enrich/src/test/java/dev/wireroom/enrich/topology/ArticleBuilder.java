package dev.wireroom.enrich.topology;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.EditorialSignal;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.schema.ArticleIds;
import dev.wireroom.schema.ContentHash;
import dev.wireroom.schema.serde.TrustedContracts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds articles as ingest would send them. */
public final class ArticleBuilder {

    public static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private String source = "example-daily";
    private @Nullable String publisher;
    private String externalId = "urn:example:1";
    private @Nullable String title = "Rain in Nairobi";
    private @Nullable String body = "It rained in Nairobi all day.";
    private @Nullable Instant versionCreated;
    private @Nullable String version;
    private PublishingStatus status = PublishingStatus.USABLE;
    private EditorialSignal signal = EditorialSignal.NONE;
    private @Nullable Instant embargoedUntil;
    private Instant receivedAt = MORNING;

    public static ArticleBuilder anArticle() {
        TrustedContracts.install();
        return new ArticleBuilder();
    }

    public ArticleBuilder from(String sourceId) {
        source = sourceId;
        return this;
    }

    /** Shares identities with the publisher's other sources. */
    public ArticleBuilder ofPublisher(@Nullable String publisherId) {
        publisher = publisherId;
        return this;
    }

    public ArticleBuilder withId(String id) {
        externalId = id;
        return this;
    }

    public ArticleBuilder titled(String text) {
        title = text;
        return this;
    }

    public ArticleBuilder saying(String text) {
        body = text;
        return this;
    }

    public ArticleBuilder made(Instant time) {
        versionCreated = time;
        return this;
    }

    public ArticleBuilder versioned(String label) {
        version = label;
        return this;
    }

    public ArticleBuilder canceled() {
        status = PublishingStatus.CANCELED;
        return this;
    }

    public ArticleBuilder withheld() {
        status = PublishingStatus.WITHHELD;
        return this;
    }

    public ArticleBuilder until(Instant time) {
        embargoedUntil = time;
        return this;
    }

    public ArticleBuilder asCorrection() {
        signal = EditorialSignal.CORRECTION;
        return this;
    }

    public ArticleBuilder receivedAt(Instant time) {
        receivedAt = time;
        return this;
    }

    public Article build() {
        Article article =
                Article.newBuilder()
                        .setArticleId(
                                ArticleIds.of(publisher == null ? source : publisher, externalId))
                        .setSourceId(source)
                        .setPublisherId(publisher)
                        .setExternalId(externalId)
                        .setExternalIdKind(ExternalIdKind.PUBLISHER)
                        .setContentHash("")
                        .setPublishingStatus(status)
                        .setEditorialSignal(signal)
                        .setVersion(version)
                        .setVersionCreated(
                                versionCreated == null
                                        ? null
                                        : new NewsTime(
                                                versionCreated, TimePrecision.SECOND, true, null))
                        .setEmbargoedUntil(embargoedUntil)
                        .setReceivedAt(receivedAt)
                        .setTitle(title)
                        .setBody(body)
                        .setFormat("wireroom-json")
                        .build();
        article.setContentHash(ContentHash.of(article));
        return article;
    }
}
