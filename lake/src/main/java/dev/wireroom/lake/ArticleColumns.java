package dev.wireroom.lake;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.NearDuplicate;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.contract.Sentiment;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Columns of the lake's table, in one place: the table, what the converter makes of a record and
 * what a purge empties all follow this list. Names are those of the sink's tables where both have
 * the column.
 */
final class ArticleColumns {

    static final String ARTICLE_ID = "article_id";
    static final String REVISION = "revision";
    static final String OUTCOME = "outcome";
    static final String PUBLISHING_STATUS = "publishing_status";
    static final String ENRICHED_AT = "enriched_at";

    /** Set by Kafka's InsertField, for a converter does not know them. */
    static final String ENRICHED_TOPIC = "enriched_topic";

    static final String ENRICHED_PARTITION = "enriched_partition";
    static final String ENRICHED_OFFSET = "enriched_offset";

    /** Set by a purge. */
    static final String PURGED_AT = "purged_at";

    static final Type STRING = Types.StringType.get();
    static final Type INT = Types.IntegerType.get();
    static final Type LONG = Types.LongType.get();
    static final Type FLOAT = Types.FloatType.get();
    static final Type TIME = Types.TimestampType.withZone();

    /**
     * A column.
     *
     * @param content whether a withdrawal empties it
     * @param required whether it is never null
     * @param value what it holds, of a type that Iceberg's connector converts; null where it is not
     *     the converter that fills it
     */
    record Column(
            String name,
            Type type,
            boolean required,
            boolean content,
            String doc,
            @Nullable Function<EnrichedArticle, @Nullable Object> value) {}

    /** In the order of the table. */
    static final List<Column> ALL = all();

    private ArticleColumns() {}

    /** A cancellation deletes content, even where the record still carries some. */
    static boolean withdrawn(EnrichedArticle article) {
        return article.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN
                || article.getArticle().getPublishingStatus() == PublishingStatus.CANCELED;
    }

    /** The same of a row. */
    static boolean withdrawn(@Nullable Object outcome, @Nullable Object publishingStatus) {
        return RevisionOutcome.WITHDRAWN.name().equals(outcome)
                || PublishingStatus.CANCELED.name().equals(publishingStatus);
    }

    private static List<Column> all() {
        List<Column> all = new ArrayList<>();
        all.addAll(identity());
        all.addAll(times());
        all.addAll(analysis());
        all.addAll(coordinates());
        all.addAll(texts());
        all.addAll(details());
        all.addAll(found());
        return List.copyOf(all);
    }

    private static List<Column> identity() {
        return List.of(
                required(ARTICLE_ID, STRING, "Id of the article.", EnrichedArticle::getArticleId),
                required("source_id", STRING, "Its source.", EnrichedArticle::getSourceId),
                life("external_id", STRING, "The publisher's own id.", of(Article::getExternalId)),
                life(
                        "external_id_kind",
                        STRING,
                        "Where external_id came from.",
                        of(a -> a.getExternalIdKind().name())),
                life("publisher_id", STRING, "The publisher.", of(Article::getPublisherId)),
                required(
                        REVISION,
                        INT,
                        "Number of the revision, from 1. A replay repeats it.",
                        e -> e.getRevision().getNumber()),
                required(
                        OUTCOME,
                        STRING,
                        "NEW, UPDATED, CORRECTED or WITHDRAWN.",
                        e -> e.getRevision().getOutcome().name()),
                life(
                        PUBLISHING_STATUS,
                        STRING,
                        "USABLE, WITHHELD or CANCELED.",
                        of(a -> a.getPublishingStatus().name())),
                life(
                        "editorial_signal",
                        STRING,
                        "What the publisher says this is.",
                        of(a -> a.getEditorialSignal().name())),
                life("version", STRING, "The publisher's version.", of(Article::getVersion)),
                life("content_hash", STRING, "SHA-256 of content.", of(Article::getContentHash)),
                life(
                        "previous_content_hash",
                        STRING,
                        "That of the revision before.",
                        e -> e.getRevision().getPreviousContentHash()),
                life(
                        "changes",
                        NestedColumns.CHANGES,
                        "What differs from the revision before.",
                        e -> NestedColumns.changes(e.getRevision().getChanges())));
    }

