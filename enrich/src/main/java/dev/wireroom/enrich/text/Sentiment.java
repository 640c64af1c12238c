package dev.wireroom.enrich.text;

/**
 * A sentiment as the model sees it.
 *
 * @param label the most probable direction
 * @param score P(positive) - P(negative), in [-1, 1]
 * @param confidence probability of the label, in [1/3, 1]
 */
public record Sentiment(Polarity label, double score, double confidence) {

    /**
     * From a distribution over the three directions, which need not be normalised but must not be
     * all zero.
     */
    public static Sentiment of(double negative, double neutral, double positive) {
        double sum = negative + neutral + positive;
        if (!(sum > 0)) {
            throw new IllegalArgumentException(
                    "not a distribution: " + negative + ", " + neutral + ", " + positive);
        }
        Polarity label;
        double top;
        if (negative > neutral && negative > positive) {
            label = Polarity.NEGATIVE;
            top = negative;
        } else if (positive > neutral && positive > negative) {
            label = Polarity.POSITIVE;
            top = positive;
        } else {
            label = Polarity.NEUTRAL;
            top = neutral;
        }
        return new Sentiment(label, (positive - negative) / sum, top / sum);
    }
}
