package dev.wireroom.enrich.topology;

import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.ModelProvenance;
import dev.wireroom.contract.SentimentLabel;
import dev.wireroom.enrich.text.Analysis;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.Entity;
import dev.wireroom.enrich.text.Language;
import dev.wireroom.enrich.text.Mention;
import dev.wireroom.enrich.text.Provenance;
import dev.wireroom.enrich.text.Sentiment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the text analysis found in the words of the contract. */
final class AnnotationMapper {

    static final DetectedLanguage UNDETERMINED = new DetectedLanguage(Language.UNDETERMINED, 0f);

    static final dev.wireroom.contract.Analysis WITHDRAWN =
            new dev.wireroom.contract.Analysis(AnalysisStatus.NOT_ANALYSED, "withdrawn", 0);

    private AnnotationMapper() {}

    static void apply(Annotation annotation, EnrichedArticle enriched) {
        enriched.setLanguage(
                new DetectedLanguage(
                        annotation.language().code(), (float) annotation.language().confidence()));
        enriched.setAnalysis(analysis(annotation.analysis(), enriched));
        enriched.setSentiment(
                annotation.sentiment() == null
                        ? null
                        : sentiment(annotation.sentiment().sentiment()));
        enriched.setEntities(annotation.entities().stream().map(AnnotationMapper::entity).toList());
        enriched.setEnrichmentVersion(annotation.provenance().enrichmentVersion());
        enriched.setModels(List.of(model(annotation.provenance())));
    }

    private static dev.wireroom.contract.Analysis analysis(
            Analysis analysis, EnrichedArticle enriched) {
        int title = length(enriched.getArticle().getTitle());
        int body = length(enriched.getArticle().getBody());
        return switch (analysis) {
            case Analysis.Analysed all ->
                    new dev.wireroom.contract.Analysis(AnalysisStatus.ANALYSED, null, body);
            case Analysis.Truncated cut ->
                    new dev.wireroom.contract.Analysis(
                            AnalysisStatus.TRUNCATED,
                            "length-cap",
                            Math.max(0, Math.min(body, cut.analysedChars() - title)));
            case Analysis.NotAnalysed not ->
                    new dev.wireroom.contract.Analysis(
                            AnalysisStatus.NOT_ANALYSED,
                            switch (not.reason()) {
                                case UNSUPPORTED_LANGUAGE -> "language-not-supported";
                                case NO_TEXT -> "no-text";
                            },
                            0);
        };
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static dev.wireroom.contract.Sentiment sentiment(Sentiment sentiment) {
        return new dev.wireroom.contract.Sentiment(
                switch (sentiment.label()) {
                    case NEGATIVE -> SentimentLabel.NEGATIVE;
                    case NEUTRAL -> SentimentLabel.NEUTRAL;
                    case POSITIVE -> SentimentLabel.POSITIVE;
                },
                (float) sentiment.score(),
                (float) sentiment.confidence());
    }

    private static dev.wireroom.contract.Entity entity(Entity entity) {
        return new dev.wireroom.contract.Entity(
                entity.id(),
                entity.wikidataId(),
                entity.name(),
                switch (entity.type()) {
                    case PERSON -> dev.wireroom.contract.EntityType.PERSON;
                    case ORGANIZATION -> dev.wireroom.contract.EntityType.ORGANIZATION;
                    case LOCATION -> dev.wireroom.contract.EntityType.LOCATION;
                    case MISC -> dev.wireroom.contract.EntityType.MISC;
                },
                (float) entity.salience(),
                entity.sentiment() == null ? null : sentiment(entity.sentiment().sentiment()),
                entity.mentions().stream().map(AnnotationMapper::mention).toList());
    }

    private static dev.wireroom.contract.Mention mention(Mention mention) {
        return new dev.wireroom.contract.Mention(
                mention.field().label(),
                mention.begin(),
                mention.end(),
                mention.text(),
                (float) mention.confidence());
    }

    private static ModelProvenance model(Provenance provenance) {
        return new ModelProvenance(
                provenance.model(),
                provenance.version(),
                provenance.digest(),
                List.of("sentiment", "entities"));
    }
}
