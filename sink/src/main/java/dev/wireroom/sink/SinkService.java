package dev.wireroom.sink;

import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.http.Metrics;
import dev.wireroom.service.wire.WirePreparation;
import dev.wireroom.sink.worker.ConnectMeters;
import dev.wireroom.sink.worker.DatabaseProbe;
import dev.wireroom.sink.worker.SinkWorker;
import io.micrometer.core.instrument.Counter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sink service: a Connect worker with our connector in it, watched and restarted, and a door
 * for health and metrics. Thread-safe.
 */
public final class SinkService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SinkService.class);

    private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

    /** While something is missing, so that its return is noticed soon. */
    private static final Duration WATCH_CLOSELY = Duration.ofMillis(200);

    private static final Duration FIRST_RESTART = Duration.ofSeconds(1);
    private static final Duration LAST_RESTART = Duration.ofMinutes(1);

    /** What has run for so long counts as well again. */
    private static final Duration WELL_AFTER = Duration.ofMinutes(1);

    private final SinkConfig config;
    private final Health health = Health.create();
    private final Health.Part connector;
    private final DatabaseProbe database;
    private final Metrics metrics = Metrics.create(SinkConfig.SERVICE);
    private final Counter restarts;
    private final HttpDoor door;
    private final Thread keeper;
    private final Thread prober;

    private SinkService(SinkConfig config) {
        this.config = config;
        // named before they are reported on, so that readiness waits for all of them
        health.part("kafka");
        health.part("registry");
        this.connector = health.part("connector");
        this.database = new DatabaseProbe(config.database(), health.part("database"));
        this.restarts =
                Counter.builder("wireroom.sink.restarts")
                        .description("Restarts of a failed connector or task.")
                        .register(metrics.registry());
        this.door =
                HttpDoor.builder(SinkConfig.SERVICE, config.http())
                        .health(health)
                        .metrics(metrics)
                        .start();
        this.keeper = Thread.ofPlatform().name("sink-keeper").unstarted(this::keep);
        this.prober = Thread.ofVirtual().name("sink-database-probe").unstarted(this::probe);
    }

    /**
     * Starts the service; returns when its HTTP door answers. Kafka, the registry and the database
     * may be away: /readyz names what is missing, and work begins when it is there.
     *
     * @throws dev.wireroom.service.config.ConfigurationException for an address, port, keystore or
     *     keys file that can't be used
     */
    public static SinkService start(SinkConfig config) {
        SinkService service = new SinkService(config);
        service.prober.start();
        service.keeper.start();
        return service;
    }

    public int port() {
        return door.port();
    }

    /** Where health and metrics are reached from this machine, without a trailing slash. */
    public URI uri() {
        return door.uri();
    }

    public Health health() {
        return health;
    }

    private void probe() {
        try (database) {
            while (true) {
                database.ask();
                Thread.sleep(WATCH_EVERY);
            }
        } catch (InterruptedException e) {
            log.debug("the sink is closing");
        }
    }

    private void keep() {
        try {
            new WirePreparation(config.connection(), health).run();
            try (SinkWorker worker = untilStarted()) {
                log.info("the sink stores {}", config);
                watch(worker);
            }
        } catch (InterruptedException | InterruptException e) {
            log.debug("the sink is closing");
        } catch (Throwable e) { // the end of this thread: nobody else would tell
            log.error("the sink can't go on", e);
            health.fail(e.toString());
        }
    }

    private SinkWorker untilStarted() throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RESTART, LAST_RESTART);
        while (true) {
            try {
                return SinkWorker.start(config.workerProperties(), config.connectorProperties());
            } catch (ConnectException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                connector.down(String.valueOf(e.getMessage()));
                Duration pause = backoff.next();
                log.warn("the worker did not start, trying again in {}: {}", pause, e.getMessage());
                Thread.sleep(pause);
            }
        }
    }

    private void watch(SinkWorker worker) throws InterruptedException {
        ConnectMeters meters = new ConnectMeters(worker.metrics(), metrics.registry());
        Backoff backoff = new Backoff(FIRST_RESTART, LAST_RESTART);
        long wellSince = System.nanoTime();
        while (true) {
            meters.refresh();
            List<SinkWorker.Part> parts = worker.parts();
            Optional<String> trouble = trouble(parts, meters);
            trouble.ifPresentOrElse(connector::down, connector::up);
            if (parts.stream().anyMatch(SinkWorker.Part::failed)) {
                Duration pause = backoff.next();
                log.warn("{}; restarting in {}", described(parts), pause);
                Thread.sleep(pause);
                restarts.increment();
                worker.restartFailed();
                wellSince = System.nanoTime();
            } else if (System.nanoTime() - wellSince > WELL_AFTER.toNanos()) {
                backoff.reset();
            }
            Thread.sleep(trouble.isPresent() ? WATCH_CLOSELY : WATCH_EVERY);
        }
    }

    private static Optional<String> trouble(List<SinkWorker.Part> parts, ConnectMeters meters) {
        // the connector itself and at least one task
        if (parts.size() < 2 || !parts.stream().allMatch(SinkWorker.Part::running)) {
            return Optional.of(parts.isEmpty() ? "starting" : described(parts));
        }
        long tasks = parts.size() - 1L;
        long waiting = tasks - meters.tasksWriting();
        return waiting <= 0
                ? Optional.empty()
                : Optional.of("%d of %d tasks wait for what they need".formatted(waiting, tasks));
    }

    private static String described(List<SinkWorker.Part> parts) {
        return parts.stream()
                .filter(part -> !part.running())
                .map(part -> (part.name() + " is " + part.state() + " " + part.trouble()).strip())
                .collect(Collectors.joining("; "));
    }

    /** Lets running batches end and commits their offsets, for some seconds at most. */
    @Override
    public void close() {
        door.close();
        prober.interrupt();
        keeper.interrupt();
        try {
            keeper.join();
            prober.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            metrics.close();
        }
    }
}
