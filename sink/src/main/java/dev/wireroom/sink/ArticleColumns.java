package dev.wireroom.sink;

import static dev.wireroom.sink.Column.Type.BIGINT;
import static dev.wireroom.sink.Column.Type.INTEGER;
import static dev.wireroom.sink.Column.Type.JSONB;
import static dev.wireroom.sink.Column.Type.REAL;
import static dev.wireroom.sink.Column.Type.TEXT;
import static dev.wireroom.sink.Column.Type.TIMESTAMPTZ;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.NearDuplicate;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.contract.Sentiment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Columns of the table {@code article}, in one place: staging, merging and mapping all follow this
 * list. Columns that a withdrawn article may not keep are declared as content.
 */
final class ArticleColumns {

    /** Set by the database as the transaction starts, so not mapped. */
    static final String STORED_AT = "stored_at";

    /**
     * What a row is made from.
     *
     * @param partition partition of the enriched record
     * @param offset offset of the enriched record
     */
    record Enriched(EnrichedArticle value, String topic, int partition, long offset) {

        Article article() {
            return value.getArticle();
        }

        /** A cancellation deletes content, even where the record still carries some. */
        boolean withdrawn() {
            return value.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN
                    || article().getPublishingStatus() == PublishingStatus.CANCELED;
        }
    }

    private static final List<Column<Enriched>> LIFE =
            List.of(
                    text("article_id", e -> e.value().getArticleId()),
                    text("source_id", e -> e.value().getSourceId()),
                    text("external_id", e -> e.article().getExternalId()),
                    text("external_id_kind", e -> e.article().getExternalIdKind().name()),
                    column("revision", INTEGER, e -> e.value().getRevision().getNumber()),
                    text("outcome", e -> e.value().getRevision().getOutcome().name()),
                    text("publishing_status", e -> e.article().getPublishingStatus().name()),
                    text("editorial_signal", e -> e.article().getEditorialSignal().name()),
                    text("version", e -> e.article().getVersion()),
                    text("content_hash", e -> e.article().getContentHash()),
                    text(
                            "previous_content_hash",
                            e -> e.value().getRevision().getPreviousContentHash()),
                    column(
                            "version_created_at",
                            TIMESTAMPTZ,
                            e -> instant(e.article().getVersionCreated())),
                    column(
                            "first_published_at",
                            TIMESTAMPTZ,
                            e -> instant(e.article().getFirstPublished())),
                    column("embargoed_until", TIMESTAMPTZ, e -> e.article().getEmbargoedUntil()),
                    column("first_received_at", TIMESTAMPTZ, e -> e.value().getFirstReceivedAt()),
                    column("received_at", TIMESTAMPTZ, e -> e.article().getReceivedAt()),
                    column("enriched_at", TIMESTAMPTZ, e -> e.value().getEnrichedAt()),
                    column(
                            "withdrawn_at",
                            TIMESTAMPTZ,
                            e -> e.withdrawn() ? e.value().getEnrichedAt() : null),
                    text("enrichment_version", e -> e.value().getEnrichmentVersion()),
                    text("language", e -> e.value().getLanguage().getCode()),
                    column(
                            "language_confidence",
                            REAL,
                            e -> e.value().getLanguage().getConfidence()),
                    text("analysis_status", e -> e.value().getAnalysis().getStatus().name()),
                    text("analysis_reason", e -> e.value().getAnalysis().getReason()),
                    column(
                            "analysed_length",
                            INTEGER,
                            e -> e.value().getAnalysis().getAnalysedLength()),
                    text("origin_topic", e -> e.value().getOrigin().getTopic()),
                    column("origin_partition", INTEGER, e -> e.value().getOrigin().getPartition()),
                    column("origin_offset", BIGINT, e -> e.value().getOrigin().getOffset()),
                    column(
                            "origin_timestamp",
                            TIMESTAMPTZ,
                            e -> e.value().getOrigin().getTimestamp()),
                    text("enriched_topic", Enriched::topic),
                    column("enriched_partition", INTEGER, Enriched::partition),
                    column("enriched_offset", BIGINT, Enriched::offset));

