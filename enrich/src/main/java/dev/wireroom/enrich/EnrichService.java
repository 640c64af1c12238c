package dev.wireroom.enrich;

import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.TextDocument;
import dev.wireroom.enrich.text.neural.NeuralAnnotator;
import dev.wireroom.enrich.topology.EnrichTopology;
import dev.wireroom.enrich.topology.FailingRecords.Letterbox;
import dev.wireroom.enrich.topology.ReleaseBudget;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.serde.TrustedContracts;
import dev.wireroom.schema.topics.Topic;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.http.HttpDoor;
import dev.wireroom.service.http.Metrics;
import dev.wireroom.service.wire.WirePreparation;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The enrich service: the Streams application, its text model, and a door for health and metrics.
 * Kafka and the registry may come later than it does. Thread-safe.
 */
public final class EnrichService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EnrichService.class);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);
    private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(1);

    /** Read once before the first article, so that it finds the model's pages and code warm. */
    private static final TextDocument WARM_UP =
            TextDocument.of(
                    "warm-up",
                    "Ministers meet in Nairobi over grain prices",
                    "NAIROBI, March 2 - Ministers of six countries met in Nairobi on Monday, and"
                        + " John Kamau of the Ministry of Trade welcomed the talks. Prices rose by"
                        + " a fifth.");

    private final EnrichConfig config;
    private final String instance = "enrich-" + UUID.randomUUID();
    private final Health health = Health.create();
    private final Metrics metrics = Metrics.create("enrich");
    private final CompletableFuture<Annotator> annotator;
    private final CompletableFuture<Void> streaming = new CompletableFuture<>();
    private final CompletableFuture<Void> contracts = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final HttpSchemaRegistry client;
    private final PatientRegistry registry;
    private final CompletableFuture<StoreMemory> memory;
    private final Thread starter;
    private @Nullable HttpDoor door;
    private @Nullable KafkaStreams streams;
    private boolean closed;

    private EnrichService(EnrichConfig config) {
        this.config = config;
        // these take longest, and a start has more than one core only if they begin first
        this.annotator = CompletableFuture.supplyAsync(this::loadModel, thread("enrich-model"));
        this.memory =
                CompletableFuture.supplyAsync(
                        () -> StoreMemory.of(config.storeMemoryBytes()), thread("enrich-memory"));
        this.client = new HttpSchemaRegistry(config.connection().registry());
        this.registry =
                new PatientRegistry(
                        client, config.registryPatience(), REGISTRY_PAUSE, health.part("registry"));
        this.starter = Thread.ofPlatform().daemon().name("enrich-start").unstarted(this::connect);
    }

    private static Executor thread(String name) {
        return Thread.ofPlatform().daemon().name(name)::start;
    }

    /**
     * Starts the service; returns once its door is open. It works on articles as soon as Kafka, the
     * registry and the model are there: see {@link #awaitRunning}.
     *
     * @throws dev.wireroom.service.config.ConfigurationException where the door can't be opened
     */
    public static EnrichService start(EnrichConfig config) {
        TrustedContracts.install();
        EnrichService service = new EnrichService(config);
        service.health.part("streams").down("not started");
        var unused = service.annotator.whenComplete((loaded, failure) -> service.check(failure));
        service.starter.start();
        try {
            service.open();
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    private synchronized void open() {
        door = HttpDoor.builder("enrich", config.http()).health(health).metrics(metrics).start();
    }

    private synchronized HttpDoor door() {
        return Objects.requireNonNull(door, "closed before it was open");
    }

    /** What the service needs and whether it has it; a failure in it is for good. */
    public Health health() {
        return health;
    }

    /** Port of health and metrics. */
    public int port() {
        return door().port();
    }

    /** Where health and metrics are. */
    public URI uri() {
        return door().uri();
    }

    /**
     * Waits until articles are worked on.
     *
     * @return false where that takes longer
     * @throws IllegalStateException where the service failed
     */
    public boolean awaitRunning(Duration atMost) throws InterruptedException {
        try {
            CompletableFuture.allOf(annotator, streaming, contracts)
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("enrich could not start", e.getCause());
        }
    }

    /** What each stream thread works on; empty before they start. */
    synchronized Set<ThreadMetadata> threads() {
        return streams == null ? Set.of() : streams.metadataForLocalThreads();
    }

    /**
     * Waits until the service ends.
     *
     * @return what it failed of; empty where it was closed
     */
    public Optional<Throwable> awaitEnd() throws InterruptedException {
        try {
            ended.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause());
        }
    }

    private Annotator loadModel() {
        Health.Part part = health.part("model");
        long start = System.nanoTime();
        Annotator loaded = NeuralAnnotator.load(config.text());
        loaded.annotate(WARM_UP);
        metrics.bind(new SentenceMeters(loaded));
        part.up();
        log.info(
                "model {} is warm after {} ms",
                loaded.provenance().enrichmentVersion(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return loaded;
    }

    private void connect() {
        Topics topics = config.connection().topics();
        // needs nobody's answer, and is ready by the time that topics and contracts are
        CompletableFuture<KafkaStreams> built =
                CompletableFuture.supplyAsync(() -> build(topics), thread("enrich-build"));
        try {
            WirePreparation preparation = new WirePreparation(config.connection(), client, health);
            preparation.topics();
            startStreams(built.join());
            // meanwhile Streams joins its group and opens its stores
            preparation.contracts();
            learnContracts(topics);
            resume();
            annotator.join();
        } catch (InterruptedException e) {
            discard(built);
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // the boundary of this thread
            discard(built);
            fail(e);
        }
    }

    private synchronized void discard(CompletableFuture<KafkaStreams> built) {
        if (streams == null) {
            var unused = built.thenAccept(KafkaStreams::close);
        }
    }

    private KafkaStreams build(Topics topics) {
        EnrichTopology topology =
                new EnrichTopology(
                        topics,
                        registry,
                        annotator::join,
                        config.duplicateRetention(),
                        ReleaseBudget.of(
                                config.transactionTimeout(), topics.articles().partitions()),
                        instance);
        Properties properties =
                StreamsProperties.of(
                        config, memory.join(), new Letterbox(topics, registry, instance));
        return new KafkaStreams(topology.build(properties), properties);
    }

    /** Whatever a record of this version needs of the registry is known from here on. */
    private void learnContracts(Topics topics) {
        for (Topic topic : topics.all()) {
            topic.valueSchema()
                    .ifPresent(s -> registry.byId(registry.register(topic.subject(), s)));
        }
    }

    private synchronized void startStreams(KafkaStreams created) {
        if (closed) {
            created.close();
            return;
        }
        streams = created;
        Health.Part part = health.part("streams");
        created.setUncaughtExceptionHandler(new StreamFailures(this::fail));
        created.setStateListener(
                (now, before) -> {
                    if (now == KafkaStreams.State.RUNNING) {
                        part.up();
                        streaming.complete(null);
                    } else {
                        part.down(now.name());
                    }
                });
        metrics.bind(new KafkaStreamsMetrics(created));
        created.pause(); // until the contracts are there
        created.start();
    }

    private synchronized void resume() {
        if (!closed) {
            Objects.requireNonNull(streams, "started before").resume();
            contracts.complete(null);
        }
    }

    private void check(@Nullable Throwable failure) {
        if (failure != null) {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        log.error("enrich ends: it can't go on by itself", cause);
        health.fail(cause);
        streaming.completeExceptionally(cause);
        contracts.completeExceptionally(cause);
        ended.completeExceptionally(cause);
    }

    /** Ends the service; what is not committed is taken up by the next start. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        starter.interrupt();
        registry.close();
        boolean quiet = streams == null || streams.close(leaving());
        if (quiet) {
            // a process that ends while native code still loads the model ends in a crash
            annotator.handle((loaded, failure) -> loaded).join();
            closeModel();
            closeMemory();
        } else {
            log.warn("stream threads did not end within {}", CLOSE_WITHIN);
        }
        if (door != null) {
            door.close();
        }
        metrics.close();
        ended.complete(null);
    }

    private void closeMemory() {
        try {
            memory.join().close();
        } catch (CompletionException e) {
            log.debug("the memory of the stores was never there", e);
        }
    }

    private void closeModel() {
        try {
            annotator.join().close();
        } catch (CompletionException e) {
            log.debug("the model was never loaded", e);
        }
    }

    /** A member that stays behind would hold its partitions until its session times out. */
    private static CloseOptions leaving() {
        return CloseOptions.groupMembershipOperation(
                        CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_WITHIN);
    }
}
