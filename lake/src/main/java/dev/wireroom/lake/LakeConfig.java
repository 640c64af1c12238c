package dev.wireroom.lake;

import dev.wireroom.connect.SinkWorker;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import dev.wireroom.service.config.HttpConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.InsertField;

/**
 * Settings of the lake service, and what they mean to a Connect worker and the Iceberg connector.
 *
 * @param catalog where the table is registered; also read by the commands
 * @param table its name, namespace included
 * @param connectorName name of the connector; instances with the same name share the work
 * @param tasks tasks of this instance
 * @param commitInterval so often there is a snapshot, where there is anything new
 */
public record LakeConfig(
        ConnectionConfig connection,
        CatalogConfig catalog,
        HttpConfig http,
        TableIdentifier table,
        String connectorName,
        int tasks,
        Duration commitInterval) {

    static final String SERVICE = "lake";
    static final int DEFAULT_PORT = 8407;

    static final String TABLE = "lake.table";
    static final String CONNECTOR_NAME = "lake.connector.name";
    static final String TASKS = "lake.tasks";
    static final String COMMIT_INTERVAL_MS = "lake.commit.interval.ms";

    private static final String CONNECTOR = "org.apache.iceberg.connect.IcebergSinkConnector";

    /** A killed instance's partitions are free after this. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(3);

    /**
     * Connect calls a task so often where nothing comes in. Only then does Iceberg's look whether a
     * commit has begun, and each look is one step of joining a group.
     */
    private static final Duration TURN = Duration.ofMillis(500);

    /** What a task has not handed in by then is part of the next commit. */
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(5);

    /** Between tries to reach the registry while it is away. */
    private static final Duration LONGEST_RETRY_PAUSE = Duration.ofSeconds(5);

    /** Refused records go on whole: the topics' own limit, and some room for error headers. */
    private static final int MAX_REQUEST_BYTES = 13 * 1024 * 1024;

    public static ConfigDef definition() {
        ConfigDef definition =
                HttpConfig.define(
                        CatalogConfig.define(
                                DatabaseConfig.define(ConnectionConfig.define(new ConfigDef()))),
                        SERVICE,
                        DEFAULT_PORT);
        return definition
                .define(
                        TABLE,
                        Type.STRING,
                        "wireroom.article_revision",
                        ConfigDef.LambdaValidator.with(
                                (key, name) -> ensureTableName(key, String.valueOf(name)),
                                () -> "namespace.table, in small letters, digits and _"),
                        Importance.MEDIUM,
                        "Name of the table, as NAMESPACE.TABLE.")
                .define(
                        CONNECTOR_NAME,
                        Type.STRING,
                        "wireroom-lake",
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "Name of the connector. Instances with the same name share the work: their"
                                + " consumer group is connect-<name>.")
                .define(
                        TASKS,
                        Type.INT,
                        1,
                        Range.between(1, 1000),
                        Importance.MEDIUM,
                        "Tasks of this instance, each with a file of its own per commit.")
                .define(
                        COMMIT_INTERVAL_MS,
                        Type.INT,
                        60_000,
                        Range.atLeast(100),
                        Importance.HIGH,
                        "Time between commits to the table, in milliseconds: how soon a revision"
                                + " can be read there. Shorter means more and smaller files.");
    }

    /**
     * Reads settings; keys of other services are ignored.
     *
     * @throws dev.wireroom.service.config.ConfigurationException naming each unusable value
     */
    public static LakeConfig from(Map<String, ?> settings) {
        ConfigValues values = ConfigValues.parse(definition(), settings);
        return new LakeConfig(
                ConnectionConfig.from(values),
                CatalogConfig.from(values),
                HttpConfig.from(values, SERVICE),
                TableIdentifier.parse(values.string(TABLE)),
                values.string(CONNECTOR_NAME),
                values.integer(TASKS),
                values.millis(COMMIT_INTERVAL_MS));
    }

    private static void ensureTableName(String key, String name) {
        if (!name.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+")) {
            throw new org.apache.kafka.common.config.ConfigException(key, name);
        }
    }

    /** Consumer group of the connector's tasks. */
    public String group() {
        return "connect-" + connectorName;
    }

    /** Properties of a standalone worker. May hold secrets, so never printed. */
    Map<String, String> workerProperties() {
        Map<String, String> worker = SinkWorker.clientProperties(connection);
        worker.put("key.converter", StringConverter.class.getName());
        worker.put("value.converter", ByteArrayConverter.class.getName());
        worker.put("header.converter", ByteArrayConverter.class.getName());
        worker.put("plugin.discovery", "service_load");
        worker.put("offset.storage.file.filename", "");
        worker.put("offset.flush.interval.ms", String.valueOf(TURN.toMillis()));
        worker.put("task.shutdown.graceful.timeout.ms", String.valueOf(SHUTDOWN_LIMIT.toMillis()));
        consumer(worker, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer(worker, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT.toMillis());
        consumer(
                worker, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL.toMillis());
        worker.put(
                "producer." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                String.valueOf(MAX_REQUEST_BYTES));
        return worker;
    }

    private static void consumer(Map<String, String> worker, String key, Object value) {
        worker.putIfAbsent("consumer." + key, value.toString());
    }

    /** Properties of Iceberg's connector. May hold secrets, so never printed. */
    Map<String, String> connectorProperties() {
        Topics topics = connection.topics();
        Map<String, String> connector = new HashMap<>();
        connector.put("name", connectorName);
        connector.put("connector.class", CONNECTOR);
        connector.put("tasks.max", String.valueOf(tasks));
        connector.put("topics", topics.enriched().name());
        refuseBadRecords(connector, topics);
        readContracts(connector);
        connector.put("iceberg.tables", table.toString());
        connector.put("iceberg.catalog", CatalogConfig.NAME);
        catalog.properties()
                .forEach((key, value) -> connector.put("iceberg.catalog." + key, value));
        connection
                .clientProperties()
                .forEach((key, value) -> connector.put("iceberg.kafka." + key, value.toString()));
        // the groups on the control topic wait for a killed member as well
        connector.putIfAbsent(
                "iceberg.kafka." + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                String.valueOf(SESSION_TIMEOUT.toMillis()));
        connector.putIfAbsent(
                "iceberg.kafka." + ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                String.valueOf(HEARTBEAT_INTERVAL.toMillis()));
        connector.put("iceberg.control.topic", topics.lakeControl().name());
        connector.put(
                "iceberg.control.commit.interval-ms", String.valueOf(commitInterval.toMillis()));
        connector.put(
                "iceberg.control.commit.timeout-ms", String.valueOf(COMMIT_TIMEOUT.toMillis()));
        return connector;
    }

    private static void refuseBadRecords(Map<String, String> connector, Topics topics) {
        connector.put("errors.tolerance", "all");
        connector.put("errors.deadletterqueue.topic.name", topics.lakeErrors().name());
        connector.put("errors.deadletterqueue.context.headers.enable", "true");
        connector.put(
                "errors.deadletterqueue.topic.replication.factor",
                String.valueOf(topics.lakeErrors().replicationFactor()));
        connector.put("errors.log.enable", "true");
        // a registry that is away is waited for
        connector.put("errors.retry.timeout", "-1");
        connector.put("errors.retry.delay.max.ms", String.valueOf(LONGEST_RETRY_PAUSE.toMillis()));
    }

    private void readContracts(Map<String, String> connector) {
        connector.put("value.converter", ArticleRowConverter.class.getName());
        String converter = "value.converter.";
        RegistryConfig registry = connection.registry();
        connector.put(converter + RegistryConfig.URL, registry.url().toString());
        registry.basicAuth()
                .ifPresent(it -> connector.put(converter + RegistryConfig.BASIC_AUTH, it.value()));
        registry.bearerToken()
                .ifPresent(
                        it -> connector.put(converter + RegistryConfig.BEARER_TOKEN, it.value()));
        // a converter does not know where the record stands; Kafka's own transformation does
        connector.put("transforms", "coordinates");
        String coordinates = "transforms.coordinates.";
        connector.put(coordinates + "type", InsertField.Value.class.getName());
        connector.put(coordinates + "topic.field", ArticleColumns.ENRICHED_TOPIC);
        connector.put(coordinates + "partition.field", ArticleColumns.ENRICHED_PARTITION);
        connector.put(coordinates + "offset.field", ArticleColumns.ENRICHED_OFFSET);
    }

    /** Says where to, without anything that may be secret. */
    @Override
    public String toString() {
        return "LakeConfig[%s, %s in %s, %s x%d, every %s]"
                .formatted(connection, table, catalog, connectorName, tasks, commitInterval);
    }
}
