package dev.wireroom.enrich.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something the article names, with all its mentions.
 *
 * @param id stable across articles for equal normalised name and type, such as {@code
 *     person:john-kerry}
 * @param wikidataId reserved for a knowledge base; null for now
 * @param name the fullest name the article uses, or the standing name of a known country
 * @param salience 0 to 1, see {@code dev.wireroom.enrich.text.entity.Salience}; an article's
 *     entities sum to 1
 * @param sentiment toward it; null when none of its mentions was scored
 * @param mentions at least one, in reading order
 */
public record Entity(
        String id,
        @Nullable String wikidataId,
        String name,
        EntityType type,
        double salience,
        @Nullable EntitySentiment sentiment,
        List<Mention> mentions) {
    public Entity {
        mentions = List.copyOf(mentions);
    }
}
