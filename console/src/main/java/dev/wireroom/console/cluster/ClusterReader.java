package dev.wireroom.console.cluster;

import dev.wireroom.console.cluster.GroupState.TopicLag;
import dev.wireroom.service.config.ConnectionConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Reads the state of a cluster's topics and groups, all of them, by the admin API. Not thread-safe.
 * Every method throws {@link KafkaException} where Kafka does not answer within {@link
 * #ANSWER_WITHIN}.
 */
public final class ClusterReader implements AutoCloseable {

    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final Admin admin;
    private final TrailingMarkers markers;
    private final Clock clock;

    private ClusterReader(Admin admin, TrailingMarkers markers, Clock clock) {
        this.admin = admin;
        this.markers = markers;
        this.clock = clock;
    }

    /** Opens clients; does not wait for the cluster. */
    public static ClusterReader open(ConnectionConfig connection) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        return new ClusterReader(
                Admin.create(properties), new TrailingMarkers(properties), Clock.systemUTC());
    }

    /** Every topic but Kafka's own, and every group that has committed anything; sorted by name. */
    public ClusterSnapshot read() {
        Map<String, TopicDescription> topics =
                await(admin.describeTopics(await(admin.listTopics().names())).allTopicNames());
        List<TopicPartition> partitions = new ArrayList<>();
        topics.values()
                .forEach(
                        topic ->
                                topic.partitions()
                                        .forEach(
                                                p ->
                                                        partitions.add(
                                                                new TopicPartition(
                                                                        topic.name(),
                                                                        p.partition()))));
        Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<String, Long> bytes = bytesByTopic();
        List<TopicState> states = new ArrayList<>();
        for (TopicDescription topic : topics.values()) {
            long begin = sum(topic, begins);
            long end = sum(topic, ends);
            Long size = bytes.get(topic.name());
            states.add(
                    new TopicState(
                            topic.name(),
                            topic.partitions().size(),
                            topic.partitions().getFirst().replicas().size(),
                            end - begin,
                            end,
                            size == null ? OptionalLong.empty() : OptionalLong.of(size)));
        }
        states.sort(Comparator.comparing(TopicState::name));
        return new ClusterSnapshot(clock.instant(), states, groups(ends));
    }

    private List<GroupState> groups(Map<TopicPartition, Long> ends) {
        List<String> ids =
                await(admin.listGroups().all()).stream()
                        .map(GroupListing::groupId)
                        .sorted()
                        .toList();
        Map<String, ListConsumerGroupOffsetsSpec> all = new HashMap<>();
        ids.forEach(id -> all.put(id, new ListConsumerGroupOffsetsSpec()));
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                await(admin.listConsumerGroupOffsets(all).all());
        Map<String, KafkaFuture<ConsumerGroupDescription>> descriptions =
                admin.describeConsumerGroups(ids).describedGroups();
        List<GroupState> groups = new ArrayList<>();
        for (String id : ids) {
            Map<TopicPartition, OffsetAndMetadata> offsets = committed.getOrDefault(id, Map.of());
            KafkaFuture<ConsumerGroupDescription> described = descriptions.get(id);
            if (!offsets.isEmpty() && described != null) {
                ConsumerGroupDescription description = await(described);
                groups.add(
                        new GroupState(
                                id,
                                description.groupState().toString(),
                                description.members().size(),
                                lags(offsets, ends)));
            }
        }
        return groups;
    }

    private List<TopicLag> lags(
            Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
        Map<String, TopicLag> byTopic = new TreeMap<>();
        committed.forEach(
                (partition, offset) -> {
                    Long end = ends.get(partition);
                    if (end != null && offset != null) {
                        long lag = markers.recordsBetween(partition, offset.offset(), end);
                        byTopic.merge(
                                partition.topic(),
                                new TopicLag(partition.topic(), lag, offset.offset()),
                                (a, b) ->
                                        new TopicLag(
                                                a.topic(),
                                                a.lag() + b.lag(),
                                                a.committed() + b.committed()));
                    }
                });
        return List.copyOf(byTopic.values());
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found = await(admin.listOffsets(wanted).all());
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private Map<String, Long> bytesByTopic() {
        List<Integer> brokers =
                await(admin.describeCluster().nodes()).stream().map(node -> node.id()).toList();
        Map<String, Long> bytes = new HashMap<>();
        for (Map<String, LogDirDescription> dirs :
                await(admin.describeLogDirs(brokers).allDescriptions()).values()) {
            for (LogDirDescription dir : dirs.values()) {
                dir.replicaInfos()
                        .forEach(
                                (partition, replica) ->
                                        bytes.merge(partition.topic(), replica.size(), Long::sum));
            }
        }
        return bytes;
    }

    private static long sum(TopicDescription topic, Map<TopicPartition, Long> offsets) {
        return topic.partitions().stream()
                .mapToLong(
                        p ->
                                offsets.getOrDefault(
                                        new TopicPartition(topic.name(), p.partition()), 0L))
                .sum();
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        markers.close();
        admin.close(Duration.ZERO);
    }
}