    private static List<Column> times() {
        return List.of(
                life(
                        "version_created_at",
                        TIME,
                        "By the publisher.",
                        news(Article::getVersionCreated)),
                life(
                        "first_published_at",
                        TIME,
                        "By the publisher.",
                        news(Article::getFirstPublished)),
                life(
                        "embargoed_until",
                        TIME,
                        "Not shown before.",
                        time(Article::getEmbargoedUntil)),
                life(
                        "first_received_at",
                        TIME,
                        "First arrival of the article.",
                        e -> utc(e.getFirstReceivedAt())),
                life("received_at", TIME, "When ingest took it.", time(Article::getReceivedAt)),
                required(
                        ENRICHED_AT,
                        TIME,
                        "When enrich made the record; the table is partitioned by its day.",
                        e -> utc(e.getEnrichedAt())),
                new Column(
                        PURGED_AT, TIME, false, false, "When a purge emptied the content.", null));
    }

    private static List<Column> analysis() {
        return List.of(
                life(
                        "enrichment_version",
                        STRING,
                        "Code and models behind the values.",
                        EnrichedArticle::getEnrichmentVersion),
                life("language", STRING, "As detected.", e -> e.getLanguage().getCode()),
                life(
                        "language_confidence",
                        FLOAT,
                        "Probability of it.",
                        e -> e.getLanguage().getConfidence()),
                life(
                        "analysis_status",
                        STRING,
                        "ANALYSED, TRUNCATED or NOT_ANALYSED.",
                        e -> e.getAnalysis().getStatus().name()),
                life("analysis_reason", STRING, "Why not.", e -> e.getAnalysis().getReason()),
                life(
                        "analysed_length",
                        INT,
                        "UTF-16 units of the body.",
                        e -> e.getAnalysis().getAnalysedLength()),
                life(
                        "models",
                        NestedColumns.MODELS,
                        "Models that made the values.",
                        e -> NestedColumns.models(e.getModels())));
    }

    private static List<Column> coordinates() {
        return List.of(
                life(
                        "origin_topic",
                        STRING,
                        "Topic of the arrival.",
                        e -> e.getOrigin().getTopic()),
                life("origin_partition", INT, "Its partition.", e -> e.getOrigin().getPartition()),
                life("origin_offset", LONG, "Its offset.", e -> e.getOrigin().getOffset()),
                life(
                        "origin_timestamp",
                        TIME,
                        "Its timestamp.",
                        e -> utc(e.getOrigin().getTimestamp())),
                new Column(ENRICHED_TOPIC, STRING, false, false, "Topic of this record.", null),
                new Column(ENRICHED_PARTITION, INT, false, false, "Its partition.", null),
                new Column(ENRICHED_OFFSET, LONG, false, false, "Its offset.", null));
    }

    private static List<Column> texts() {
        return List.of(
                content("title", STRING, "Headline.", of(Article::getTitle)),
                content("body", STRING, "Main text.", of(Article::getBody)),
                content("summary", STRING, "Standfirst.", of(Article::getSummary)),
                content("byline", STRING, "As printed.", of(Article::getByline)),
                content("authors", NestedColumns.strings(), "By name.", of(Article::getAuthors)),
                content("dateline", STRING, "Place and date.", of(Article::getDateline)),
                content("declared_language", STRING, "BCP 47 tag.", of(Article::getLanguage)),
                content("url", STRING, "Canonical address.", of(Article::getUrl)),
                content("slugline", STRING, "The desk's short name.", of(Article::getSlugline)),
                // the reason of a withdrawal is in its own row, and stays there
                new Column(
                        "editorial_note",
                        STRING,
                        false,
                        true,
                        "Note to editors; the reason of a withdrawal.",
                        of(Article::getEditorialNote)),
                content("copyright_holder", STRING, "Holder.", of(Article::getCopyrightHolder)),
                content("copyright_notice", STRING, "As given.", of(Article::getCopyrightNotice)),
                content("usage_terms", STRING, "As given.", of(Article::getUsageTerms)));
    }

