package dev.wireroom.deliver.stream;

import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.wire.WirePreparation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the enriched topic once, on a thread of its own, and hands every record to every
 * subscription. Survives outages: it waits, says so in {@link Health} and goes on where it stopped.
 * Thread-safe.
 */
public final class LiveFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final ConnectionConfig connection;
    private final SchemaRegistry registry;
    private final Health health;
    private final Health.Part part;
    private final int buffer;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicLong delivered = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable EnrichedReader reader;
    private @Nullable StreamCursor position;

    private LiveFeed(ConnectionConfig connection, Health health, int buffer) {
        this.connection = connection;
        this.registry = new HttpSchemaRegistry(connection.registry());
        this.health = health;
        this.part = health.part("stream");
        this.buffer = buffer;
        this.thread = Thread.ofPlatform().name("deliver-feed").unstarted(this::run);
    }

    /**
     * Starts reading at the end of the topic.
     *
     * @param buffer events that may wait for one subscriber
     */
    public static LiveFeed start(ConnectionConfig connection, Health health, int buffer) {
        LiveFeed feed = new LiveFeed(connection, health, buffer);
        feed.thread.start();
        return feed;
    }

    /**
     * A subscription from now on; empty while the feed has never yet reached Kafka.
     *
     * @param wanted what takes a place in its buffer; quick, for everyone waits for it
     */
    Optional<Subscription> join(Predicate<StreamEvent> wanted) {
        synchronized (this) {
            if (position == null) {
                return Optional.empty();
            }
            Subscription subscription = new Subscription(this, position, wanted, buffer);
            subscriptions.add(subscription);
            return Optional.of(subscription);
        }
    }

    void leave(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /** A reader of its own for a subscriber who has to catch up. */
    EnrichedReader openReader() {
        return new EnrichedReader(connection, registry);
    }

    public int subscribers() {
        return subscriptions.size();
    }

    /** Records handed on since the start. */
    public long delivered() {
        return delivered.get();
    }

    private void run() {
        try {
            new WirePreparation(connection, health).run();
            while (!closed) {
                readUntilTrouble();
            }
        } catch (InterruptedException | InterruptException | WakeupException e) {
            log.debug("the feed was asked to stop");
        } catch (RuntimeException e) {
            log.error("the live feed can't go on", e);
            health.fail("the live feed stopped: " + e);
        }
    }

    private void readUntilTrouble() throws InterruptedException {
        try (EnrichedReader opened = openReader()) {
            synchronized (this) {
                reader = opened;
                position = position == null ? opened.seekToEnd() : opened.seek(position);
            }
            part.up();
            while (!closed) {
                opened.poll(POLL, this::handOn);
                part.up();
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            part.down(e.toString());
            log.warn("the live feed lost Kafka, trying again: {}", e.toString());
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
    }

    /**
     * Position and fan-out move together, so that a subscription sees exactly what follows its
     * start.
     */
    private synchronized void handOn(StreamEvent event) {
        position = position == null ? null : position.after(event.partition(), event.offset());
        subscriptions.forEach(subscription -> subscription.offer(event));
        delivered.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            if (reader != null) {
                reader.wakeup();
            }
        }
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
