package dev.wireroom.console.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Topics and groups at one moment, by name. */
public record ClusterSnapshot(Instant at, List<TopicState> topics, List<GroupState> groups) {

    private static final double MILLIS_PER_SECOND = 1000;

    public ClusterSnapshot {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
    }

    public Optional<TopicState> topic(String name) {
        return topics.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    public Optional<GroupState> group(String id) {
        return groups.stream().filter(group -> group.id().equals(id)).findFirst();
    }

    /**
     * Offsets per second by topic name since an earlier snapshot; without topics that were not
     * there then.
     */
    public Map<String, Double> ratesSince(ClusterSnapshot earlier) {
        Map<String, Double> rates = new HashMap<>();
        for (TopicState topic : topics) {
            earlier.topic(topic.name())
                    .ifPresent(
                            before ->
                                    rates.put(
                                            topic.name(),
                                            perSecond(
                                                    topic.endOffset() - before.endOffset(),
                                                    earlier)));
        }
        return rates;
    }

    /**
     * Records per second that a group got through on a topic since an earlier snapshot; empty where
     * either does not know.
     */
    public Optional<Double> consumedSince(ClusterSnapshot earlier, String group, String topic) {
        Optional<Long> now =
                group(group).flatMap(g -> g.on(topic)).map(GroupState.TopicLag::committed);
        Optional<Long> then =
                earlier.group(group).flatMap(g -> g.on(topic)).map(GroupState.TopicLag::committed);
        return now.flatMap(n -> then.map(t -> perSecond(n - t, earlier)));
    }

    private double perSecond(long growth, ClusterSnapshot earlier) {
        long millis = Math.max(1, Duration.between(earlier.at, at).toMillis());
        return Math.max(0, growth) * MILLIS_PER_SECOND / millis;
    }
}
