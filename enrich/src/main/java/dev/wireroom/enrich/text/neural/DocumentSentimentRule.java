package dev.wireroom.enrich.text.neural;

import dev.wireroom.enrich.text.Field;

/**
 * How an article's sentiment is composed from its sentences.
 *
 * <p>A sentence's distribution is the mean of those toward the entities that it names; where it
 * names none, that toward the sentence as a whole. The article's is their weighted mean: a sentence
 * weighs the logarithm of its length in tokens, a title's twice that.
 */
final class DocumentSentimentRule {
    /** Named in every annotation; the number counts changes of the rule. */
    static final String NAME =
            "weighted mean of sentences' sentiment toward their entities, rule 1";

    private static final double TITLE = 2;

    private DocumentSentimentRule() {}

    static double weight(Field field, int tokens) {
        double weight = Math.log1p(tokens);
        return field == Field.TITLE ? TITLE * weight : weight;
    }
}
