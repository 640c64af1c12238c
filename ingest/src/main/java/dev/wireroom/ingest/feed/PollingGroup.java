package dev.wireroom.ingest.feed;

import dev.wireroom.ingest.wire.TableReader;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance as a member of the group that shares the polling: partitions of the sources come
 * and go with Kafka's group assignment. It reads no records; the assignment is all it wants (ADR
 * 0007).
 *
 * <p>A partition that comes is polled once this instance has read all that its predecessor wrote
 * about its sources. One that goes is let go of only after its polls have ended. The classic
 * protocol is used, for its session timeout is the member's to choose (ADR 0053).
 */
final class PollingGroup implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PollingGroup.class);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int HEARTBEATS_PER_SESSION = 4;
    private static final int RENEWALS_PER_SESSION = 8;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    /** Nothing is read, so the offset says nothing; that it is taken says that we are a member. */
    private static final OffsetAndMetadata PROOF = new OffsetAndMetadata(0);

    /** Both tables, as far as this instance has read them. */
    record Tables(TableReader<?> sources, TableReader<?> feedStates) {

        private boolean hold(int partition, Ends ends) {
            return sources.position(partition) >= ends.sources()
                    && ends.feedStates().entrySet().stream()
                            .allMatch(end -> feedStates.position(end.getKey()) >= end.getValue());
        }
    }

    /**
     * How far a predecessor may have written.
     *
     * @param feedStates by partition, all of them: they need not be as many as the sources have
     */
    private record Ends(long sources, Map<Integer, Long> feedStates) {}

    /** How a member behaves. */
    record Membership(String groupId, Duration sessionTimeout, Duration releaseWithin) {}

    private final Topics topics;
    private final Membership membership;
    private final Consumer<byte[], byte[]> consumer;
    private final Tables tables;
    private final PollScheduler scheduler;
    private final PollLease lease;
    private final Health.Part health;
    private final Thread thread;
    private final Map<Integer, Ends> arriving = new HashMap<>();
    private final Set<Integer> held = new HashSet<>();
    private boolean renewing;
    private long renewAt = System.nanoTime();
    private volatile boolean closing;
    private volatile int partitions;

    private PollingGroup(
            ConnectionConfig connection,
            Membership membership,
            Consumer<byte[], byte[]> consumer,
            Tables tables,
            PollScheduler scheduler,
            PollLease lease,
            Health.Part health) {
        this.topics = connection.topics();
        this.membership = membership;
        this.consumer = consumer;
        this.tables = tables;
        this.scheduler = scheduler;
        this.lease = lease;
        this.health = health;
        this.thread = Thread.ofPlatform().name("ingest-polling-group").unstarted(this::run);
    }

    /** Joins the group, in the background. */
    static PollingGroup join(
            ConnectionConfig connection,
            Membership membership,
            Tables tables,
            PollScheduler scheduler,
            PollLease lease,
            Health.Part health) {
        int session = (int) membership.sessionTimeout().toMillis();
        Map<String, Object> properties = connection.clientProperties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, membership.groupId());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "wireroom-ingest-pollers");
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        properties.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / HEARTBEATS_PER_SESSION);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        PollingGroup group =
                new PollingGroup(
                        connection,
                        membership,
                        new KafkaConsumer<>(
                                properties,
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()),
                        tables,
                        scheduler,
                        lease,
                        health);
        group.thread.start();
        return group;
    }

    /** Partitions that this instance holds. */
    int partitions() {
        return partitions;
    }

    private void run() {
        try {
            consumer.subscribe(List.of(topics.sources().name()), new Assignment());
            health.up();
            while (!closing) {
                consumer.poll(POLL);
                renewLease();
                begin();
            }
        } catch (WakeupException e) {
            log.debug("polling leaves the group");
        } catch (KafkaException e) {
            log.error("polling ended: this instance is no member of the group any more", e);
            health.down("polling ended: " + e.getMessage());
        } finally {
            leave();
        }
    }

    /** Leaves the group, which revokes what is held first. */
    private void leave() {
        try {
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        } catch (KafkaException e) {
            log.warn("polling left the group without a word: {}", e.toString());
        }
    }

    private void renewLease() {
        if (renewing || held.isEmpty() || System.nanoTime() - renewAt < 0) {
            return;
        }
        PollLease.Stamp sent = lease.stamp();
        TopicPartition proof = new TopicPartition(topics.sources().name(), held.iterator().next());
        renewing = true;
        renewAt = System.nanoTime() + membership.sessionTimeout().toNanos() / RENEWALS_PER_SESSION;
        consumer.commitAsync(
                Map.of(proof, PROOF),
                (offsets, failure) -> {
                    renewing = false;
                    if (failure == null) {
                        lease.renew(sent);
                    } else {
                        log.debug("the lease was not renewed: {}", failure.toString());
                    }
                });
    }

    /** Polls the partitions whose history has been read, once there is a lease. */
    private void begin() {
        if (arriving.isEmpty() || !lease.holds()) {
            return;
        }
        List<Integer> ready =
                arriving.entrySet().stream()
                        .filter(entry -> tables.hold(entry.getKey(), entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        for (int partition : ready) {
            arriving.remove(partition);
            scheduler.acquire(partition, lease);
        }
    }

    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            if (assigned.isEmpty()) {
                return;
            }
            consumer.pause(assigned);
            assigned.forEach(partition -> held.add(partition.partition()));
            partitions = held.size();
            ends(assigned).forEach((partition, ends) -> arriving.put(partition, ends));
            renewAt = System.nanoTime();
            log.info("polls partitions {} of the sources", held);
        }

        /** Asks until it is answered: to poll without knowing would be to poll twice. */
        private Map<Integer, Ends> ends(Collection<TopicPartition> assigned) {
            while (!closing) {
                try {
                    Map<Integer, Long> states =
                            byNumber(consumer.endOffsets(all(topics.feedStates().name())));
                    return byNumber(consumer.endOffsets(assigned)).entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            end -> new Ends(end.getValue(), states)));
                } catch (TimeoutException e) {
                    log.warn("waits to learn how far the states go: {}", e.getMessage());
                }
            }
            return Map.of();
        }

        private List<TopicPartition> all(String topic) {
            return consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
        }

        private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
            return offsets.entrySet().stream()
                    .collect(
                            Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            giveUp(revoked, membership.releaseWithin());
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            log.warn("lost partitions {} of the sources", numbers(lost));
            giveUp(lost, Duration.ZERO);
        }

        private void giveUp(Collection<TopicPartition> gone, Duration within) {
            for (int partition : numbers(gone)) {
                held.remove(partition);
                arriving.remove(partition);
            }
            partitions = held.size();
            scheduler.release(numbers(gone), within);
        }

        private Set<Integer> numbers(Collection<TopicPartition> topicPartitions) {
            return topicPartitions.stream()
                    .map(TopicPartition::partition)
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_WITHIN.plus(membership.releaseWithin()).plusSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
