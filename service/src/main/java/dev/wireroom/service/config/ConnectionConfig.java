package dev.wireroom.service.config;

import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.topics.Topics;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach Kafka and the schema registry, and how topics are named and created; the same keys
 * for every service.
 *
 * @param kafkaClient properties given below {@code kafka.client.}, prefix removed; may hold
 *     secrets, so never printed
 * @param registryToken a bearer token, used instead of user name and password
 */
public record ConnectionConfig(
        String bootstrapServers,
        Map<String, String> kafkaClient,
        URI registryUrl,
        Optional<String> registryUsername,
        Optional<Password> registryPassword,
        Optional<Password> registryToken,
        String topicsPrefix,
        int partitions,
        short replicationFactor) {

    public static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    public static final String KAFKA_CLIENT = "kafka.client.";
    public static final String REGISTRY_URL = "registry.url";
    public static final String REGISTRY_USERNAME = "registry.username";
    public static final String REGISTRY_PASSWORD = "registry.password";
    public static final String REGISTRY_TOKEN = "registry.token";
    public static final String TOPICS_PREFIX = "topics.prefix";
    public static final String TOPICS_PARTITIONS = "topics.partitions";
    public static final String TOPICS_REPLICATION_FACTOR = "topics.replication.factor";

    public ConnectionConfig {
        kafkaClient = Map.copyOf(kafkaClient);
    }

    /** Adds these keys to a service's definition and returns it. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        BOOTSTRAP_SERVERS,
                        ConfigDef.Type.STRING,
                        "127.0.0.1:9092",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Kafka brokers to start from, host:port, comma-separated.")
                .define(
                        KAFKA_CLIENT + "*",
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "Passed to every Kafka client as it is, for example"
                                + " kafka.client.security.protocol=SASL_SSL.")
                .define(
                        REGISTRY_URL,
                        ConfigDef.Type.STRING,
                        "http://127.0.0.1:8404/apis/ccompat/v7",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Base URL of a schema registry that serves the Confluent REST API.")
                .define(
                        REGISTRY_USERNAME,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "User name for the registry.")
                .define(
                        REGISTRY_PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Password for the registry.")
                .define(
                        REGISTRY_TOKEN,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Bearer token for the registry, instead of user name and password.")
                .define(
                        TOPICS_PREFIX,
                        ConfigDef.Type.STRING,
                        "wireroom.",
                        TopicPrefix.INSTANCE,
                        Importance.MEDIUM,
                        "What the name of every topic begins with.")
                .define(
                        TOPICS_PARTITIONS,
                        ConfigDef.Type.INT,
                        12,
                        ConfigDef.Range.between(1, 10_000),
                        Importance.MEDIUM,
                        "Partitions of a topic that Wireroom creates.")
                .define(
                        TOPICS_REPLICATION_FACTOR,
                        ConfigDef.Type.INT,
                        1,
                        ConfigDef.Range.between(1, 32_767),
                        Importance.MEDIUM,
                        "Replicas of a topic that Wireroom creates; 3 on a real cluster.");
    }

    public static ConnectionConfig from(ConfigValues values) {
        return new ConnectionConfig(
                values.string(BOOTSTRAP_SERVERS),
                values.below(KAFKA_CLIENT),
                values.uri(REGISTRY_URL),
                values.optionalString(REGISTRY_USERNAME),
                values.password(REGISTRY_PASSWORD),
                values.password(REGISTRY_TOKEN),
                values.string(TOPICS_PREFIX),
                values.integer(TOPICS_PARTITIONS),
                (short) values.integer(TOPICS_REPLICATION_FACTOR));
    }

    /**
     * A fresh, mutable map with the bootstrap servers and all pass-through properties, to which a
     * client adds its own.
     */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>(kafkaClient);
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }

    /** The topics of this wire. */
    public Topics topics() {
        return new Topics(topicsPrefix, partitions, replicationFactor);
    }

    /** How to reach the registry, for {@code HttpSchemaRegistry}. */
    public RegistryConfig registry() {
        RegistryConfig plain = RegistryConfig.of(registryUrl);
        return new RegistryConfig(
                plain.url(),
                registryUsername.map(this::userInfo),
                registryToken,
                plain.requestTimeout(),
                plain.attempts());
    }

    private Password userInfo(String username) {
        return new Password(username + ":" + registryPassword.map(Password::value).orElse(""));
    }

    /** Names the pass-through keys but not their values, which may be secret. */
    @Override
    public String toString() {
        return "ConnectionConfig[%s, client=%s, registry=%s, topics=%s* x%d r%d]"
                .formatted(
                        bootstrapServers,
                        kafkaClient.keySet(),
                        registryUrl,
                        topicsPrefix,
                        partitions,
                        replicationFactor);
    }

    /** Allows what a Kafka topic name may hold. */
    private enum TopicPrefix implements ConfigDef.Validator {
        INSTANCE;

        @Override
        public void ensureValid(String name, Object value) {
            if (!value.toString().matches("[a-zA-Z0-9._-]{0,200}")) {
                throw new org.apache.kafka.common.config.ConfigException(name, value);
            }
        }

        @Override
        public String toString() {
            return "letters, digits, '.', '_' and '-', at most 200";
        }
    }
}
