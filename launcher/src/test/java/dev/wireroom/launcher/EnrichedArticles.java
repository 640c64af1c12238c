package dev.wireroom.launcher;

import dev.wireroom.contract.Analysis;
import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Revision;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.schema.serde.TrustedContracts;
import java.time.Instant;
import java.util.List;

/** Enriched articles for tests: article "a" of source "agency", received at {@link #TEN}. */
public final class EnrichedArticles {
    public static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

    private EnrichedArticles() {}

    public static EnrichedArticle.Builder enriched(String version, List<Entity> entities) {
        TrustedContracts.install();
        return EnrichedArticle.newBuilder()
                .setArticleId("a")
                .setSourceId("agency")
                .setArticle(
                        Article.newBuilder()
                                .setArticleId("a")
                                .setSourceId("agency")
                                .setExternalId("urn:a")
                                .setExternalIdKind(ExternalIdKind.PUBLISHER)
                                .setContentHash("0".repeat(64))
                                .setReceivedAt(TEN)
                                .setFormat("wireroom-json")
                                .build())
                .setRevision(
                        Revision.newBuilder().setNumber(1).setOutcome(RevisionOutcome.NEW).build())
                .setFirstReceivedAt(TEN)
                .setEnrichedAt(TEN)
                .setOrigin(new RecordCoordinates("wireroom.articles", 0, 1L, TEN))
                .setLanguage(new DetectedLanguage("en", 1f))
                .setAnalysis(new Analysis(AnalysisStatus.ANALYSED, null, 10))
                .setEntities(entities)
                .setEnrichmentVersion(version);
    }
}
