package dev.wireroom.console;

import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import dev.wireroom.service.config.HttpConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Configuration of the console.
 *
 * @param services base addresses of the services whose readiness is shown, by name, in order
 * @param enrichGroup consumer group of enrich
 * @param sinkGroup consumer group of the sink connector
 * @param interval how often the cluster is looked at
 */
public record ConsoleConfig(
        ConnectionConfig connection,
        HttpConfig http,
        DatabaseConfig database,
        Map<String, URI> services,
        String enrichGroup,
        String sinkGroup,
        Duration interval) {

    static final int DEFAULT_PORT = 8403;

    static final String SERVICES = "console.services";
    static final String ENRICH_GROUP = "console.enrich.group";
    static final String SINK_GROUP = "console.sink.group";
    static final String INTERVAL_MS = "console.interval.ms";

    public static ConfigDef definition() {
        ConfigDef shared =
                DatabaseConfig.define(
                        HttpConfig.define(
                                ConnectionConfig.define(new ConfigDef()), "console", DEFAULT_PORT));
        return shared.define(
                        SERVICES,
                        Type.LIST,
                        "ingest=http://127.0.0.1:8401,enrich=http://127.0.0.1:8405,"
                                + "sink=http://127.0.0.1:8406,deliver=http://127.0.0.1:8402",
                        Importance.MEDIUM,
                        "Services whose /readyz is shown, name=address, comma-separated.")
                .define(
                        ENRICH_GROUP,
                        Type.STRING,
                        null,
                        Importance.LOW,
                        "Consumer group of the enrich service; without it, topics.prefix and"
                                + " 'enrich'.")
                .define(
                        SINK_GROUP,
                        Type.STRING,
                        "connect-wireroom-sink",
                        Importance.LOW,
                        "Consumer group of the sink connector.")
                .define(
                        INTERVAL_MS,
                        Type.LONG,
                        1_000L,
                        Range.between(200, 60_000),
                        Importance.LOW,
                        "How often the cluster is looked at.");
    }

    /**
     * Reads the configuration.
     *
     * @param settings explicit values; keys of other services are ignored
     * @throws dev.wireroom.service.config.ConfigurationException naming key, value and fix
     */
    public static ConsoleConfig from(Map<String, ?> settings) {
        ConfigValues values = ConfigValues.parse(definition(), settings);
        ConnectionConfig connection = ConnectionConfig.from(values);
        return new ConsoleConfig(
                connection,
                HttpConfig.from(values, "console"),
                DatabaseConfig.from(values),
                services(values),
                values.optionalString(ENRICH_GROUP).orElse(connection.topicsPrefix() + "enrich"),
                values.string(SINK_GROUP),
                values.millis(INTERVAL_MS));
    }

    private static Map<String, URI> services(ConfigValues values) {
        Map<String, URI> services = new LinkedHashMap<>();
        for (String entry : values.list(SERVICES)) {
            int equals = entry.indexOf('=');
            try {
                services.put(entry.substring(0, equals), new URI(entry.substring(equals + 1)));
            } catch (URISyntaxException | IndexOutOfBoundsException e) {
                throw values.unusable(
                        SERVICES,
                        "'" + entry + "' is not name=address",
                        "write it like ingest=http://127.0.0.1:8401");
            }
        }
        return services;
    }
}
