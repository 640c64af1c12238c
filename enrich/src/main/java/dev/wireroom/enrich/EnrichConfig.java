package dev.wireroom.enrich;

import dev.wireroom.enrich.text.AnnotatorConfig;
import dev.wireroom.enrich.text.Model;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.HttpConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings of the enrich service.
 *
 * @param stateDirectory where state stores lie; lost state is rebuilt from Kafka
 * @param threads that process partitions
 * @param commitInterval how often results become visible
 * @param transactionTimeout longer than the work between two commits may ever take
 * @param registryPatience how long a record waits for a registry that is out of reach, before its
 *     thread starts anew
 * @param duplicateRetention how long an article can be found as the original of a copy
 * @param storeMemoryBytes native memory of all state stores together
 */
public record EnrichConfig(
        ConnectionConfig connection,
        HttpConfig http,
        Path stateDirectory,
        int threads,
        Duration commitInterval,
        Duration transactionTimeout,
        Duration registryPatience,
        Duration duplicateRetention,
        long storeMemoryBytes,
        AnnotatorConfig text) {

    public static final int DEFAULT_PORT = 8405;

    public static final String STATE_DIR = "enrich.state.dir";
    public static final String THREADS = "enrich.threads";
    public static final String COMMIT_INTERVAL_MS = "enrich.commit.interval.ms";
    public static final String TRANSACTION_TIMEOUT_MS = "enrich.transaction.timeout.ms";
    public static final String REGISTRY_PATIENCE_MS = "enrich.registry.patience.ms";
    public static final String DUPLICATES_RETENTION_MS = "enrich.duplicates.retention.ms";
    public static final String STORE_MEMORY_BYTES = "enrich.store.memory.bytes";
    public static final String MODEL = "enrich.model";
    public static final String TEXT_MAX_CHARS = "enrich.text.max.chars";
    public static final String TEXT_CACHE_CHARS = "enrich.text.cache.chars";

    private static final String SERVICE = "enrich";

    /** One article's work is a few seconds at most; this is for a dozen of the worst in a row. */
    private static final Duration DEFAULT_TRANSACTION_TIMEOUT = Duration.ofMinutes(1);

    public static ConfigDef definition() {
        return HttpConfig.define(ConnectionConfig.define(new ConfigDef()), SERVICE, DEFAULT_PORT)
                .define(
                        STATE_DIR,
                        Type.STRING,
                        "wireroom-data/enrich",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Directory for state stores. What is lost there is rebuilt from Kafka.")
                .define(
                        THREADS,
                        Type.INT,
                        2,
                        Range.between(1, 256),
                        Importance.HIGH,
                        "Threads that work on partitions.")
                .define(
                        MODEL,
                        Type.STRING,
                        ModelVariant.FAST.label(),
                        ConfigDef.LambdaValidator.with(
                                EnrichConfig::checkModel, () -> "fast, accurate or a folder"),
                        Importance.HIGH,
                        "Text model: fast, accurate at about half the speed, or a folder with"
                                + " another (see docs/enrichment.md).")
                .define(
                        TEXT_MAX_CHARS,
                        Type.INT,
                        AnnotatorConfig.DEFAULT_MAX_CHARS,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "UTF-16 code units of title and body that are analysed; an article that is"
                                + " longer says so.")
                .define(
                        TEXT_CACHE_CHARS,
                        Type.LONG,
                        AnnotatorConfig.DEFAULT_CACHE_CHARS,
                        Range.atLeast(0),
                        Importance.LOW,
                        "UTF-16 code units of sentences whose analysis is kept for reuse; 0 keeps"
                                + " none.")
                .define(
                        COMMIT_INTERVAL_MS,
                        Type.LONG,
                        100L,
                        Range.between(1, 60_000),
                        Importance.MEDIUM,
                        "How often results are committed and so become visible. Less is sooner and"
                                + " costs Kafka more.")
                .define(
                        TRANSACTION_TIMEOUT_MS,
                        Type.INT,
                        (int) DEFAULT_TRANSACTION_TIMEOUT.toMillis(),
                        Range.between(1_000, 900_000),
                        Importance.LOW,
                        "Longest time between two commits; must exceed the work on one article for"
                                + " each partition of a thread.")
                .define(
                        REGISTRY_PATIENCE_MS,
                        Type.LONG,
                        300_000L,
                        Range.between(0, 3_600_000),
                        Importance.LOW,
                        "How long a record waits for a registry that is out of reach before its"
                                + " thread starts anew. The record is kept either way.")
                .define(
                        DUPLICATES_RETENTION_MS,
                        Type.LONG,
                        Duration.ofDays(3).toMillis(),
                        Range.atLeast(Duration.ofMinutes(1).toMillis()),
                        Importance.MEDIUM,
                        "How long an article can be found as the original of a copy. About 5 kB of"
                                + " disk for each article.")
                .define(
                        STORE_MEMORY_BYTES,
                        Type.LONG,
                        48L * 1024 * 1024,
                        Range.atLeast(8L * 1024 * 1024),
                        Importance.LOW,
                        "Native memory of all state stores together.");
    }

    /**
     * Reads settings; keys of other services are ignored.
     *
     * @throws dev.wireroom.service.config.ConfigurationException naming every unusable value
     */
    public static EnrichConfig from(Map<String, ?> settings) {
        ConfigValues values = ConfigValues.parse(definition(), settings);
        AnnotatorConfig text =
                AnnotatorConfig.of(Model.of(values.string(MODEL)))
                        .withMaxChars(values.integer(TEXT_MAX_CHARS))
                        .withCacheChars(values.longInteger(TEXT_CACHE_CHARS));
        return new EnrichConfig(
                ConnectionConfig.from(values),
                HttpConfig.from(values, SERVICE),
                values.path(STATE_DIR),
                values.integer(THREADS),
                values.millis(COMMIT_INTERVAL_MS),
                values.millis(TRANSACTION_TIMEOUT_MS),
                values.millis(REGISTRY_PATIENCE_MS),
                values.millis(DUPLICATES_RETENTION_MS),
                values.longInteger(STORE_MEMORY_BYTES),
                text);
    }

    private static void checkModel(String key, Object value) {
        try {
            Model.of(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }

    /** Names the consumer group and everything that Streams makes in Kafka for itself. */
    String applicationId() {
        return connection.topicsPrefix() + SERVICE;
    }
}
