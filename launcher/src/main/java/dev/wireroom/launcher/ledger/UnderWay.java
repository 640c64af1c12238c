package dev.wireroom.launcher.ledger;

import dev.wireroom.console.cluster.ClusterSnapshot;
import dev.wireroom.console.cluster.GroupState;
import dev.wireroom.console.cluster.GroupState.TopicLag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many records, of those that were there when it was made, the groups still have before them;
 * so that waiting ends on a wire that is never idle, too. Immutable.
 */
final class UnderWay {

    private record Reading(String group, String topic) {}

    private final List<String> groups;
    private final Map<Reading, Long> goals = new HashMap<>();

    /**
     * @param groups those that have to catch up
     * @param start what is there to be read
     */
    UnderWay(List<String> groups, ClusterSnapshot start) {
        this.groups = groups;
        readings(start).forEach((reading, lag) -> goals.put(reading, lag.committed() + lag.lag()));
    }

    /** Records that are still to be read, over all groups and topics. */
    long at(ClusterSnapshot now) {
        long left = 0;
        for (Map.Entry<Reading, TopicLag> entry : readings(now).entrySet()) {
            Long goal = goals.get(entry.getKey());
            if (goal != null) {
                TopicLag lag = entry.getValue();
                left += Math.clamp(goal - lag.committed(), 0, lag.lag());
            }
        }
        return left;
    }

    private Map<Reading, TopicLag> readings(ClusterSnapshot snapshot) {
        Map<Reading, TopicLag> readings = new HashMap<>();
        for (GroupState group : snapshot.groups()) {
            if (groups.contains(group.id())) {
                group.lags()
                        .forEach(lag -> readings.put(new Reading(group.id(), lag.topic()), lag));
            }
        }
        return readings;
    }
}
