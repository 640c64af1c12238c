package dev.wireroom.enrich.text;

/**
 * Sentiment of a whole article, composed from its sentences.
 *
 * @param method how it was composed, in one phrase that names the rule and its version
 * @param sentences how many sentences are behind it, at least 1
 */
public record DocumentSentiment(Sentiment sentiment, String method, int sentences) {}
