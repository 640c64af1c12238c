package dev.wireroom.enrich.topology;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.enrich.text.Annotator;

/** Another model beside the one in service: what it makes of articles that are published. */
public final class Shadow {

    private final Annotator annotator;

    public Shadow(Annotator annotator) {
        this.annotator = annotator;
    }

    /** The article with this model's values; everything else is as published. */
    public EnrichedArticle of(EnrichedArticle published) {
        return ArticleEnricher.analysedBy(annotator, published);
    }
}
