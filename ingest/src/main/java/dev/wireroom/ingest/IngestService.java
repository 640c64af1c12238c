package dev.wireroom.ingest;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.drop.DropWatch;
import dev.wireroom.ingest.feed.FeedTrial;
import dev.wireroom.ingest.feed.Polling;
import dev.wireroom.ingest.feed.SourceMeters;
import dev.wireroom.ingest.fetch.WebFetcher;
import dev.wireroom.ingest.http.IngestEndpoints;
import dev.wireroom.ingest.http.PushEndpoint;
import dev.wireroom.ingest.http.SourceApi;
import dev.wireroom.ingest.http.WebSubEndpoint;
import dev.wireroom.ingest.http.WireGate;
import dev.wireroom.ingest.source.SourceRules;
import dev.wireroom.ingest.wire.BrokerProbe;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.KafkaWire;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.ingest.wire.TableReader;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.http.Metrics;
import dev.wireroom.service.net.AddressGuard;
import dev.wireroom.service.wire.WirePreparation;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ingest service: an HTTP door that is open from the start, and behind it the wire, opened as
 * soon as Kafka, the registry and the sources are there. Thread-safe.
 */
public final class IngestService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IngestService.class);

    private static final Duration PROBE_EVERY = Duration.ofSeconds(5);
    private static final Duration DRAIN_CHECK = Duration.ofMillis(20);

    private final IngestConfig config;
    private final Health health = Health.create();
    private final Metrics metrics = Metrics.create("ingest");
    private final WireGate gate = new WireGate(health);
    private final SourceCatalog catalog = new SourceCatalog();
    private final FeedStates states = new FeedStates();
    private final WebFetcher fetcher;
    private final WebSubEndpoint webSub = new WebSubEndpoint();
    private final PushEndpoint push;
    private final HttpDoor door;
    private final Thread keeper;

    private IngestService(IngestConfig config) {
        this.config = config;
        // named before they are reported on, so that readiness waits for all of them
        health.part("kafka");
        health.part("registry");
        health.part("sources");
        health.part("feed-states");
        Clock clock = Clock.systemUTC();
        this.fetcher = WebFetcher.create(config.fetch(), clock, metrics.registry());
        SourceMeters.register(catalog, states, clock, metrics.registry());
        this.push =
                new PushEndpoint(
                        gate,
                        catalog,
                        new PushEndpoint.Bounds(
                                config.limits(),
                                config.maxInFlightBytes(),
                                config.maxArticlesPerSecond(),
                                config.push()),
                        clock,
                        metrics.registry());
        this.door =
                new IngestEndpoints(push, sourceApi(clock), webSub)
                        .addTo(
                                HttpDoor.builder("ingest", config.http())
                                        .health(health)
                                        .metrics(metrics))
                        .start();
        this.keeper = Thread.ofPlatform().name("ingest-keeper").unstarted(this::keepWire);
    }

    /**
     * Starts the service; returns when its HTTP door answers. Until Kafka, the registry and the
     * sources are there, pushes are answered 503 and /readyz says what is missing.
     *
     * @throws dev.wireroom.service.config.ConfigurationException for an address, port, keystore or
     *     keys file that can't be used
     */
    public static IngestService start(IngestConfig config) {
        IngestService service = new IngestService(config);
        service.keeper.start();
        return service;
    }

    public int port() {
        return door.port();
    }

    /** Where the HTTP door is reached from this machine, without a trailing slash. */
    public URI uri() {
        return door.uri();
    }

    public Health health() {
        return health;
    }

    /** Opens the wire, keeps it, and takes it down in order when it is interrupted. */
    private void keepWire() {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            new WirePreparation(config.connection(), health).run();
            HttpSchemaRegistry registry = new HttpSchemaRegistry(config.connection().registry());
            KafkaWire wire = KafkaWire.connect(config, registry);
            open.push(wire);
            metrics.bind(new KafkaClientMetrics(wire.producer()));
            TableReader<Source> sources =
                    TableReader.start(
                            config.connection(),
                            registry,
                            config.connection().topics().sources(),
                            Source.class,
                            catalog,
                            health.part("sources"));
            open.push(sources);
            TableReader<FeedState> feedStates =
                    TableReader.start(
                            config.connection(),
                            registry,
                            config.connection().topics().feedStates(),
                            FeedState.class,
                            states,
                            health.part("feed-states"));
            open.push(feedStates);
            BrokerProbe probe = new BrokerProbe(config.connection(), health.part("kafka"));
            open.push(probe);
            gate.open(new WireGate.Wire(wire, wire));
            log.info("ingest takes articles at {}/v1/articles", uri());
            if (config.files().directory().isPresent()) {
                open.push(startFiles(config.files().directory().get()));
            }
            if (config.poll().enabled()) {
                Polling polling = startPolling(wire, new Polling.Readers(sources, feedStates));
                open.push(polling);
                polling.callbacks().ifPresent(webSub::open);
            }
            tick(wire, probe);
        } catch (InterruptedException e) {
            log.debug("ingest is closing");
        } catch (Throwable e) { // the boundary of this thread: nobody else would see it
            log.error("ingest can't go on", e);
            health.fail(e);
        } finally {
            gate.shut();
            webSub.shut();
            // what is sent below must not be cut off by the interrupt that asked for it
            Thread.interrupted();
            open.forEach(IngestService::closeQuietly);
        }
    }

    private SourceApi sourceApi(Clock clock) {
        return new SourceApi(
                gate,
                new SourceApi.Tables(catalog, states),
                new SourceRules(AddressGuard.allowing(config.fetch().allowedNetworks())),
                new FeedTrial(fetcher, config.limits(), clock),
                clock);
    }

    private DropWatch startFiles(Path directory) {
        return DropWatch.start(
                directory,
                config.files(),
                gate,
                catalog,
                config.limits(),
                Clock.systemUTC(),
                metrics.registry());
    }

    private Polling startPolling(KafkaWire wire, Polling.Readers readers) {
        return Polling.start(
                config.connection(),
                config.poll(),
                config.limits(),
                new Polling.Wire(wire, wire, wire, catalog, states, wire.sourcePartitions()),
                readers,
                new Polling.Web(fetcher, fetcher),
                health.part("polling"),
                metrics.registry());
    }

    /** Sends counts to the ledger, which waits while Kafka is away, as it would block the probe. */
    private void tick(KafkaWire wire, BrokerProbe probe) throws InterruptedException {
        boolean up = true;
        long nextProbe = System.nanoTime() + PROBE_EVERY.toNanos();
        while (true) {
            Thread.sleep(config.ledgerFlush().toMillis());
            if (!up || System.nanoTime() - nextProbe >= 0) {
                up = probe.ask();
                nextProbe = System.nanoTime() + PROBE_EVERY.toNanos();
            }
            if (up) {
                wire.ledger().flush();
            }
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.warn("{} did not close: {}", part.getClass().getSimpleName(), e.toString());
        }
    }

    /** Lets requests that were let in end, at most for a publish timeout; later ones get 503. */
    @Override
    public void close() {
        gate.shut();
        try {
            long deadline = System.nanoTime() + config.publishTimeout().toNanos();
            while (push.running() > 0 && System.nanoTime() - deadline < 0) {
                TimeUnit.NANOSECONDS.sleep(DRAIN_CHECK.toNanos());
            }
            door.close();
            keeper.interrupt();
            keeper.join();
        } catch (InterruptedException e) {
            keeper.interrupt();
            Thread.currentThread().interrupt();
        } finally {
            fetcher.close();
            metrics.close();
        }
    }
}
