package dev.wireroom.deliver.stream;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.contract.SentimentLabel;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a subscriber wants to see; every part that is given must match. A withdrawal has lost what
 * most parts look at, so it matches by source alone: better one notice too many than a copy left
 * standing.
 *
 * @param entity an entity's id or its name, in any case
 */
record StreamFilter(
        Optional<String> source,
        Optional<String> language,
        Optional<String> entity,
        Optional<EntityType> type,
        Optional<SentimentLabel> sentiment)
        implements Predicate<EnrichedArticle> {

    static final StreamFilter EVERYTHING =
            new StreamFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    @Override
    public boolean test(EnrichedArticle article) {
        if (source.isPresent() && !source.get().equals(article.getSourceId())) {
            return false;
        }
        if (article.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN) {
            return true;
        }
        return language.map(wanted -> wanted.equalsIgnoreCase(article.getLanguage().getCode()))
                        .orElse(true)
                && sentiment
                        .map(
                                wanted ->
                                        article.getSentiment() != null
                                                && article.getSentiment().getLabel() == wanted)
                        .orElse(true)
                && speaksOf(article);
    }

    private boolean speaksOf(EnrichedArticle article) {
        if (entity.isEmpty() && type.isEmpty()) {
            return true;
        }
        return article.getEntities().stream().anyMatch(this::isWanted);
    }

    private boolean isWanted(Entity candidate) {
        return type.map(wanted -> candidate.getType() == wanted).orElse(true)
                && entity.map(
                                wanted ->
                                        candidate.getEntityId().equals(wanted)
                                                || candidate
                                                        .getName()
                                                        .toLowerCase(Locale.ROOT)
                                                        .equals(wanted.toLowerCase(Locale.ROOT)))
                        .orElse(true);
    }
}
