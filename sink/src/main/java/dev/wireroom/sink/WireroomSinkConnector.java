package dev.wireroom.sink;

import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Stores wireroom.enriched in PostgreSQL: articles, their history, entities and mentions. Runs in
 * any Kafka Connect cluster on Java 21; see README.md of this module for a configuration.
 */
public final class WireroomSinkConnector extends SinkConnector {

    private @Nullable Map<String, String> properties;
    private @Nullable RetentionJob retention;

    @Override
    public String version() {
        return Versions.own();
    }

    @Override
    public ConfigDef config() {
        return ConnectorSettings.definition();
    }

    /** Retention is the connector's, of which a Connect cluster has one, not the tasks'. */
    @Override
    public void start(Map<String, String> given) {
        ConnectorSettings settings = ConnectorSettings.from(given);
        properties = new HashMap<>(given);
        PGSimpleDataSource dataSource = Database.dataSource(settings);
        dataSource.setApplicationName("wireroom-retention");
        RetentionJob job = new RetentionJob(settings.retention(), dataSource, Clock.systemUTC());
        registerMetrics(job);
        job.start();
        retention = job;
    }

    private void registerMetrics(RetentionJob job) {
        try {
            job.register(context.pluginMetrics());
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            // a Connect runtime older than 4.1 has no metrics for plugins
        }
    }

    @Override
    public Class<? extends Task> taskClass() {
        return WireroomSinkTask.class;
    }

    /** All tasks are alike: partitions are shared out by the consumer group. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(
                maxTasks, Objects.requireNonNull(properties, "start() comes first"));
    }

    @Override
    public void stop() {
        RetentionJob job = retention;
        retention = null;
        if (job != null) {
            job.close();
        }
    }
}
