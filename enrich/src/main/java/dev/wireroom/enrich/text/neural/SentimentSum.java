package dev.wireroom.enrich.text.neural;

import dev.wireroom.enrich.text.Sentiment;

/**
 * A weighted mean of sentiment distributions in the making. Not safe for use by several threads.
 */
final class SentimentSum {
    private final double[] sums = new double[3];
    private double weights;
    private int count;

    void add(float[] probabilities, double weight) {
        for (int index = 0; index < sums.length; index++) {
            sums[index] += weight * probabilities[index];
        }
        weights += weight;
        count++;
    }

    /** How many distributions were added. */
    int count() {
        return count;
    }

    /** The mean distribution; at least one must have been added. */
    float[] mean() {
        return new float[] {
            (float) (sums[0] / weights), (float) (sums[1] / weights), (float) (sums[2] / weights)
        };
    }

    /** The mean as a sentiment. */
    Sentiment sentiment() {
        return Sentiment.of(sums[0], sums[1], sums[2]);
    }
}
