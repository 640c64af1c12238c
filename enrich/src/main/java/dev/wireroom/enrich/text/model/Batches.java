package dev.wireroom.enrich.text.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Puts items of similar length together in calls of the model, each padded to its longest.
 *
 * @param items in a call at most
 * @param pieces in a call at most, padding included; one item alone may have more
 * @param padding pieces in a call, padding included, as a multiple of those without; at most
 */
record Batches(int items, int pieces, double padding) {

    /**
     * Runs calls over all items.
     *
     * @param length of an item, in pieces
     * @param call gets items by length, shortest first, and answers in their order
     * @return answers in the order of the items
     */
    <T, R> List<R> run(List<T> all, ToIntFunction<T> length, Function<List<T>, List<R>> call) {
        int[] lengths = all.stream().mapToInt(length).toArray();
        List<Integer> byLength =
                IntStream.range(0, lengths.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(index -> lengths[index]))
                        .toList();
        int[] sorted = byLength.stream().mapToInt(index -> lengths[index]).toArray();
        List<R> answers = new ArrayList<>(Collections.nCopies(all.size(), null));
        for (int from = 0; from < sorted.length; ) {
            int to = end(sorted, from);
            List<Integer> batch = byLength.subList(from, to);
            List<R> results = call.apply(batch.stream().map(all::get).toList());
            for (int index = 0; index < results.size(); index++) {
                answers.set(batch.get(index), results.get(index));
            }
            from = to;
        }
        return List.copyOf(answers);
    }

    /** Where the batch that begins at {@code from} ends; it has one item at least. */
    private int end(int[] sorted, int from) {
        int real = sorted[from];
        int to = from + 1;
        while (to < sorted.length && to - from < items) {
            long padded = (to - from + 1L) * sorted[to];
            real += sorted[to];
            if (padded > pieces || padded > real * padding) {
                return to;
            }
            to++;
        }
        return to;
    }
}
