package dev.wireroom.enrich.text.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final List<List<Integer>> calls = new ArrayList<>();

    /** Notes the call, whose items are their own lengths, and answers with their doubles. */
    private List<Integer> call(List<Integer> lengths) {
        calls.add(lengths);
        return lengths.stream().map(length -> 2 * length).toList();
    }

    @Test
    void putsNeighboursByLengthTogetherWherePaddingIsCheaperThanACall() {
        List<Integer> answers =
                new Batches(3, 100, 3)
                        .run(List.of(22, 10, 11, 10, 10, 20, 31), length -> length, this::call);

        assertThat(answers).containsExactly(44, 20, 22, 20, 20, 40, 62);
        assertThat(calls)
                .containsExactly(List.of(10, 10, 10), List.of(11), List.of(20, 22), List.of(31));
    }

    @Test
    void givesWhatIsLongerThanACallOneOfItsOwn() {
        assertThat(new Batches(3, 100, 200).run(List.of(150, 60, 40), length -> length, this::call))
                .containsExactly(300, 120, 80);
        assertThat(calls).containsExactly(List.of(40), List.of(60), List.of(150));
    }

    @Test
    void letsOnlyEqualLengthsTogetherWhereTheyDifferByMoreThanACallCosts() {
        new Batches(16, 2048, 8).run(List.of(16, 32, 16, 48, 32), length -> length, this::call);
        assertThat(calls).containsExactly(List.of(16, 16), List.of(32, 32), List.of(48));
    }

    @Test
    void keepsItsLimitsAndTheOrderWhateverComes() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            Batches batches = new Batches(1 + random.nextInt(8), 64 + random.nextInt(512), 8);
            List<Integer> lengths = random.ints(random.nextInt(60), 1, 129).boxed().toList();
            calls.clear();

            List<Integer> answers = batches.run(lengths, length -> length, this::call);

            assertThat(answers).isEqualTo(lengths.stream().map(length -> 2 * length).toList());
            for (List<Integer> call : calls) {
                int padded = call.size() * call.get(call.size() - 1);
                assertThat(call.size()).isLessThanOrEqualTo(batches.items());
                assertThat(call.size() == 1 || padded <= batches.pieces()).isTrue();
            }
        }
    }

    @Test
    void costsAsLittleAsAnyOtherWayToPartTheItems() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            Batches batches = new Batches(1 + random.nextInt(4), 20 + random.nextInt(80), 8);
            List<Integer> lengths =
                    random.ints(random.nextInt(10), 1, 40).sorted().boxed().toList();
            calls.clear();

            batches.run(lengths, length -> length, this::call);

            assertThat(calls.stream().mapToInt(call -> cost(batches, call)).sum())
                    .as("%s of %s", batches, lengths)
                    .isEqualTo(least(batches, lengths));
        }
    }

    private static int cost(Batches batches, List<Integer> call) {
        return batches.call() + call.size() * call.get(call.size() - 1);
    }

    /** The least cost of items by length, by trying every first call. */
    private static int least(Batches batches, List<Integer> lengths) {
        int least = lengths.isEmpty() ? 0 : Integer.MAX_VALUE;
        for (int end = 1; end <= Math.min(lengths.size(), batches.items()); end++) {
            List<Integer> first = lengths.subList(0, end);
            int cost = cost(batches, first);
            if (end == 1 || cost - batches.call() <= batches.pieces()) {
                least =
                        Math.min(
                                least, cost + least(batches, lengths.subList(end, lengths.size())));
            }
        }
        return least;
    }

    @Test
    void asksNothingForNothing() {
        assertThat(new Batches(8, 512, 8).run(List.<Integer>of(), l -> l, this::call)).isEmpty();
        assertThat(calls).isEmpty();
    }
}
