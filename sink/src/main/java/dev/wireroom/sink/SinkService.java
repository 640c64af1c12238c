package dev.wireroom.sink;

import dev.wireroom.connect.ConnectMeters;
import dev.wireroom.connect.ConnectorKeeper;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.http.Metrics;
import dev.wireroom.service.wire.WirePreparation;
import dev.wireroom.sink.worker.DatabaseProbe;
import java.net.URI;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sink service: a Connect worker with our connector in it, watched and restarted, and a door
 * for health and metrics. Thread-safe.
 */
public final class SinkService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SinkService.class);

    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);

    private final SinkConfig config;
    private final Health health = Health.create();
    private final ConnectorKeeper connector;
    private final DatabaseProbe database;
    private final Metrics metrics = Metrics.create(SinkConfig.SERVICE);
    private final HttpDoor door;
    private final Thread keeper;
    private final Thread prober;

    private SinkService(SinkConfig config) {
        this.config = config;
        // named before they are reported on, so that readiness waits for all of them
        health.part("kafka");
        health.part("registry");
        this.connector =
                new ConnectorKeeper(
                        SinkConfig.SERVICE,
                        health.part("connector"),
                        metrics,
                        ConnectMeters::tasksWriting);
        this.database = new DatabaseProbe(config.database(), health.part("database"));
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
                Thread.sleep(PROBE_EVERY);
            }
        } catch (InterruptedException e) {
            log.debug("the sink is closing");
        }
    }

    private void keep() {
        try {
            new WirePreparation(config.connection(), health).run();
            log.info("the sink stores {}", config);
            connector.run(config.workerProperties(), config.connectorProperties());
        } catch (InterruptedException | InterruptException e) {
            log.debug("the sink is closing");
        } catch (Throwable e) { // the end of this thread: nobody else would tell
            log.error("the sink can't go on", e);
            health.fail(e);
        }
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
