package dev.wireroom.benchmarks.wire;

import dev.wireroom.schema.topics.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A consumer group, seen from outside: how far it is behind. Thread-safe. */
public final class Group implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Admin admin;
    private final String id;

    public Group(String bootstrapServers, String id) {
        this.id = id;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Records of a topic that the group has not committed yet. */
    public long lag(Topic topic) throws IOException, InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata().get();
            long lag = 0;
            for (Map.Entry<TopicPartition, Long> end : ends(topic).entrySet()) {
                OffsetAndMetadata done = committed.get(end.getKey());
                lag += end.getValue() - (done == null ? 0 : done.offset());
            }
            return lag;
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not tell the lag of " + id, e);
        }
    }

    /** Records ever written to a topic. */
    public long written(Topic topic) throws IOException, InterruptedException {
        try {
            return ends(topic).values().stream().mapToLong(Long::longValue).sum();
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not tell the end of " + topic.name(), e);
        }
    }

    private Map<TopicPartition, Long> ends(Topic topic)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(
                        IntStream.range(0, topic.partitions())
                                .boxed()
                                .collect(
                                        Collectors.toMap(
                                                p -> new TopicPartition(topic.name(), p),
                                                p -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }

    /** Waits until the group has committed all there is; answers whether it did in time. */
    public boolean caughtUp(Topic topic, Duration patience)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (lag(topic) > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
        return true;
    }

    @Override
    public void close() {
        admin.close();
    }
}
