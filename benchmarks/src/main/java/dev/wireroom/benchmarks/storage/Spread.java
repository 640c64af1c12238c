package dev.wireroom.benchmarks.storage;

import java.util.Arrays;
import java.util.List;

/** Median and range of what some rounds measured. */
record Spread(double median, double least, double most) {

    /**
     * Of at least one figure.
     *
     * @throws IllegalArgumentException where there is none
     */
    static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Of the quotients round by round: what slows a whole round down cancels out. */
    static Spread ofRatios(List<Double> these, List<Double> toThose) {
        if (these.size() != toThose.size()) {
            throw new IllegalArgumentException(
                    "%d rounds against %d".formatted(these.size(), toThose.size()));
        }
        Double[] ratios = new Double[these.size()];
        Arrays.setAll(ratios, i -> these.get(i) / toThose.get(i));
        return of(List.of(ratios));
    }

    String with(String format) {
        return (format + " (" + format + " to " + format + ")").formatted(median, least, most);
    }
}
