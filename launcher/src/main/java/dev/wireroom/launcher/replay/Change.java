package dev.wireroom.launcher.replay;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.SentimentLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two enrichments of one revision. */
record Change(
        String articleId,
        String versionBefore,
        String versionAfter,
        Set<String> entitiesAdded,
        Set<String> entitiesRemoved,
        String languageBefore,
        String languageAfter,
        @Nullable SentimentLabel sentimentBefore,
        @Nullable SentimentLabel sentimentAfter) {

    static Change between(EnrichedArticle before, EnrichedArticle after) {
        return new Change(
                before.getArticleId(),
                before.getEnrichmentVersion(),
                after.getEnrichmentVersion(),
                without(entities(after), entities(before)),
                without(entities(before), entities(after)),
                before.getLanguage().getCode(),
                after.getLanguage().getCode(),
                label(before),
                label(after));
    }

    boolean ofEntities() {
        return !entitiesAdded.isEmpty() || !entitiesRemoved.isEmpty();
    }

    boolean ofLanguage() {
        return !languageBefore.equals(languageAfter);
    }

    boolean ofSentiment() {
        return !Objects.equals(sentimentBefore, sentimentAfter);
    }

    /** Whether a reader of the article would see any of it. */
    boolean visible() {
        return ofEntities() || ofLanguage() || ofSentiment();
    }

    /** One line, such as {@code 5f…: language sw -> en, +location:nairobi}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (ofLanguage()) {
            parts.add("language %s -> %s".formatted(languageBefore, languageAfter));
        }
        if (ofSentiment()) {
            parts.add("sentiment %s -> %s".formatted(name(sentimentBefore), name(sentimentAfter)));
        }
        entitiesAdded.forEach(id -> parts.add("+" + id));
        entitiesRemoved.forEach(id -> parts.add("-" + id));
        return articleId + ": " + String.join(", ", parts);
    }

    private static Set<String> entities(EnrichedArticle article) {
        return article.getEntities().stream().map(Entity::getEntityId).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static @Nullable SentimentLabel label(EnrichedArticle article) {
        return article.getSentiment() == null ? null : article.getSentiment().getLabel();
    }

    private static String name(@Nullable SentimentLabel label) {
        return label == null ? "none" : label.name().toLowerCase(java.util.Locale.ROOT);
    }
}
