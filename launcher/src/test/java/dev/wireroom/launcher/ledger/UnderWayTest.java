package dev.wireroom.launcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.console.cluster.ClusterSnapshot;
import dev.wireroom.console.cluster.GroupState;
import dev.wireroom.console.cluster.GroupState.TopicLag;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnderWayTest {

    private static final List<String> GROUPS = List.of("wireroom.enrich");

    @Test
    void endsOnAWireThatIsNeverIdle() {
        UnderWay way = new UnderWay(GROUPS, reading(100, 40));
        assertThat(way.at(reading(100, 40))).isEqualTo(40);
        assertThat(way.at(reading(130, 200))).isEqualTo(10);
        assertThat(way.at(reading(141, 500))).isZero();
    }

    @Test
    void aMarkerAtTheEndIsNothingToWaitFor() {
        UnderWay way = new UnderWay(GROUPS, reading(100, 3));
        assertThat(way.at(reading(102, 0))).isZero();
    }

    @Test
    void othersGroupsDoNotMatter() {
        UnderWay way = new UnderWay(List.of("someone-else"), reading(100, 40));
        assertThat(way.at(reading(100, 40))).isZero();
    }

    private static ClusterSnapshot reading(long committed, long lag) {
        return new ClusterSnapshot(
                Instant.EPOCH,
                List.of(),
                List.of(
                        new GroupState(
                                "wireroom.enrich",
                                "Stable",
                                1,
                                List.of(new TopicLag("wireroom.articles", lag, committed)))));
    }
}
