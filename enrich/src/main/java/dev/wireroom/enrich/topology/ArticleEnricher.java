package dev.wireroom.enrich.topology;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.enrich.lifecycle.Verdict;
import dev.wireroom.enrich.lifecycle.Withdrawal;
import dev.wireroom.enrich.state.RawRecord;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.TextDocument;
import dev.wireroom.enrich.topology.DeadLetters.Reason;
import dev.wireroom.enrich.topology.Fate.Arrived;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Has the text of a revision analysed and writes the enriched article. Whatever goes wrong with one
 * article becomes a dead letter. Thread-safe, as the annotator is.
 */
final class ArticleEnricher {

    private final Supplier<Annotator> annotator;
    private final DeadLetters deadLetters;
    private final int maxRecordBytes;

    /**
     * @param annotator may block until the model is loaded
     * @param maxRecordBytes the largest enriched article that goes on
     */
    ArticleEnricher(Supplier<Annotator> annotator, DeadLetters deadLetters, int maxRecordBytes) {
        this.annotator = annotator;
        this.deadLetters = deadLetters;
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Answers {@link Fate.Enriched} or {@link Fate.Dead}. */
    Fate enrich(Arrived arrived, Verdict.Publish publish, Instant now) {
        String sourceId = arrived.article().getSourceId();
        return attempt(() -> enriched(arrived, publish, now), arrived.raw(), sourceId, now);
    }

    /**
     * The same revision with its text analysed anew; which article it repeats stays as it was.
     * Answers {@link Fate.Enriched} or {@link Fate.Dead}.
     */
    Fate enrichAnew(EnrichedArticle before, RawRecord raw, Instant now) {
        return attempt(
                () -> {
                    EnrichedArticle anew = EnrichedArticle.newBuilder(before).build();
                    analyse(anew, now);
                    return anew;
                },
                raw,
                before.getSourceId(),
                now);
    }

    private Fate attempt(
            Supplier<EnrichedArticle> enrichment, RawRecord raw, String sourceId, Instant now) {
        try {
            EnrichedArticle enriched = enrichment.get();
            int bytes = EnrichedArticle.getEncoder().encode(enriched).remaining();
            return bytes <= maxRecordBytes
                    ? new Fate.Enriched(enriched)
                    : dead(raw, tooLarge(bytes), sourceId, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory doesn't fail
        } catch (RuntimeException e) {
            return dead(raw, failed(e), sourceId, now);
        }
    }

    private EnrichedArticle enriched(Arrived arrived, Verdict.Publish publish, Instant now) {
        Article article = arrived.article();
        boolean withdrawn = publish.revision().getOutcome() == RevisionOutcome.WITHDRAWN;
        EnrichedArticle enriched =
                EnrichedArticle.newBuilder()
                        .setArticleId(article.getArticleId())
                        .setSourceId(article.getSourceId())
                        .setArticle(withdrawn ? Withdrawal.emptied(article) : released(article))
                        .setRevision(publish.revision())
                        .setFirstReceivedAt(publish.next().firstReceivedAt())
                        .setProvenances(publish.next().ways().provenances())
                        .setEnrichedAt(now)
                        .setOrigin(RawRecords.coordinates(arrived.raw()))
                        .setLanguage(AnnotationMapper.UNDETERMINED)
                        .setAnalysis(AnnotationMapper.WITHDRAWN)
                        .setEntities(List.of())
                        .setModels(List.of())
                        .setEnrichmentVersion(annotator.get().provenance().enrichmentVersion())
                        .build();
        if (!withdrawn) {
            analyse(enriched, now);
        }
        return enriched;
    }

    private void analyse(EnrichedArticle enriched, Instant now) {
        long begin = System.nanoTime();
        Annotation annotation = annotator.get().annotate(document(enriched.getArticle()));
        AnnotationMapper.apply(annotation, enriched);
        // 'now' is when this record's turn came; the analysis is most of what takes time here
        enriched.setEnrichedAt(now.plusNanos(System.nanoTime() - begin));
    }

    /** What gets here is withheld no more. */
    private static Article released(Article article) {
        return article.getPublishingStatus() == PublishingStatus.WITHHELD
                ? Article.newBuilder(article).setPublishingStatus(PublishingStatus.USABLE).build()
                : article;
    }

    /**
     * A published article as another annotator would have enriched it; the record itself stays as
     * it is. What was withdrawn has no text to analyse.
     */
    static EnrichedArticle analysedBy(Annotator annotator, EnrichedArticle published) {
        EnrichedArticle again = EnrichedArticle.newBuilder(published).build();
        AnnotationMapper.apply(annotator.annotate(document(published.getArticle())), again);
        return again;
    }

    private static TextDocument document(Article article) {
        return new TextDocument(
                article.getArticleId(),
                article.getTitle() == null ? "" : article.getTitle(),
                article.getBody() == null ? "" : article.getBody(),
                article.getLanguage(),
                List.of());
    }

    private Fate dead(RawRecord raw, Reason reason, String sourceId, Instant now) {
        return new Fate.Dead(deadLetters.enriching(raw, reason, sourceId, now));
    }

    private static Reason failed(RuntimeException e) {
        return new Reason(
                "enrichment-failed",
                "the text analysis failed: " + e,
                "report it with this letter; push the article again once it is mended",
                e);
    }

    private Reason tooLarge(int bytes) {
        return new Reason(
                "too-large",
                "enriched, the article has %d bytes; %d fit".formatted(bytes, maxRecordBytes),
                "split the article, or raise max.message.bytes of the topics",
                null);
    }
}
