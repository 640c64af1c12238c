package dev.wireroom.sink;

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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.storage.StringConverter;

/**
 * Settings of the sink service, and what they mean to a Connect worker and its connector.
 *
 * @param connectorName name of the connector; instances with the same name share the work, their
 *     consumer group being {@code connect-<name>}
 * @param tasks tasks of this instance
 * @param batchRecords most records in a transaction
 * @param migrate whether the sink creates and upgrades its tables
 * @param longestBackoff longest pause between tries during an outage
 * @param retention how long storage keeps what
 */
public record SinkConfig(
        ConnectionConfig connection,
        DatabaseConfig database,
        HttpConfig http,
        String connectorName,
        int tasks,
        int batchRecords,
        boolean migrate,
        Duration longestBackoff,
        RetentionSettings retention) {

    static final String SERVICE = "sink";
    static final int DEFAULT_PORT = 8406;

    private static final String PREFIX = SERVICE + ".";

    static final String CONNECTOR_NAME = "sink.connector.name";
    static final String TASKS = "sink.tasks";
    static final String BATCH_RECORDS = "sink.batch.records";
    static final String MIGRATE = "sink.migrate";
    static final String BACKOFF_MAX_MS = "sink.retry.backoff.max.ms";

    /** How long a killed instance keeps its partitions. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(3);

    /** So often offsets are committed: what a crash repeats, and how fresh the lag shown is. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(5);

    /** Refused records go on whole: the topics' own limit, and some room for error headers. */
    private static final int MAX_REQUEST_BYTES = 13 * 1024 * 1024;

    public static ConfigDef definition() {
        ConfigDef definition =
                HttpConfig.define(
                        DatabaseConfig.define(ConnectionConfig.define(new ConfigDef())),
                        SERVICE,
                        DEFAULT_PORT);
        return RetentionSettings.define(definition, PREFIX)
                .define(
                        CONNECTOR_NAME,
                        Type.STRING,
                        "wireroom-sink",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Name of the connector. Instances with the same name share the work: their"
                                + " consumer group is connect-<name>.")
                .define(
                        TASKS,
                        Type.INT,
                        2,
                        Range.between(1, 1000),
                        Importance.MEDIUM,
                        "Tasks of this instance, each with a consumer and a database connection;"
                                + " more than partitions stay idle.")
                .define(
                        BATCH_RECORDS,
                        Type.INT,
                        500,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "Most records written in one transaction.")
                .define(
                        MIGRATE,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Whether the sink creates and upgrades its tables; its user then needs the"
                                + " right to.")
                .define(
                        BACKOFF_MAX_MS,
                        Type.LONG,
                        5_000L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Longest pause between tries during an outage, in milliseconds.");
    }

    /**
     * Reads settings; keys of other services are ignored.
     *
     * @throws dev.wireroom.service.config.ConfigurationException naming each unusable value
     */
    public static SinkConfig from(Map<String, ?> settings) {
        ConfigValues values = ConfigValues.parse(definition(), settings);
        return new SinkConfig(
                ConnectionConfig.from(values),
                DatabaseConfig.from(values),
                HttpConfig.from(values, SERVICE),
                values.string(CONNECTOR_NAME),
                values.integer(TASKS),
                values.integer(BATCH_RECORDS),
                values.flag(MIGRATE),
                values.millis(BACKOFF_MAX_MS),
                RetentionSettings.of(
                        values.integer(PREFIX + RetentionSettings.DAYS),
                        values.integer(PREFIX + RetentionSettings.REVISIONS_DAYS),
                        values.millis(PREFIX + RetentionSettings.INTERVAL_MS),
                        values.integer(PREFIX + RetentionSettings.BATCH_ARTICLES)));
    }

    /** Properties of a standalone worker. May hold secrets, so never printed. */
    Map<String, String> workerProperties() {
        Map<String, String> worker = SinkWorker.clientProperties(connection);
        worker.put("key.converter", StringConverter.class.getName());
        worker.put("value.converter", ByteArrayConverter.class.getName());
        worker.put("header.converter", ByteArrayConverter.class.getName());
        worker.put("plugin.discovery", "service_load");
        worker.put("offset.storage.file.filename", "");
        worker.put("offset.flush.interval.ms", String.valueOf(COMMIT_INTERVAL.toMillis()));
        worker.put("task.shutdown.graceful.timeout.ms", String.valueOf(SHUTDOWN_LIMIT.toMillis()));
        consumer(worker, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer(worker, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchRecords);
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

    /** Properties of the connector. May hold secrets, so never printed. */
    Map<String, String> connectorProperties() {
        Topics topics = connection.topics();
        Map<String, String> connector = new HashMap<>();
        connector.put("name", connectorName);
        connector.put("connector.class", WireroomSinkConnector.class.getName());
        connector.put("tasks.max", String.valueOf(tasks));
        connector.put("topics", topics.enriched().name());
        connector.put("errors.tolerance", "all");
        connector.put("errors.deadletterqueue.topic.name", topics.sinkErrors().name());
        connector.put("errors.deadletterqueue.context.headers.enable", "true");
        connector.put(
                "errors.deadletterqueue.topic.replication.factor",
                String.valueOf(topics.sinkErrors().replicationFactor()));
        connector.put("errors.log.enable", "true");
        connector.put(ConnectorSettings.DATABASE_URL, database.url());
        connector.put(ConnectorSettings.DATABASE_USER, database.user());
        connector.put(
                ConnectorSettings.DATABASE_PASSWORD,
                database.password().map(Password::value).orElse(""));
        connector.put(ConnectorSettings.DATABASE_MIGRATE, String.valueOf(migrate));
        connector.put(ConnectorSettings.BACKOFF_MAX_MS, String.valueOf(longestBackoff.toMillis()));
        retention.writeTo(connector);
        RegistryConfig registry = connection.registry();
        connector.put(RegistryConfig.URL, registry.url().toString());
        registry.basicAuth()
                .ifPresent(secret -> connector.put(RegistryConfig.BASIC_AUTH, secret.value()));
        registry.bearerToken()
                .ifPresent(secret -> connector.put(RegistryConfig.BEARER_TOKEN, secret.value()));
        return connector;
    }

    /** Says where to, without anything that may be secret. */
    @Override
    public String toString() {
        return "SinkConfig[%s, %s as %s, %s x%d]"
                .formatted(
                        connection,
                        database.url().replaceAll("\\?.*", ""),
                        database.user(),
                        connectorName,
                        tasks);
    }
}
