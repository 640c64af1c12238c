package dev.wireroom.console.cluster;

import java.util.List;
import java.util.Optional;

/**
 * One consumer group at one moment.
 *
 * @param state as Kafka names it: Stable, Empty…
 */
public record GroupState(String id, String state, int members, List<TopicLag> lags) {

    public GroupState {
        lags = List.copyOf(lags);
    }

    /**
     * How far a group is behind on one topic.
     *
     * @param lag records not yet committed; transaction markers at the very end are not counted
     * @param committed sum of the committed offsets; its growth is the group's rate
     */
    public record TopicLag(String topic, long lag, long committed) {}

    /**
     * Records before the group on all its topics; for a Streams application, its inner ones too.
     */
    public long totalLag() {
        return lags.stream().mapToLong(TopicLag::lag).sum();
    }

    public Optional<TopicLag> on(String topic) {
        return lags.stream().filter(lag -> lag.topic().equals(topic)).findFirst();
    }
}
