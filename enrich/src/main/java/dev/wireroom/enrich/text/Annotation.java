package dev.wireroom.enrich.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the analysis found in one article.
 *
 * @param sentiment null when nothing was analysed
 * @param entities most salient first; empty when nothing was analysed
 * @param targets one for each of the document's targets, in that order
 */
public record Annotation(
        String documentId,
        Language language,
        Analysis analysis,
        @Nullable DocumentSentiment sentiment,
        List<Entity> entities,
        List<TargetSentiment> targets,
        Provenance provenance) {
    public Annotation {
        entities = List.copyOf(entities);
        targets = List.copyOf(targets);
    }
}
