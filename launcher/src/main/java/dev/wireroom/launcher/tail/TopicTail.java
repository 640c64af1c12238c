package dev.wireroom.launcher.tail;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one topic with every partition, without a group: it disturbs nobody and leaves nothing
 * behind. Not thread-safe, except for {@link #stop()}.
 */
public final class TopicTail {
    private static final Duration POLL_LIMIT = Duration.ofMillis(200);
    private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME =
            Comparator.comparingLong((ConsumerRecord<byte[], byte[]> record) -> record.timestamp())
                    .thenComparingInt(ConsumerRecord::partition)
                    .thenComparingLong(ConsumerRecord::offset);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private volatile boolean stopped;

    /** What to do with a record; false ends the reading. */
    @FunctionalInterface
    public interface Sink {
        boolean accept(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Takes hold of the topic.
     *
     * @param consumer reading committed records only; stays the caller's to close
     * @throws NoSuchTopicException when there is none of this name
     */
    public TopicTail(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        List<PartitionInfo> found = consumer.listTopics().get(topic);
        if (found == null || found.isEmpty()) {
            throw new NoSuchTopicException(topic, consumer.listTopics().keySet());
        }
        partitions =
                found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
        consumer.assign(partitions);
    }

    /** The topic asked for does not exist. */
    public static final class NoSuchTopicException extends RuntimeException {
        NoSuchTopicException(String topic, Collection<String> existing) {
            super(
                    "there is no topic %s; there are: %s"
                            .formatted(
                                    topic, String.join(", ", existing.stream().sorted().toList())));
        }
    }

    /**
     * Reads from {@code start} to where the topic ends now.
     *
     * @return whether the sink still wanted more
     */
    public boolean toEnd(
            TailStart start, Predicate<ConsumerRecord<byte[], byte[]>> filter, Sink sink) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(start, ends);
        if (start instanceof TailStart.Last last) {
            return lastOf(last.records(), ends, filter, sink);
        }
        while (!stopped && !reached(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_LIMIT)) {
                boolean beforeEnd =
                        record.offset()
                                < ends.getOrDefault(
                                        new TopicPartition(record.topic(), record.partition()),
                                        Long.MAX_VALUE);
                if (beforeEnd && filter.test(record) && !sink.accept(record)) {
                    return false;
                }
            }
        }
        rewindTo(ends);
        return true;
    }

    /**
     * Reads on from where {@link #toEnd} ended, until the sink has enough or {@link #stop} is
     * called.
     */
    public void follow(Predicate<ConsumerRecord<byte[], byte[]>> filter, Sink sink) {
        while (!stopped) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_LIMIT)) {
                if (filter.test(record) && !sink.accept(record)) {
                    return;
                }
            }
        }
    }

    /** Ends the reading soon; may be called from another thread. */
    public void stop() {
        stopped = true;
    }

    private boolean lastOf(
            int count,
            Map<TopicPartition, Long> ends,
            Predicate<ConsumerRecord<byte[], byte[]>> filter,
            Sink sink) {
        PriorityQueue<ConsumerRecord<byte[], byte[]>> newest = new PriorityQueue<>(BY_TIME);
        while (!stopped && !reached(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_LIMIT)) {
                if (filter.test(record)) {
                    newest.add(record);
                    if (newest.size() > count) {
                        newest.remove();
                    }
                }
            }
        }
        rewindTo(ends);
        while (!newest.isEmpty()) {
            if (!sink.accept(newest.remove())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Polls may have run past the end that was asked for; what came after belongs to the next
     * reading.
     */
    private void rewindTo(Map<TopicPartition, Long> ends) {
        ends.forEach(
                (partition, end) -> {
                    if (consumer.position(partition) > end) {
                        consumer.seek(partition, end);
                    }
                });
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void seek(TailStart start, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> positions = new HashMap<>();
        switch (start) {
            case TailStart.Beginning all -> positions.putAll(beginnings);
            case TailStart.End none -> positions.putAll(ends);
            // markers of transactions take offsets too, so more is read than is asked for
            case TailStart.Last last ->
                    ends.forEach(
                            (partition, end) ->
                                    positions.put(
                                            partition,
                                            Math.max(
                                                    beginnings.getOrDefault(partition, 0L),
                                                    end - 2L * last.records())));
            case TailStart.Offset at ->
                    ends.forEach(
                            (partition, end) ->
                                    positions.put(
                                            partition,
                                            Math.clamp(
                                                    at.offset(),
                                                    beginnings.getOrDefault(partition, 0L),
                                                    end)));
            case TailStart.Time at -> positions.putAll(offsetsAt(at, ends));
        }
        positions.forEach(consumer::seek);
    }

    private Map<TopicPartition, Long> offsetsAt(TailStart.Time at, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, at.time().toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked);
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(
                partition -> {
                    OffsetAndTimestamp first = found.get(partition);
                    positions.put(
                            partition,
                            first == null ? ends.getOrDefault(partition, 0L) : first.offset());
                });
        return positions;
    }
}
