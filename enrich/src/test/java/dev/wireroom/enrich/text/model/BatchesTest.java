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
    void putsNeighboursByLengthTogetherUntilTooManyOrTooMuchPadding() {
        List<Integer> answers =
                new Batches(3, 100, 1.2)
                        .run(List.of(22, 10, 11, 10, 10, 20, 31), length -> length, this::call);

        assertThat(answers).containsExactly(44, 20, 22, 20, 20, 40, 62);
        assertThat(calls)
                .containsExactly(List.of(10, 10, 10), List.of(11), List.of(20, 22), List.of(31));
    }

    @Test
    void givesWhatIsLongerThanACallOneOfItsOwn() {
        assertThat(new Batches(3, 100, 2).run(List.of(150, 60, 40), length -> length, this::call))
                .containsExactly(300, 120, 80);
        assertThat(calls).containsExactly(List.of(40), List.of(60), List.of(150));
    }

    @Test
    void letsOnlyEqualLengthsTogetherWithoutPadding() {
        new Batches(16, 2048, 1).run(List.of(16, 32, 16, 48, 32), length -> length, this::call);
        assertThat(calls).containsExactly(List.of(16, 16), List.of(32, 32), List.of(48));
    }

    @Test
    void keepsItsLimitsAndTheOrderWhateverComes() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            Batches batches = new Batches(1 + random.nextInt(8), 64 + random.nextInt(512), 1.1);
            List<Integer> lengths = random.ints(random.nextInt(60), 1, 129).boxed().toList();
            calls.clear();

            List<Integer> answers = batches.run(lengths, length -> length, this::call);

            assertThat(answers).isEqualTo(lengths.stream().map(length -> 2 * length).toList());
            for (List<Integer> call : calls) {
                int padded = call.size() * call.get(call.size() - 1);
                int real = call.stream().mapToInt(Integer::intValue).sum();
                assertThat(call.size()).isLessThanOrEqualTo(batches.items());
                assertThat(call.size() == 1 || padded <= batches.pieces()).isTrue();
                assertThat((double) padded).isLessThanOrEqualTo(real * batches.padding());
            }
        }
    }

    @Test
    void asksNothingForNothing() {
        assertThat(new Batches(8, 512, 1.1).run(List.<Integer>of(), l -> l, this::call)).isEmpty();
        assertThat(calls).isEmpty();
    }
}
