package dev.wireroom.enrich.text.entity;

import dev.wireroom.enrich.text.EntityType;
import java.util.List;

/**
 * Mentions that name the same thing.
 *
 * @param id stable id from normalised name and type
 * @param name the fullest name used, or a country's standing name
 * @param mentions in reading order, at least one
 */
public record MergedEntity(String id, String name, EntityType type, List<NamedMention> mentions) {
    public MergedEntity {
        mentions = List.copyOf(mentions);
    }
}
