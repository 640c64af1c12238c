package dev.wireroom.enrich.text.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Puts items of similar length together in calls of the model, each padded to its longest, so that
 * all calls together cost least.
 *
 * @param items in a call at most
 * @param pieces in a call at most, padding included; one item alone may have more
 * @param call what a call costs beside its pieces, counted in pieces, padding included; items are
 *     padded only where that costs less than another call
 */
record Batches(int items, int pieces, int call) {

    /**
     * Runs calls over all items.
     *
     * @param length of an item, in pieces
     * @param model gets items by length, shortest first, and answers in their order
     * @return answers in the order of the items
     */
    <T, R> List<R> run(List<T> all, ToIntFunction<T> length, Function<List<T>, List<R>> model) {
        int[] lengths = all.stream().mapToInt(length).toArray();
        List<Integer> byLength =
                IntStream.range(0, lengths.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(index -> lengths[index]))
                        .toList();
        int[] ends = ends(byLength.stream().mapToInt(index -> lengths[index]).toArray());
        List<R> answers = new ArrayList<>(Collections.nCopies(all.size(), null));
        for (int from = 0; from < ends.length; from = ends[from]) {
            List<Integer> batch = byLength.subList(from, ends[from]);
            List<R> results = model.apply(batch.stream().map(all::get).toList());
            for (int index = 0; index < results.size(); index++) {
                answers.set(batch.get(index), results.get(index));
            }
        }
        return List.copyOf(answers);
    }

    /** Where a batch that begins at each place would best end; from the last place backwards. */
    private int[] ends(int[] sorted) {
        int[] ends = new int[sorted.length];
        long[] costs = new long[sorted.length + 1];
        for (int from = sorted.length - 1; from >= 0; from--) {
            costs[from] = Long.MAX_VALUE;
            for (int to = from + 1; to <= Math.min(sorted.length, from + items); to++) {
                long padded = (long) (to - from) * sorted[to - 1];
                if (to > from + 1 && padded > pieces) {
                    break;
                }
                long cost = call + padded + costs[to];
                if (cost <= costs[from]) {
                    costs[from] = cost;
                    ends[from] = to;
                }
            }
        }
        return ends;
    }
}
