package dev.wireroom.benchmarks.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.benchmarks.storage.Contender.Load;
import dev.wireroom.benchmarks.storage.Progress.Look;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GrowthTest {

    @Test
    void looksAtTheRoundNumbersAndAtTheEnd() {
        assertThat(Growth.stages(5_000)).containsExactly(5_000L);
        assertThat(Growth.stages(100_000)).containsExactly(10_000L, 100_000L);
        assertThat(Growth.stages(250_000)).containsExactly(10_000L, 100_000L, 250_000L);
    }

    @Test
    void countsOnlyWhatCameBetweenTwoLooks() {
        Look begin = new Look(1_000, 0, Duration.ofSeconds(10));
        Look end = new Look(5_000, Duration.ofSeconds(2).toNanos(), Duration.ofSeconds(14));

        assertThat(Progress.between(begin, end)).isEqualTo(new Load(2_000, 1));
    }
}
