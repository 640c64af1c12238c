package dev.wireroom.lake;

import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.DatabaseConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Which Iceberg catalogue knows the table, and where new tables lie. Without settings of one's own
 * it is a JDBC catalogue in the PostgreSQL store, in a schema of its own.
 *
 * @param own the schema's place, where it is in our own store
 * @param properties as Iceberg knows them; may hold secrets, so never printed
 */
public record CatalogConfig(Optional<DatabaseConfig> own, Map<String, String> properties) {

    /** A JDBC catalogue knows its tables by this name too: readers have to give the same. */
    public static final String NAME = "wireroom";

    /** PostgreSQL's schema that holds the catalogue's two tables. */
    public static final String POSTGRESQL_SCHEMA = "wireroom_lake";

    public static final String WAREHOUSE = "lake.warehouse";
    private static final String CATALOG = "lake.catalog.";

    public CatalogConfig {
        properties = Map.copyOf(properties);
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        WAREHOUSE,
                        Type.STRING,
                        "data/lake",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Where the table's files lie when it is made: a directory, or a URI that"
                                + " lake.catalog.io-impl can write to. `up` has it in its data"
                                + " directory.")
                .define(
                        CATALOG + "*",
                        Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "Passed to Iceberg's catalogue as it is, for example"
                                + " lake.catalog.type=rest with lake.catalog.uri. Without a type,"
                                + " catalog-impl or uri it is in the PostgreSQL store, schema"
                                + " wireroom_lake.");
    }

    static CatalogConfig from(ConfigValues values) {
        Map<String, String> given = values.below(CATALOG);
        Map<String, String> properties = new HashMap<>();
        String warehouse = values.string(WAREHOUSE);
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, located(warehouse));
        if (isLocal(warehouse)) {
            properties.put(CatalogProperties.FILE_IO_IMPL, LocalFileIO.class.getName());
        }
        boolean ours =
                !given.containsKey(CatalogUtil.ICEBERG_CATALOG_TYPE)
                        && !given.containsKey(CatalogProperties.CATALOG_IMPL)
                        && !given.containsKey(CatalogProperties.URI);
        DatabaseConfig database = DatabaseConfig.from(values);
        if (ours) {
            properties.put(CatalogUtil.ICEBERG_CATALOG_TYPE, CatalogUtil.ICEBERG_CATALOG_TYPE_JDBC);
            properties.put(CatalogProperties.URI, inOwnSchema(database.url()));
            properties.put("jdbc.user", database.user());
            database.password().ifPresent(it -> properties.put("jdbc.password", it.value()));
            properties.put("jdbc.schema-version", "V1");
            // each task has a catalogue of its own, which is asked once a commit
            properties.put(CatalogProperties.CLIENT_POOL_SIZE, "1");
        }
        properties.putAll(given);
        return new CatalogConfig(ours ? Optional.of(database) : Optional.empty(), properties);
    }

    private static boolean isLocal(String warehouse) {
        return !warehouse.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") || warehouse.startsWith("file:");
    }

    /** A directory by its plain absolute path, which every reader understands. */
    private static String located(String warehouse) {
        if (!isLocal(warehouse)) {
            return warehouse;
        }
        Path directory =
                warehouse.startsWith("file:")
                        ? Path.of(java.net.URI.create(warehouse).getPath())
                        : Path.of(warehouse);
        return directory.toAbsolutePath().normalize().toString();
    }

    private static String inOwnSchema(String url) {
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + POSTGRESQL_SCHEMA;
    }

    /**
     * Opens it. The caller closes it where it can be closed.
     *
     * @throws RuntimeException of many kinds, where it can't be reached
     */
    Catalog open() {
        return CatalogUtil.buildIcebergCatalog(NAME, properties, null);
    }

    /** What it is, without secrets: a URI may hold them behind the question mark. */
    public String place() {
        String uri = properties.getOrDefault(CatalogProperties.URI, "");
        String kind =
                properties.getOrDefault(
                        CatalogUtil.ICEBERG_CATALOG_TYPE,
                        properties.getOrDefault(CatalogProperties.CATALOG_IMPL, "catalog"));
        return (kind + " " + uri.replaceAll("\\?.*", "").replaceAll("//[^/@]*@", "//")).strip();
    }

    @Override
    public String toString() {
        return "CatalogConfig[%s, %s]"
                .formatted(place(), properties.get(CatalogProperties.WAREHOUSE_LOCATION));
    }
}
