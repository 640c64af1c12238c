package dev.wireroom.benchmarks.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Joins the sinks' consumer group and leaves it again, over and over, in a thread of its own: each
 * time, every partition changes hands. It takes nothing: its partitions wait for a sink. Close it
 * from another thread.
 */
final class Visitor implements AutoCloseable {

    private static final Duration STAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> properties;
    private final String topic;
    private final Duration away;
    private final AtomicInteger visits = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Begins to come and go.
     *
     * @param away how long it stays away between two visits
     */
    Visitor(String bootstrapServers, String topic, Duration away) {
        this.properties =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        FaultRun.GROUP,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        // a visitor that fetched would only burden the broker
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest");
        this.topic = topic;
        this.away = away;
        this.thread = Thread.ofPlatform().name("visitor").daemon().start(this::comeAndGo);
    }

    /** How often it was given partitions, and gave them back. */
    int visits() {
        return visits.get();
    }

    private void comeAndGo() {
        try {
            while (!closing.await(away.toMillis(), TimeUnit.MILLISECONDS)) {
                visit();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not by interrupt: the consumer must say that it leaves, or the group would wait for it. */
    private boolean stays(long untilNanos) {
        return closing.getCount() > 0 && System.nanoTime() < untilNanos;
    }

    private void visit() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
            while (consumer.assignment().isEmpty() && stays(giveUp)) {
                consumer.poll(POLL);
            }
            if (consumer.assignment().isEmpty()) {
                return;
            }
            visits.incrementAndGet();
            consumer.pause(consumer.assignment());
            long leave = System.nanoTime() + STAY.toNanos();
            while (stays(leave)) {
                consumer.poll(POLL);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
