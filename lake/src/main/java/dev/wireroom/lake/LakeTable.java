package dev.wireroom.lake;

import dev.wireroom.service.config.DatabaseConfig;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.kafka.common.config.types.Password;
import org.postgresql.ds.PGSimpleDataSource;

/** The lake's table in its catalogue. Closing closes the catalogue. */
final class LakeTable implements AutoCloseable {

    /** Bounds of other columns would put words of articles into manifests, which outlive files. */
    private static final List<String> COLUMNS_WITH_BOUNDS =
            List.of(
                    "source_id",
                    ArticleColumns.REVISION,
                    ArticleColumns.OUTCOME,
                    ArticleColumns.PUBLISHING_STATUS,
                    "first_received_at",
                    "received_at",
                    ArticleColumns.ENRICHED_AT,
                    ArticleColumns.PURGED_AT,
                    ArticleColumns.ENRICHED_PARTITION,
                    ArticleColumns.ENRICHED_OFFSET);

    /** What a writer holds in memory before it writes: some thousand articles. */
    private static final int ROW_GROUP_BYTES = 16 * 1024 * 1024;

    private static final int TARGET_FILE_BYTES = 128 * 1024 * 1024;

    private final Catalog catalog;
    private final Table table;

    private LakeTable(Catalog catalog, Table table) {
        this.catalog = catalog;
        this.table = table;
    }

    /**
     * Opens the table, and makes it, its namespace and, in our own store, its catalogue where they
     * are not there. A table of an older version gets the columns it lacks. Safe to run from many
     * services at once.
     *
     * @throws RuntimeException of many kinds, where catalogue or warehouse can't be reached
     */
    static LakeTable prepare(LakeConfig config) {
        config.catalog().own().ifPresent(LakeTable::createOwnSchema);
        Catalog catalog = config.catalog().open();
        try {
            return new LakeTable(catalog, prepare(catalog, config.table()));
        } catch (RuntimeException e) {
            close(catalog);
            throw e;
        }
    }

    /**
     * Opens the table.
     *
     * @throws LakeUnavailableException where there is none yet, or the catalogue can't be reached
     */
    static LakeTable open(LakeConfig config) {
        String where = config.catalog().place();
        try {
            Catalog catalog = config.catalog().open();
            try {
                return new LakeTable(catalog, catalog.loadTable(config.table()));
            } catch (RuntimeException e) {
                close(catalog);
                throw e;
            }
        } catch (NoSuchTableException e) {
            throw new LakeUnavailableException(
                    "there is no table %s in the catalogue, %s. `wireroom lake` makes it; is it another catalogue, name it with --set database.url=URL or --set lake.catalog.…"
                            .formatted(config.table(), where),
                    e);
        } catch (RuntimeException e) { // each catalogue has its own way to say that it is away
            throw new LakeUnavailableException(
                    "the catalogue, %s: %s. Start its database, or name another catalogue with --set database.url=URL or --set lake.catalog.…"
                            .formatted(where, e.getMessage()),
                    e);
        }
    }

    Table table() {
        return table;
    }

    private static Table prepare(Catalog catalog, TableIdentifier name) {
        if (!catalog.tableExists(name)) {
            try {
                if (catalog instanceof SupportsNamespaces namespaces
                        && !namespaces.namespaceExists(name.namespace())) {
                    namespaces.createNamespace(name.namespace());
                }
                Schema schema = schema();
                return catalog.createTable(
                        name,
                        schema,
                        PartitionSpec.builderFor(schema).day(ArticleColumns.ENRICHED_AT).build(),
                        properties());
            } catch (AlreadyExistsException e) {
                // another instance was faster
            }
        }
        Table table = catalog.loadTable(name);
        addMissingColumns(table);
        return table;
    }

    static Schema schema() {
        List<NestedField> fields = new ArrayList<>();
        for (ArticleColumns.Column column : ArticleColumns.ALL) {
            int id = fields.size() + 1;
            fields.add(
                    column.required()
                            ? NestedField.required(id, column.name(), column.type(), column.doc())
                            : NestedField.optional(id, column.name(), column.type(), column.doc()));
        }
        return new Schema(fields);
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put(TableProperties.FORMAT_VERSION, "2");
        properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
        properties.put(
                TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, String.valueOf(ROW_GROUP_BYTES));
        properties.put(
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES, String.valueOf(TARGET_FILE_BYTES));
        properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
        properties.put(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20");
        properties.put(TableProperties.DEFAULT_WRITE_METRICS_MODE, "none");
        COLUMNS_WITH_BOUNDS.forEach(
                name ->
                        properties.put(
                                TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + name, "full"));
        return properties;
    }

    private static void addMissingColumns(Table table) {
        UpdateSchema update = table.updateSchema();
        boolean missing = false;
        for (ArticleColumns.Column column : ArticleColumns.ALL) {
            if (table.schema().findField(column.name()) == null) {
                update.addColumn(column.name(), column.type(), column.doc());
                missing = true;
            }
        }
        if (missing) {
            update.commit();
        }
    }

    private static void createOwnSchema(DatabaseConfig database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(database.url());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password().map(Password::value).orElse(""));
        dataSource.setApplicationName("wireroom-lake");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            // CREATE … IF NOT EXISTS fails where two do it at once
            statement.execute("SELECT pg_advisory_lock(hashtext('wireroom_lake'))");
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + CatalogConfig.POSTGRESQL_SCHEMA);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "PostgreSQL at %s: %s"
                            .formatted(database.url().replaceAll("\\?.*", ""), e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        close(catalog);
    }

    private static void close(Catalog catalog) {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
