package dev.wireroom.sink;

import dev.wireroom.contract.Analysis;
import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.FieldChange;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.ModelProvenance;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Revision;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SentimentLabel;
import dev.wireroom.contract.TimePrecision;
import dev.wireroom.schema.ArticleIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds enriched articles for tests: {@code anEnriched("storm").revision(2).build()}. */
final class AnEnriched {

    static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:30Z");
    static final String SOURCE = "a-source";

    private final String name;
    private int revision = 1;
    private RevisionOutcome outcome = RevisionOutcome.NEW;
    private PublishingStatus status = PublishingStatus.USABLE;
    private String title;
    private String body;
    private Instant receivedAt = RECEIVED;
    private @Nullable Instant embargoedUntil;
    private Instant enrichedAt = RECEIVED.plusSeconds(1);
    private final List<Entity> entities = new ArrayList<>();

    private AnEnriched(String name) {
        this.name = name;
        this.title = "Title of " + name;
        this.body = "John Kerry met John Kerry in Nairobi about " + name;
    }

    static AnEnriched anEnriched(String name) {
        return new AnEnriched(name);
    }

    static String id(String name) {
        return ArticleIds.of(SOURCE, name);
    }

    AnEnriched revision(int number) {
        revision = number;
        outcome = number == 1 ? RevisionOutcome.NEW : RevisionOutcome.UPDATED;
        return this;
    }

    AnEnriched withdrawn() {
        outcome = RevisionOutcome.WITHDRAWN;
        status = PublishingStatus.CANCELED;
        return this;
    }

    AnEnriched titled(String text) {
        title = text;
        return this;
    }

    AnEnriched saying(String text) {
        body = text;
        return this;
    }

    AnEnriched receivedAt(Instant time) {
        receivedAt = time;
        enrichedAt = time.plusSeconds(1);
        return this;
    }

    AnEnriched embargoedUntil(Instant time) {
        embargoedUntil = time;
        return this;
    }

    AnEnriched enrichedAt(Instant time) {
        enrichedAt = time;
        return this;
    }

    AnEnriched naming(String entityId, String entityName, EntityType type) {
        entities.add(
                Entity.newBuilder()
                        .setEntityId(entityId)
                        .setName(entityName)
                        .setType(type)
                        .setSalience(0.5f)
                        .setSentiment(new Sentiment(SentimentLabel.POSITIVE, 0.25f, 0.75f))
                        .setMentions(
                                List.of(
                                        new Mention("body", 0, 10, "John Kerry", 0.9f),
                                        new Mention("body", 15, 25, "John Kerry", 0.8f)))
                        .build());
        return this;
    }

    EnrichedArticle build() {
        Article article =
                Article.newBuilder()
                        .setArticleId(id(name))
                        .setSourceId(SOURCE)
                        .setExternalId(name)
                        .setExternalIdKind(ExternalIdKind.PUBLISHER)
                        .setContentHash("hash-of-%s-%d".formatted(name, revision))
                        .setPublishingStatus(status)
                        .setReceivedAt(receivedAt)
                        .setEmbargoedUntil(embargoedUntil)
                        .setVersionCreated(
                                new NewsTime(
                                        Instant.parse("2026-11-23T00:00:00Z"),
                                        TimePrecision.DAY,
                                        false,
                                        "2026-11-23"))
                        .setTitle(title)
                        .setBody(body)
                        .setKeywords(List.of("diplomacy", "weather"))
                        .setSubjects(
                                List.of(new Concept("politics", "medtop:11000000", null, null)))
                        .setFormat("test")
                        .build();
        return EnrichedArticle.newBuilder()
                .setArticleId(article.getArticleId())
                .setSourceId(SOURCE)
                .setArticle(article)
                .setRevision(
                        new Revision(
                                revision,
                                outcome,
                                revision == 1 ? null : "hash-before",
                                revision == 1 ? List.of() : List.of(new FieldChange("body", 3, 1))))
                .setFirstReceivedAt(receivedAt)
                .setEnrichedAt(enrichedAt)
                .setOrigin(
                        new RecordCoordinates("wireroom.articles", 3, 100L + revision, receivedAt))
                .setLanguage(new DetectedLanguage("en", 0.99f))
                .setAnalysis(new Analysis(AnalysisStatus.ANALYSED, null, body.length()))
                .setSentiment(new Sentiment(SentimentLabel.NEGATIVE, -0.5f, 0.7f))
                .setEntities(entities)
                .setEnrichmentVersion("test-1")
                .setModels(List.of(new ModelProvenance("ner", "1", "abc", List.of("entities"))))
                .build();
    }
}
