package dev.wireroom.enrich.text.entity;

import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.Field;

/**
 * A mention before it belongs to an entity.
 *
 * @param text exactly the field's text from begin to end
 * @param definite true when a capitalised "The" stands before it within its sentence, as in
 *     newspapers' names
 * @param sentence number of its sentence in the document, from 0
 */
public record NamedMention(
        Field field,
        int begin,
        int end,
        String text,
        EntityType type,
        double confidence,
        boolean definite,
        int sentence) {}