    private static List<Column> details() {
        return List.of(
                content("urgency", INT, "1 (most) to 9.", of(Article::getUrgency)),
                content(
                        "genres",
                        NestedColumns.strings(),
                        "By code or name.",
                        of(Article::getGenres)),
                content(
                        "keywords",
                        NestedColumns.strings(),
                        "Free words.",
                        of(Article::getKeywords)),
                content(
                        "subjects",
                        NestedColumns.SUBJECTS,
                        "Concepts that the source attached.",
                        of(a -> NestedColumns.subjects(a.getSubjects()))),
                content(
                        "media",
                        NestedColumns.MEDIA,
                        "Media that goes with it.",
                        of(a -> NestedColumns.media(a.getMedia()))),
                content(
                        "usage_preferences",
                        NestedColumns.PREFERENCES,
                        "Signals about automated use.",
                        of(a -> NestedColumns.preferences(a.getUsagePreferences()))),
                content("format", STRING, "What it was parsed from.", of(Article::getFormat)),
                content(
                        "full_text_length",
                        INT,
                        "Of the body before it was cut.",
                        of(Article::getFullTextLength)),
                content(
                        "warnings",
                        NestedColumns.WARNINGS,
                        "What was doubtful in the input.",
                        of(a -> NestedColumns.warnings(a.getWarnings()))),
                content(
                        "provenances",
                        NestedColumns.PROVENANCES,
                        "Every way it came by.",
                        e -> NestedColumns.provenances(e.getProvenances())));
    }

    private static List<Column> found() {
        return List.of(
                content("sentiment_label", STRING, "Class.", mood(s -> s.getLabel().name())),
                content("sentiment_score", FLOAT, "-1 to 1.", mood(Sentiment::getScore)),
                content("sentiment_confidence", FLOAT, "0 to 1.", mood(Sentiment::getConfidence)),
                content(
                        "entities",
                        NestedColumns.ENTITIES,
                        "Who and what it speaks of, most salient first, with every mention.",
                        e -> NestedColumns.entities(e.getEntities())),
                content(
                        "duplicate_of",
                        STRING,
                        "article_id of the earlier copy.",
                        copy(NearDuplicate::getDuplicateOf)),
                content("duplicate_kind", STRING, "How.", copy(d -> d.getKind().name())),
                content("duplicate_score", FLOAT, "How much.", copy(NearDuplicate::getScore)),
                content(
                        "duplicate_passages",
                        NestedColumns.PASSAGES,
                        "The shared passages, longest first.",
                        copy(d -> NestedColumns.passages(d.getPassages()))));
    }

    private static Column required(
            String name, Type type, String doc, Function<EnrichedArticle, @Nullable Object> value) {
        return new Column(name, type, true, false, doc, value);
    }

    private static Column life(
            String name, Type type, String doc, Function<EnrichedArticle, @Nullable Object> value) {
        return new Column(name, type, false, false, doc, value);
    }

    private static Column content(
            String name, Type type, String doc, Function<EnrichedArticle, @Nullable Object> value) {
        return new Column(name, type, false, true, doc, e -> withdrawn(e) ? null : value.apply(e));
    }

    private static Function<EnrichedArticle, @Nullable Object> of(
            Function<Article, @Nullable Object> value) {
        return e -> value.apply(e.getArticle());
    }

    private static Function<EnrichedArticle, @Nullable Object> time(
            Function<Article, @Nullable Instant> value) {
        return e -> utc(value.apply(e.getArticle()));
    }

    private static Function<EnrichedArticle, @Nullable Object> news(
            Function<Article, @Nullable NewsTime> value) {
        return e -> {
            NewsTime time = value.apply(e.getArticle());
            return time == null ? null : utc(time.getInstant());
        };
    }

    private static Function<EnrichedArticle, @Nullable Object> mood(
            Function<Sentiment, Object> value) {
        return e -> e.getSentiment() == null ? null : value.apply(e.getSentiment());
    }

    private static Function<EnrichedArticle, @Nullable Object> copy(
            Function<NearDuplicate, Object> value) {
        return e -> e.getDuplicate() == null ? null : value.apply(e.getDuplicate());
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
