package dev.wireroom.deliver;

import dev.wireroom.contract.Analysis;
import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Revision;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SentimentLabel;
import java.time.Instant;
import java.util.List;

/** Builds enriched articles for tests. */
public final class AnEnrichedArticle {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final EnrichedArticle article;

    private AnEnrichedArticle(EnrichedArticle article) {
        this.article = article;
    }

    public static AnEnrichedArticle withId(String id) {
        return new AnEnrichedArticle(
                EnrichedArticle.newBuilder()
                        .setArticleId(id)
                        .setSourceId("demo")
                        .setArticle(
                                Article.newBuilder()
                                        .setArticleId(id)
                                        .setSourceId("demo")
                                        .setExternalId("x-" + id)
                                        .setContentHash("hash")
                                        .setReceivedAt(NOON)
                                        .setTitle("Kerry in Nairobi")
                                        .setBody("Kerry spoke.")
                                        .setFormat("test")
                                        .build())
                        .setRevision(
                                Revision.newBuilder()
                                        .setNumber(1)
                                        .setOutcome(RevisionOutcome.NEW)
                                        .build())
                        .setFirstReceivedAt(NOON)
                        .setEnrichedAt(NOON.plusMillis(120))
                        .setOrigin(new RecordCoordinates("wireroom.articles", 3, 14L, NOON))
                        .setLanguage(new DetectedLanguage("en", 0.98f))
                        .setAnalysis(new Analysis(AnalysisStatus.ANALYSED, null, 12))
                        .setSentiment(new Sentiment(SentimentLabel.NEUTRAL, 0.1f, 0.8f))
                        .setEntities(
                                List.of(
                                        Entity.newBuilder()
                                                .setEntityId("person:kerry")
                                                .setName("Kerry")
                                                .setType(EntityType.PERSON)
                                                .setSalience(1f)
                                                .setMentions(
                                                        List.of(
                                                                new Mention(
                                                                        "title", 0, 5, "Kerry",
                                                                        0.97f)))
                                                .build()))
                        .setEnrichmentVersion("test-1")
                        .build());
    }

    public AnEnrichedArticle of(String source) {
        article.setSourceId(source);
        article.getArticle().setSourceId(source);
        return this;
    }

    public AnEnrichedArticle withdrawn() {
        article.getRevision().setOutcome(RevisionOutcome.WITHDRAWN);
        article.getArticle().setTitle(null);
        article.getArticle().setBody(null);
        article.setEntities(List.of());
        article.setSentiment(null);
        return this;
    }

    public EnrichedArticle build() {
        return article;
    }
}
