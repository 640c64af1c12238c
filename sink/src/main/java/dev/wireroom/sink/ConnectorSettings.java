package dev.wireroom.sink;

import dev.wireroom.schema.registry.RegistryConfig;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Settings of the connector, as given to a Connect worker.
 *
 * @param url JDBC URL of the database
 * @param user database user
 * @param password its password, never printed
 * @param migrate whether the connector creates and upgrades its tables
 * @param connectTimeout longest wait for a connection
 * @param socketTimeout longest wait for an answer of the database
 * @param firstBackoff pause before the first repetition after an outage
 * @param longestBackoff pauses double up to this
 * @param retention how long what is kept
 * @param registry how to reach the schema registry
 */
record ConnectorSettings(
        String url,
        String user,
        Password password,
        boolean migrate,
        Duration connectTimeout,
        Duration socketTimeout,
        Duration firstBackoff,
        Duration longestBackoff,
        RetentionSettings retention,
        RegistryConfig registry) {

    static final String DATABASE_URL = "database.url";
    static final String DATABASE_USER = "database.user";
    static final String DATABASE_PASSWORD = "database.password";
    static final String DATABASE_MIGRATE = "database.migrate";
    static final String CONNECT_TIMEOUT_MS = "database.connect.timeout.ms";
    static final String SOCKET_TIMEOUT_MS = "database.socket.timeout.ms";
    static final String BACKOFF_MS = "retry.backoff.ms";
    static final String BACKOFF_MAX_MS = "retry.backoff.max.ms";

    private static final String URL_START = "jdbc:postgresql:";

    static ConfigDef definition() {
        return RetentionSettings.define(RegistryConfig.definition(), "")
                .define(
                        DATABASE_URL,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        PostgresUrl.INSTANCE,
                        Importance.HIGH,
                        "JDBC URL of the PostgreSQL database, for example"
                                + " jdbc:postgresql://db:5432/wireroom. Pooling per transaction"
                                + " (PgBouncer) is not supported: temporary tables are used.")
                .define(DATABASE_USER, Type.STRING, "wireroom", Importance.HIGH, "Database user.")
                .define(
                        DATABASE_PASSWORD,
                        Type.PASSWORD,
                        "",
                        Importance.HIGH,
                        "Password of the database user.")
                .define(
                        DATABASE_MIGRATE,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Whether the connector creates and upgrades its tables (Flyway); the user"
                                + " then needs the right to. With false, run the migrations of the"
                                + " connector's jar yourself.")
                .define(
                        CONNECT_TIMEOUT_MS,
                        Type.LONG,
                        10_000L,
                        Range.atLeast(1000),
                        Importance.LOW,
                        "Longest wait for a connection to the database, in milliseconds.")
                .define(
                        SOCKET_TIMEOUT_MS,
                        Type.LONG,
                        60_000L,
                        Range.atLeast(1000),
                        Importance.LOW,
                        "Longest wait for an answer of the database, in milliseconds; keep it below"
                                + " the consumer's max.poll.interval.ms.")
                .define(
                        BACKOFF_MS,
                        Type.LONG,
                        500L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Pause before a batch is tried again after an outage, in milliseconds.")
                .define(
                        BACKOFF_MAX_MS,
                        Type.LONG,
                        10_000L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Pauses double with each failure up to this, in milliseconds.");
    }

    /**
     * Reads a connector's configuration; keys of Connect itself are ignored.
     *
     * @throws ConfigException naming the key and the value at fault
     */
    static ConnectorSettings from(Map<String, String> config) {
        AbstractConfig values = new AbstractConfig(definition(), config, false);
        return new ConnectorSettings(
                values.getString(DATABASE_URL),
                values.getString(DATABASE_USER),
                values.getPassword(DATABASE_PASSWORD),
                values.getBoolean(DATABASE_MIGRATE),
                Duration.ofMillis(values.getLong(CONNECT_TIMEOUT_MS)),
                Duration.ofMillis(values.getLong(SOCKET_TIMEOUT_MS)),
                Duration.ofMillis(values.getLong(BACKOFF_MS)),
                Duration.ofMillis(values.getLong(BACKOFF_MAX_MS)),
                RetentionSettings.from(values),
                RegistryConfig.from(config));
    }

    /** Where and as whom, without the password or what a URL may hold behind its question mark. */
    @Override
    public String toString() {
        int query = url.indexOf('?');
        return "%s as %s".formatted(query < 0 ? url : url.substring(0, query), user);
    }

    private enum PostgresUrl implements ConfigDef.Validator {
        INSTANCE;

        @Override
        public void ensureValid(String name, Object value) {
            if (value == null || !value.toString().startsWith(URL_START)) {
                throw new ConfigException(name, value, "must start with " + URL_START);
            }
        }

        @Override
        public String toString() {
            return "starts with " + URL_START;
        }
    }
}
