package dev.wireroom.schema.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach a registry. The keys are those of Confluent's own serdes where they mean the same.
 *
 * @param url base of the Confluent REST API, e.g. http://localhost:8404/apis/ccompat/v7
 * @param basicAuth user:password for HTTP basic authentication, if any
 * @param bearerToken token for HTTP bearer authentication, if any; wins over basicAuth
 * @param requestTimeout longest wait for one answer
 * @param attempts how often a request is tried before the registry counts as unavailable, at least
 *     1
 */
public record RegistryConfig(
        URI url,
        Optional<Password> basicAuth,
        Optional<Password> bearerToken,
        Duration requestTimeout,
        int attempts) {

    public static final String URL = "schema.registry.url";
    public static final String BASIC_AUTH = "schema.registry.basic.auth.user.info";
    public static final String BEARER_TOKEN = "schema.registry.bearer.auth.token";
    public static final String REQUEST_TIMEOUT_MS = "schema.registry.request.timeout.ms";
    public static final String ATTEMPTS = "schema.registry.request.attempts";

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final int DEFAULT_ATTEMPTS = 4;

    /** A registry without authentication, with default time-outs. */
    public static RegistryConfig of(URI url) {
        return new RegistryConfig(
                url, Optional.empty(), Optional.empty(), DEFAULT_TIMEOUT, DEFAULT_ATTEMPTS);
    }

    public static ConfigDef definition() {
        return new ConfigDef()
                .define(
                        URL,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "Base address of a registry's Confluent REST API.")
                .define(
                        BASIC_AUTH,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "user:password for HTTP basic authentication.")
                .define(
                        BEARER_TOKEN,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Token for HTTP bearer authentication.")
                .define(
                        REQUEST_TIMEOUT_MS,
                        Type.LONG,
                        DEFAULT_TIMEOUT.toMillis(),
                        ConfigDef.Range.atLeast(1),
                        Importance.LOW,
                        "Longest wait for one answer, in milliseconds.")
                .define(
                        ATTEMPTS,
                        Type.INT,
                        DEFAULT_ATTEMPTS,
                        ConfigDef.Range.atLeast(1),
                        Importance.LOW,
                        "How often a request is tried before the registry counts as unavailable.");
    }

    /**
     * Reads a client's configuration; keys that are not the registry's are ignored, as serdes get
     * the whole of it.
     *
     * @throws org.apache.kafka.common.config.ConfigException naming the key and the value at fault
     */
    public static RegistryConfig from(Map<String, ?> config) {
        AbstractConfig values = new AbstractConfig(definition(), config, false);
        return new RegistryConfig(
                URI.create(values.getString(URL)),
                Optional.ofNullable(values.getPassword(BASIC_AUTH)),
                Optional.ofNullable(values.getPassword(BEARER_TOKEN)),
                Duration.ofMillis(values.getLong(REQUEST_TIMEOUT_MS)),
                values.getInt(ATTEMPTS));
    }
}
