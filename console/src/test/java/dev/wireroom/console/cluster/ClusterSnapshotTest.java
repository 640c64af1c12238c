package dev.wireroom.console.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.console.cluster.GroupState.TopicLag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ClusterSnapshotTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void ratesAreGrowthOverTime() {
        ClusterSnapshot later = snapshot(NOON.plusSeconds(4), 120, 100);
        assertThat(later.ratesSince(snapshot(NOON, 100, 80))).containsEntry("t", 5.0);
        assertThat(later.consumedSince(snapshot(NOON, 100, 80), "g", "t")).contains(5.0);
    }

    @Test
    void aRecreatedTopicHasNoNegativeRate() {
        assertThat(snapshot(NOON.plusSeconds(1), 3, 0).ratesSince(snapshot(NOON, 100, 80)))
                .containsEntry("t", 0.0);
    }

    @Test
    void whatWasNotThereBeforeHasNoRate() {
        ClusterSnapshot empty = new ClusterSnapshot(NOON, List.of(), List.of());
        assertThat(snapshot(NOON.plusSeconds(1), 3, 0).ratesSince(empty)).isEqualTo(Map.of());
        assertThat(snapshot(NOON.plusSeconds(1), 3, 0).consumedSince(empty, "g", "t")).isEmpty();
    }

    private static ClusterSnapshot snapshot(Instant at, long end, long committed) {
        return new ClusterSnapshot(
                at,
                List.of(new TopicState("t", 1, 1, end, end, OptionalLong.empty())),
                List.of(
                        new GroupState(
                                "g",
                                "Stable",
                                1,
                                List.of(new TopicLag("t", end - committed, committed)))));
    }
}
