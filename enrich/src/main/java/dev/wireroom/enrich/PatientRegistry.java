package dev.wireroom.enrich;

import dev.wireroom.schema.registry.RegistryUnavailableException;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.service.http.Health;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a registry that is out of reach, so that an outage holds a record up instead of killing
 * its thread. Needed only for a schema id that was not seen yet. Thread-safe; closing ends all
 * waiting.
 */
final class PatientRegistry implements SchemaRegistry, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PatientRegistry.class);

    private final SchemaRegistry registry;
    private final Duration patience;
    private final Duration pause;
    private final Health.Part health;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param patience how long one call may wait; must be less than max.poll.interval.ms
     * @param pause between two tries
     */
    PatientRegistry(
            SchemaRegistry registry, Duration patience, Duration pause, Health.Part health) {
        this.registry = registry;
        this.patience = patience;
        this.pause = pause;
        this.health = health;
    }

    @Override
    public int register(String subject, Schema schema) {
        return patiently(() -> registry.register(subject, schema));
    }

    @Override
    public Schema byId(int id) {
        return patiently(() -> registry.byId(id));
    }

    private <T> T patiently(Supplier<T> call) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                T answer = call.get();
                if (attempt > 1) {
                    log.info("the schema registry is back after {} tries", attempt);
                    health.up();
                }
                return answer;
            } catch (RegistryUnavailableException e) {
                health.down(String.valueOf(e.getMessage()));
                if (attempt == 1) {
                    log.warn("a record waits: {}", e.getMessage());
                }
                long waited = System.nanoTime() - start;
                if (waited + pause.toNanos() > patience.toNanos() || closedWithin(pause)) {
                    throw e;
                }
            }
        }
    }

    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
