package dev.wireroom.enrich.text;

/**
 * Sentiment toward an entity: the mean distribution over its scored mentions.
 *
 * @param mentions how many mentions are behind it, at least 1
 */
public record EntitySentiment(Sentiment sentiment, int mentions) {}
