package dev.wireroom.launcher.allinone;

import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.launcher.embedded.DataDirectory;
import dev.wireroom.launcher.embedded.EmbeddedBroker;
import dev.wireroom.launcher.embedded.EmbeddedDatabase;
import dev.wireroom.launcher.embedded.EmbeddedRegistry;
import dev.wireroom.launcher.embedded.StartupCache;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.wire.WirePreparation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole wire in one process: broker, registry and database where none was named in the
 * settings, and every service.
 *
 * <p>The parts start side by side, each service as soon as what it needs is there. {@link #start}
 * returns when every service says that it is ready; when one fails, everything is closed again.
 * Closing stops the services first, then what they stand on.
 */
public final class AllInOne implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AllInOne.class);
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    /**
     * What an all-in-one is started with.
     *
     * @param settings every port in them settled
     * @param registryCache how the registry uses its start-up cache
     * @param onStarted told of each part when it answers, from any thread
     */
    public record Plan(
            DataDirectory data,
            Distribution distribution,
            Map<String, String> settings,
            StartupCache registryCache,
            Consumer<StartedPart> onStarted) {
        public Plan {
            settings = Map.copyOf(settings);
        }
    }

    private final Plan plan;
    private final long beganNanos = System.nanoTime();
    private final ExecutorService starters =
            Executors.newCachedThreadPool(Thread.ofPlatform().name("start-", 0).factory());
    private final Map<String, String> effective;
    private final Map<String, AutoCloseable> foundations = new ConcurrentHashMap<>();
    private final Map<String, WireService.Running> services = new ConcurrentHashMap<>();
    private final List<StartedPart> started = new ArrayList<>();
    private Duration startTook = Duration.ZERO;
    private volatile boolean closing;

    private AllInOne(Plan plan) {
        this.plan = plan;
        effective = new TreeMap<>(plan.settings());
    }

    /**
     * Starts everything.
     *
     * @throws CannotStartException for what the user can mend; anything else is a defect
     * @throws dev.wireroom.service.config.ConfigurationException for unusable settings
     * @throws InterruptedException when interrupted; everything is closed then
     */
    public static AllInOne start(Plan plan) throws InterruptedException {
        // a wrong value is told before anything is started for its sake
        Services.definitions()
                .values()
                .forEach(definition -> ConfigValues.check(definition, plan.settings()));
        AllInOne wire = new AllInOne(plan);
        try {
            wire.startAll();
            return wire;
        } catch (ExecutionException e) {
            wire.close();
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            wire.close();
            throw e;
        }
    }

    /** The settings with which its services run: a client of this wire can be made from them. */
    public Map<String, String> settings() {
        return Map.copyOf(effective);
    }

    /** Whether a service is among those that run here. */
    public boolean runs(WireService service) {
        return services.containsKey(service.name());
    }

    /** Where a service answers. */
    public URI uri(WireService service) {
        WireService.Running running = services.get(service.name());
        if (running == null) {
            throw new IllegalArgumentException(service.name() + " does not run here");
        }
        return running.uri();
    }

    /** What failed for good in a service; empty while nothing has. */
    public Optional<String> failure() {
        return services.entrySet().stream()
                .flatMap(
                        service ->
                                service.getValue().health().failure().stream()
                                        .map(reason -> service.getKey() + ": " + reason))
                .findFirst();
    }

    /** Every part in the order in which they answered. */
    public List<StartedPart> started() {
        synchronized (started) {
            return List.copyOf(started);
        }
    }

    /** From the first part's begin until the last was ready. */
    public Duration startTook() {
        return startTook;
    }

    /**
     * Memory of this process and its children, by part; a part is left out where the system does
     * not tell.
     */
    public Map<String, Long> memoryBytes() {
        Map<String, Long> memory = new LinkedHashMap<>();
        long registryPid = pidOf("registry");
        long databasePid = pidOf("database");
        OptionalLong registry = registryPid > 0 ? Memory.ofTree(registryPid) : OptionalLong.empty();
        OptionalLong database = databasePid > 0 ? Memory.ofTree(databasePid) : OptionalLong.empty();
        OptionalLong own = Memory.ofTree(ProcessHandle.current().pid());
        // the registry is a descendant of this process; PostgreSQL detaches itself
        own.ifPresent(bytes -> memory.put("Kafka and the services", bytes - registry.orElse(0)));
        registry.ifPresent(bytes -> memory.put("registry", bytes));
        database.ifPresent(bytes -> memory.put("PostgreSQL", bytes));
        return memory;
    }

    @Override
    public void close() {
        closing = true;
        // a part that is still starting must be there to be closed
        starters.shutdown();
        awaitStarters();
        closeAll("service", services.values());
        services.clear();
        closeAll("part", foundations.values());
        foundations.clear();
    }

    private void awaitStarters() {
        try {
            if (!starters.awaitTermination(READY_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("a part is still starting while everything is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAll() throws ExecutionException, InterruptedException {
        CompletableFuture<Void> kafka = begin("Kafka", this::startBroker);
        CompletableFuture<Void> registry = begin("schema registry", this::startRegistry);
        List<WireService> wanted = wanted();
        CompletableFuture<Void> database =
                wanted.stream().anyMatch(AllInOne::needsDatabase)
                        ? begin("PostgreSQL", this::startDatabase)
                        : CompletableFuture.completedFuture(null);
        // once for all, so that the services find everything in place and do not race for it
        CompletableFuture<Void> wire =
                CompletableFuture.allOf(kafka, registry)
                        .thenComposeAsync(
                                ready -> begin("topics, contracts", this::prepareWire), starters);
        CompletableFuture<Void> stored = CompletableFuture.allOf(wire, database);
        List<CompletableFuture<Void>> all = new ArrayList<>(List.of(stored));
        for (WireService service : wanted) {
            all.add(
                    (needsDatabase(service) ? stored : wire)
                            .thenComposeAsync(
                                    ready -> begin(service.name(), () -> startService(service)),
                                    starters));
        }
        CompletableFuture<Void> everything =
                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        // the first failure ends the wait; the others are closed when they are through
        for (CompletableFuture<Void> one : all) {
            var unused = one.whenComplete((done, failure) -> failAll(everything, failure));
        }
        try {
            everything.get();
        } finally {
            startTook = since(beganNanos);
        }
    }

    private List<WireService> wanted() {
        List<String> names = AllInOneConfig.from(plan.settings()).services();
        return Services.ALL.stream().filter(service -> names.contains(service.name())).toList();
    }

    private static boolean needsDatabase(WireService service) {
        return service.definition().names().contains(ExternalParts.DATABASE);
    }

    private static void failAll(
            CompletableFuture<Void> everything,
            @org.jspecify.annotations.Nullable Throwable failure) {
        if (failure != null) {
            everything.completeExceptionally(failure);
        }
    }

    private CompletableFuture<Void> begin(String name, Supplier<String> start) {
        return CompletableFuture.runAsync(
                () -> {
                    long begin = System.nanoTime();
                    String address = start.get();
                    StartedPart part =
                            new StartedPart(
                                    name,
                                    address,
                                    Duration.ofNanos(begin - beganNanos),
                                    since(begin));
                    synchronized (started) {
                        started.add(part);
                    }
                    LOG.info("{} is up at {} after {} ms", name, address, part.took().toMillis());
                    plan.onStarted().accept(part);
                },
                starters);
    }

    private String startBroker() {
        String external = plan.settings().get(ExternalParts.KAFKA);
        if (external != null) {
            return external;
        }
        int port = AllInOneConfig.from(plan.settings()).brokerPort();
        EmbeddedBroker broker = EmbeddedBroker.start(plan.data().broker(), port);
        foundations.put("broker", broker);
        put(ExternalParts.KAFKA, broker.bootstrapServers());
        return broker.bootstrapServers();
    }

    private String startRegistry() {
        String external = plan.settings().get(ExternalParts.REGISTRY);
        if (external != null) {
            return external;
        }
        int port = AllInOneConfig.from(plan.settings()).registryPort();
        Path log = plan.data().logs().resolve("registry.log");
        EmbeddedRegistry registry =
                EmbeddedRegistry.start(
                        plan.distribution().registry(),
                        plan.data().registry(),
                        port,
                        log,
                        plan.registryCache());
        foundations.put("registry", registry);
        put(ExternalParts.REGISTRY, registry.uri().toString());
        return registry.uri().toString();
    }

    private String startDatabase() {
        String external = plan.settings().get(ExternalParts.DATABASE);
        if (external != null) {
            return external;
        }
        int port = AllInOneConfig.from(plan.settings()).databasePort();
        EmbeddedDatabase database =
                EmbeddedDatabase.start(
                        plan.distribution().postgresql(), plan.data().database(), port);
        foundations.put("database", database);
        put(ExternalParts.DATABASE, database.jdbcUrl());
        put(dev.wireroom.service.config.DatabaseConfig.USER, database.user());
        return database.jdbcUrl();
    }

    private String prepareWire() {
        ConnectionConfig connection;
        synchronized (effective) {
            connection =
                    ConnectionConfig.from(
                            ConfigValues.parse(
                                    ConnectionConfig.define(new ConfigDef()), effective));
        }
        try {
            new WirePreparation(connection, Health.create()).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        return connection.topicsPrefix() + "*";
    }

    private String startService(WireService service) {
        if (closing) {
            throw new CancellationException("closing");
        }
        WireService.Running running = service.starter().start(settingsOf(service));
        services.put(service.name(), running);
        new Readiness(running.uri(), running.health())
                .await(service.name(), READY_LIMIT, () -> closing);
        return running.uri().toString();
    }

    private Map<String, String> settingsOf(WireService service) {
        synchronized (effective) {
            Map<String, String> settings = new TreeMap<>(effective);
            AllInOneDefaults.of(service, plan.data(), settings).forEach(settings::putIfAbsent);
            return settings;
        }
    }

    private void put(String key, String value) {
        synchronized (effective) {
            effective.put(key, value);
        }
    }

    private long pidOf(String foundation) {
        AutoCloseable part = foundations.get(foundation);
        if (part instanceof EmbeddedRegistry registry) {
            return registry.pid();
        }
        return part instanceof EmbeddedDatabase database ? database.pid() : 0;
    }

    private static void closeAll(String kind, Collection<? extends AutoCloseable> parts) {
        try (ExecutorService closers =
                Executors.newCachedThreadPool(Thread.ofPlatform().name("close-", 0).factory())) {
            parts.forEach(part -> closers.execute(() -> close(kind, part)));
        }
    }

    private static void close(String kind, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("a {} did not close cleanly: {}", kind, part, e);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
