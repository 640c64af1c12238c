package dev.wireroom.lake;

import dev.wireroom.connect.ConnectorKeeper;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.http.Metrics;
import dev.wireroom.service.wire.WirePreparation;
import java.net.URI;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lake service: a Connect worker with Iceberg's own sink connector in it, watched and
 * restarted, and a door for health and metrics. Thread-safe.
 */
public final class LakeService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LakeService.class);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final LakeConfig config;
    private final Health health = Health.create();
    private final Health.Part table;
    private final ConnectorKeeper connector;
    private final Metrics metrics = Metrics.create(LakeConfig.SERVICE);
    private final HttpDoor door;
    private final Thread keeper;

    private LakeService(LakeConfig config) {
        this.config = config;
        // named before they are reported on, so that readiness waits for all of them
        health.part("kafka");
        health.part("registry");
        this.table = health.part("table");
        this.connector =
                new ConnectorKeeper(
                        LakeConfig.SERVICE,
                        health.part("connector"),
                        metrics,
                        // Iceberg's tasks do not tell; one that can't go on fails
                        meters -> Long.MAX_VALUE);
        this.door =
                HttpDoor.builder(LakeConfig.SERVICE, config.http())
                        .health(health)
                        .metrics(metrics)
                        .start();
        this.keeper = Thread.ofPlatform().name("lake-keeper").unstarted(this::keep);
    }

    /**
     * Starts the service; returns when its HTTP door answers. Kafka, the registry, the catalogue
     * and the warehouse may be away: /readyz names what is missing, and work begins when it is
     * there.
     *
     * @throws dev.wireroom.service.config.ConfigurationException for an address, port, keystore or
     *     keys file that can't be used
     */
    public static LakeService start(LakeConfig config) {
        LakeService service = new LakeService(config);
        service.keeper.start();
        return service;
    }

    /** Where health and metrics are reached from this machine, without a trailing slash. */
    public URI uri() {
        return door.uri();
    }

    public Health health() {
        return health;
    }

    private void keep() {
        try {
            new WirePreparation(config.connection(), health).run();
            untilTableIsThere();
            log.info("the lake keeps {}", config);
            connector.run(config.workerProperties(), config.connectorProperties());
        } catch (InterruptedException | InterruptException e) {
            log.debug("the lake is closing");
        } catch (Throwable e) { // the end of this thread: nobody else would tell
            log.error("the lake can't go on", e);
            health.fail(e);
        }
    }

    private void untilTableIsThere() throws InterruptedException {
        boolean waiting = false;
        while (true) {
            try (LakeTable ours = LakeTable.prepare(config)) {
                log.debug("the table lies at {}", ours.table().location());
                table.up();
                return;
            } catch (RuntimeException e) { // each catalogue has its own way to say that it is away
                String where = "the catalogue, " + config.catalog().place();
                table.down("%s: %s".formatted(where, e.getMessage()));
                if (!waiting) {
                    log.warn("waiting for {}: {}", where, e.toString());
                    waiting = true;
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    /** Ends the connector; what it has read and not committed is read again at the next start. */
    @Override
    public void close() {
        door.close();
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            metrics.close();
        }
    }
}
