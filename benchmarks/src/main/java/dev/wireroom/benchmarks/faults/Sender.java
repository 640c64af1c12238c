package dev.wireroom.benchmarks.faults;

import dev.wireroom.benchmarks.wire.Foundation;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.serde.AvroRecordSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends the load at an even pace from a thread of its own until it is told to finish. */
final class Sender implements AutoCloseable {

    private final RevisionLoad load;
    private final FaultPlan plan;
    private final String topic;
    private final Producer<String, EnrichedArticle> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean enough;

    Sender(Foundation foundation, RevisionLoad load, FaultPlan plan) {
        this.load = load;
        this.plan = plan;
        this.topic = foundation.topics().enriched().name();
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                foundation.bootstrapServers(),
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "zstd"),
                        new StringSerializer(),
                        new AvroRecordSerializer<>(new HttpSchemaRegistry(foundation.registry())));
        this.thread = Thread.ofPlatform().name("sender").daemon().start(this::send);
    }

    private void send() {
        long nanosPerRecord = Duration.ofSeconds(1).toNanos() / plan.recordsPerSecond();
        long due = System.nanoTime();
        try {
            while (!enough || load.expected().size() < plan.articles()) {
                EnrichedArticle record = load.next();
                @SuppressWarnings("unused") // the callback tells of failures
                Future<RecordMetadata> sent =
                        producer.send(
                                new ProducerRecord<>(topic, record.getArticleId(), record),
                                (metadata, error) -> {
                                    if (error != null) {
                                        failure.compareAndSet(null, error);
                                    }
                                });
                due += nanosPerRecord;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // the end of this thread: finish() tells
            failure.compareAndSet(null, e);
        }
    }

    /**
     * Sends what is still wanted of the load and waits until the broker has all of it.
     *
     * @throws IOException where a record could not be sent
     */
    void finish() throws IOException, InterruptedException {
        enough = true;
        thread.join();
        check();
    }

    /**
     * Fails where the load has come to a stop.
     *
     * @throws IOException where a record could not be sent
     */
    void check() throws IOException {
        Exception cause = failure.get();
        if (cause != null) {
            throw new IOException("the load could not be sent", cause);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            producer.close();
        }
    }
}
