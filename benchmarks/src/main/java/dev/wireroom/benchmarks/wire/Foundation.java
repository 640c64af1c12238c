package dev.wireroom.benchmarks.wire;

import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.embedded.EmbeddedBroker;
import dev.wireroom.launcher.embedded.EmbeddedDatabase;
import dev.wireroom.launcher.embedded.EmbeddedRegistry;
import dev.wireroom.launcher.embedded.Ports;
import dev.wireroom.launcher.embedded.StartupCache;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What sinks stand on: a broker and a registry that stay, and a PostgreSQL that can be stopped and
 * started on the same data and port. One thread at a time stops and starts.
 */
public final class Foundation implements AutoCloseable {

    private final Path folder;
    private final Distribution distribution;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final int databasePort;
    private EmbeddedDatabase database;

    private Foundation(Path folder, Distribution distribution) {
        this.folder = folder;
        this.distribution = distribution;
        Set<Integer> used = new HashSet<>();
        databasePort = Ports.anyFree(used::add);
        broker = EmbeddedBroker.start(folder.resolve("kafka"), Ports.anyFree(used::add));
        try {
            registry =
                    EmbeddedRegistry.start(
                            distribution.registry(),
                            folder.resolve("registry"),
                            Ports.anyFree(used::add),
                            folder.resolve("registry.log"),
                            StartupCache.at(distribution.registryCache()));
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
        try {
            database = startedDatabase();
        } catch (RuntimeException e) {
            registry.close();
            broker.close();
            throw e;
        }
    }

    /**
     * Starts everything on free ports.
     *
     * @param folder an empty one, for data and logs
     */
    public static Foundation start(Path folder, Distribution distribution) {
        return new Foundation(folder, distribution);
    }

    private EmbeddedDatabase startedDatabase() {
        return EmbeddedDatabase.start(
                distribution.postgresql(), folder.resolve("postgresql"), databasePort);
    }

    /** Settings of a service that uses these parts. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(ConnectionConfig.BOOTSTRAP_SERVERS, bootstrapServers());
        settings.put(ConnectionConfig.REGISTRY_URL, registry.uri().toString());
        settings.put(DatabaseConfig.URL, database.jdbcUrl());
        settings.put(DatabaseConfig.USER, database.user());
        return settings;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public RegistryConfig registry() {
        return RegistryConfig.of(URI.create(registry.uri().toString()));
    }

    /** The topics as services make them by default. */
    public Topics topics() {
        return new Topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS, 1);
    }

    public String databaseUrl() {
        return database.jdbcUrl();
    }

    public String databaseUser() {
        return database.user();
    }

    /** Stops PostgreSQL as an operator would: sessions are cut off, what was committed stays. */
    public void stopDatabase() {
        database.close();
    }

    public void startDatabase() {
        database = startedDatabase();
    }

    @Override
    public void close() {
        database.close();
        registry.close();
        broker.close();
    }
}
