package dev.wireroom.benchmarks.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {

    @Test
    void takesTheMiddleOneOfAnOddNumber() {
        assertThat(Spread.of(List.of(30.0, 10.0, 11.0))).isEqualTo(new Spread(11, 10, 30));
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Spread.of(List.of(4.0, 1.0, 10.0, 2.0))).isEqualTo(new Spread(3, 1, 10));
    }

    @Test
    void dividesRoundByRound() {
        // of the medians it would be 2 / 4
        assertThat(Spread.ofRatios(List.of(1.0, 2.0, 9.0), List.of(4.0, 1.0, 9.0)))
                .isEqualTo(new Spread(1, 0.25, 2));
    }

    @Test
    void refusesRoundsThatDoNotPair() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spread.ofRatios(List.of(1.0), List.of(1.0, 2.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }

    @Test
    void printsTheMedianFirst() {
        assertThat(new Spread(3.14159, 2, 4).with("%.2f")).isEqualTo("3.14 (2.00 to 4.00)");
    }
}