    private static final List<Column<Enriched>> CONTENT =
            List.of(
                    content("title", TEXT, e -> e.article().getTitle()),
                    content("body", TEXT, e -> e.article().getBody()),
                    content("summary", TEXT, e -> e.article().getSummary()),
                    content("byline", TEXT, e -> e.article().getByline()),
                    content("dateline", TEXT, e -> e.article().getDateline()),
                    content("declared_language", TEXT, e -> e.article().getLanguage()),
                    content("url", TEXT, e -> e.article().getUrl()),
                    content("copyright_holder", TEXT, e -> e.article().getCopyrightHolder()),
                    content("copyright_notice", TEXT, e -> e.article().getCopyrightNotice()),
                    content("usage_terms", TEXT, e -> e.article().getUsageTerms()),
                    content("urgency", INTEGER, e -> e.article().getUrgency()),
                    content("format", TEXT, e -> e.article().getFormat()),
                    content("full_text_length", INTEGER, e -> e.article().getFullTextLength()),
                    content("sentiment_label", TEXT, sentiment(s -> s.getLabel().name())),
                    content("sentiment_score", REAL, sentiment(Sentiment::getScore)),
                    content("sentiment_confidence", REAL, sentiment(Sentiment::getConfidence)),
                    content("duplicate_of", TEXT, duplicate(NearDuplicate::getDuplicateOf)),
                    content("duplicate_kind", TEXT, duplicate(d -> d.getKind().name())),
                    content("duplicate_score", REAL, duplicate(NearDuplicate::getScore)),
                    content(
                            "duplicate_passages",
                            JSONB,
                            duplicate(d -> ContractJson.array(d.getPassages()))),
                    column("details", JSONB, e -> ContractJson.details(e.value(), e.withdrawn())),
                    column(
                            "models",
                            JSONB,
                            e -> e.withdrawn() ? "[]" : ContractJson.array(e.value().getModels())));

    /** Every mapped column of {@code article}. */
    static final List<Column<Enriched>> ALL = all();

    /** Those of {@link #ALL} that {@code article_revision} has too. */
    static final List<String> REVISION =
            List.of(
                    "article_id",
                    "revision",
                    "source_id",
                    "outcome",
                    "publishing_status",
                    "editorial_signal",
                    "version",
                    "content_hash",
                    "previous_content_hash",
                    "version_created_at",
                    "received_at",
                    "enriched_at",
                    "enrichment_version",
                    "language",
                    "origin_topic",
                    "origin_partition",
                    "origin_offset",
                    "origin_timestamp",
                    "enriched_partition",
                    "enriched_offset");

    /** Columns of {@code article_revision} that a withdrawal empties. */
    static final List<String> REVISION_CONTENT =
            List.of("title", "body", "summary", "byline", "sentiment_label", "sentiment_score");

    private ArticleColumns() {}

    private static List<Column<Enriched>> all() {
        List<Column<Enriched>> all = new ArrayList<>(LIFE);
        all.addAll(CONTENT);
        return List.copyOf(all);
    }

    private static Column<Enriched> column(
            String name, Column.Type type, Function<Enriched, @Nullable Object> value) {
        return new Column<>(name, type, value);
    }

    private static Column<Enriched> text(String name, Function<Enriched, @Nullable Object> value) {
        return new Column<>(name, TEXT, value);
    }

    private static Column<Enriched> content(
            String name, Column.Type type, Function<Enriched, @Nullable Object> value) {
        return new Column<>(name, type, e -> e.withdrawn() ? null : value.apply(e));
    }

    private static Function<Enriched, @Nullable Object> sentiment(
            Function<Sentiment, Object> value) {
        return e -> {
            Sentiment sentiment = e.value().getSentiment();
            return sentiment == null ? null : value.apply(sentiment);
        };
    }

    private static Function<Enriched, @Nullable Object> duplicate(
            Function<NearDuplicate, Object> value) {
        return e -> {
            NearDuplicate duplicate = e.value().getDuplicate();
            return duplicate == null ? null : value.apply(duplicate);
        };
    }

    private static @Nullable Object instant(@Nullable NewsTime time) {
        return time == null ? null : time.getInstant();
    }
}
