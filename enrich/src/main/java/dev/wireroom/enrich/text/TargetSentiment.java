package dev.wireroom.enrich.text;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one {@link Target}.
 *
 * @param sentiment null when the target was not analysed: the document was not, or the target lies
 *     beyond the text cap or holds nothing but space
 */
public record TargetSentiment(Target target, @Nullable Sentiment sentiment) {}
