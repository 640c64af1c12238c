package dev.wireroom.launcher.allinone;

import dev.wireroom.service.config.ConfigValues;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Ports of the embedded parts, on the loopback interface, and which services there are.
 *
 * @param services names of those that run; never empty
 */
public record AllInOneConfig(
        int brokerPort, int registryPort, int databasePort, List<String> services) {
    public static final String BROKER_PORT = "embedded.kafka.port";
    public static final String REGISTRY_PORT = "embedded.registry.port";
    public static final String DATABASE_PORT = "embedded.database.port";

    public static final String SERVICES = "embedded.services";

    /** In the order of the flow. */
    private static final List<String> EVERY_SERVICE =
            List.of("ingest", "enrich", "sink", "lake", "deliver", "console");

    /** Not everyone wants a second copy of the history on disk. */
    private static final List<String> USUAL_SERVICES =
            List.of("ingest", "enrich", "sink", "deliver", "console");

    private static final int MAX_PORT = 65_535;

    /** The keys that {@code up} and {@code demo} have beyond those of the services. */
    public static ConfigDef definition() {
        return new ConfigDef()
                .define(
                        BROKER_PORT,
                        Type.INT,
                        9092,
                        Range.between(0, MAX_PORT),
                        Importance.HIGH,
                        "Port of the embedded Kafka broker. There is none where"
                                + " kafka.bootstrap.servers is set.")
                .define(
                        REGISTRY_PORT,
                        Type.INT,
                        8404,
                        Range.between(0, MAX_PORT),
                        Importance.HIGH,
                        "Port of the embedded schema registry. There is none where registry.url is"
                                + " set.")
                .define(
                        DATABASE_PORT,
                        Type.INT,
                        5442,
                        Range.between(0, MAX_PORT),
                        Importance.HIGH,
                        "Port of the embedded PostgreSQL. There is none where database.url is"
                                + " set.")
                .define(
                        SERVICES,
                        Type.LIST,
                        USUAL_SERVICES,
                        ConfigDef.ValidList.in(false, EVERY_SERVICE.toArray(String[]::new)),
                        Importance.LOW,
                        "Services that `up` runs; add lake for the history as an Iceberg table."
                                + " PostgreSQL is left out with those that need it.");
    }

    public static AllInOneConfig from(Map<String, ?> given) {
        ConfigValues values = ConfigValues.parse(definition(), given);
        return new AllInOneConfig(
                values.integer(BROKER_PORT),
                values.integer(REGISTRY_PORT),
                values.integer(DATABASE_PORT),
                values.list(SERVICES));
    }
}
