package dev.wireroom.console.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CounterRateTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final CounterRate rate = new CounterRate(3);

    @Test
    void isGrowthOverTheSamplesKept() {
        assertThat(rate.after(NOON, 0L)).isNull();
        assertThat(rate.after(NOON.plusSeconds(1), 100L)).isEqualTo(100.0);
        assertThat(rate.after(NOON.plusSeconds(2), 100L)).isEqualTo(50.0);
        assertThat(rate.after(NOON.plusSeconds(3), 100L)).isEqualTo(0.0);
    }

    @Test
    void isUnknownWhereTheCounterIs() {
        rate.after(NOON, 5L);
        assertThat(rate.after(NOON.plusSeconds(1), null)).isNull();
        assertThat(rate.after(NOON.plusSeconds(2), 9L)).isNull();
    }

    @Test
    void aRestartedCounterBeginsAnew() {
        rate.after(NOON, 1000L);
        assertThat(rate.after(NOON.plusSeconds(1), 3L)).isNull();
        assertThat(rate.after(NOON.plusSeconds(2), 4L)).isEqualTo(1.0);
    }
}
