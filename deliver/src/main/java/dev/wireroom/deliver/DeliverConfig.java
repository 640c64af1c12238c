package dev.wireroom.deliver;

import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import dev.wireroom.service.config.HttpConfig;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Configuration of the deliver service.
 *
 * @param streamBuffer events that may wait for one slow subscriber before it is cut off
 * @param heartbeat longest silence on a stream before a comment is sent
 * @param databaseConnections connections to the store, at most
 */
public record DeliverConfig(
        ConnectionConfig connection,
        HttpConfig http,
        DatabaseConfig database,
        int streamBuffer,
        Duration heartbeat,
        int databaseConnections) {

    static final int DEFAULT_PORT = 8402;

    static final String STREAM_BUFFER = "deliver.stream.buffer.events";
    static final String HEARTBEAT_MS = "deliver.stream.heartbeat.ms";
    static final String DATABASE_CONNECTIONS = "deliver.database.connections";

    public static ConfigDef definition() {
        ConfigDef shared =
                DatabaseConfig.define(
                        HttpConfig.define(
                                ConnectionConfig.define(new ConfigDef()), "deliver", DEFAULT_PORT));
        return shared.define(
                        STREAM_BUFFER,
                        Type.INT,
                        2_000,
                        Range.between(1, 1_000_000),
                        Importance.MEDIUM,
                        "Events that may wait for one slow subscriber of /v1/stream before it is"
                                + " cut off; it resumes by Last-Event-ID.")
                .define(
                        HEARTBEAT_MS,
                        Type.LONG,
                        10_000L,
                        Range.between(100, 600_000),
                        Importance.LOW,
                        "Longest silence on a stream before a comment is sent.")
                .define(
                        DATABASE_CONNECTIONS,
                        Type.INT,
                        8,
                        Range.between(1, 1_000),
                        Importance.MEDIUM,
                        "Connections to the store, at most.");
    }

    /**
     * Reads the configuration.
     *
     * @param settings explicit values; keys of other services are ignored
     * @throws dev.wireroom.service.config.ConfigurationException naming key, value and fix
     */
    public static DeliverConfig from(Map<String, ?> settings) {
        ConfigValues values = ConfigValues.parse(definition(), settings);
        return new DeliverConfig(
                ConnectionConfig.from(values),
                HttpConfig.from(values, "deliver"),
                DatabaseConfig.from(values),
                values.integer(STREAM_BUFFER),
                values.millis(HEARTBEAT_MS),
                values.integer(DATABASE_CONNECTIONS));
    }
}
