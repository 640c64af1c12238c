package dev.wireroom.benchmarks.storage;

import dev.wireroom.benchmarks.wire.Foundation;
import dev.wireroom.connect.SinkWorker;
import dev.wireroom.schema.registry.RegistryConfig;
import io.debezium.connector.jdbc.JdbcSinkConnector;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.storage.StringConverter;

/**
 * Debezium's JDBC sink connector in the same kind of worker, upserting the columns of {@code
 * article} by key, whole polls as batches. Its default writer runs a statement a row, in JDBC
 * batches; on PostgreSQL it can write a batch as one statement ({@code unnest}), which is its
 * fastest, and needs the reduction buffer where a batch holds a row twice.
 */
final class DebeziumSink implements Contender {

    private final Foundation foundation;
    private final Tables tables;
    private final int tasks;
    private final int batch;
    private final boolean unnest;
    private final Progress progress;
    private int loads;

    DebeziumSink(
            Foundation foundation,
            Tables tables,
            int tasks,
            int batch,
            boolean unnest,
            Progress progress) {
        this.foundation = foundation;
        this.tables = tables;
        this.tasks = tasks;
        this.batch = batch;
        this.unnest = unnest;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "Debezium JDBC sink (articles only, %s)"
                .formatted(unnest ? "unnest" : "default writer");
    }

    @Override
    public List<String> fills() {
        return List.of("article");
    }

    @Override
    public Load load() throws IOException, SQLException, InterruptedException {
        tables.create();
        String name = "debezium-%d-%s-%d".formatted(batch, unnest, ++loads);
        try (SinkWorker worker = SinkWorker.start(worker(), connector(name))) {
            return progress.watch(() -> trouble(worker));
        }
    }

    private static Optional<String> trouble(SinkWorker worker) {
        return worker.parts().stream()
                .filter(SinkWorker.Part::failed)
                .map(part -> "Debezium's %s failed: %s".formatted(part.name(), part.trouble()))
                .findFirst();
    }

    /** As our own service sets up its worker. */
    private Map<String, String> worker() {
        Map<String, String> worker = new HashMap<>();
        worker.put("bootstrap.servers", foundation.bootstrapServers());
        worker.put("key.converter", StringConverter.class.getName());
        worker.put("value.converter", FlatStructConverter.class.getName());
        worker.put("value.converter." + RegistryConfig.URL, registryUrl());
        worker.put("plugin.discovery", "service_load");
        worker.put("offset.storage.file.filename", "");
        worker.put("offset.flush.interval.ms", "1000");
        worker.put("task.shutdown.graceful.timeout.ms", "5000");
        worker.put("consumer.isolation.level", "read_committed");
        worker.put("consumer.max.poll.records", String.valueOf(batch));
        worker.put("consumer.session.timeout.ms", "10000");
        worker.put("consumer.heartbeat.interval.ms", "3000");
        return worker;
    }

    private Map<String, String> connector(String name) {
        Map<String, String> connector = new HashMap<>();
        connector.put("name", name);
        connector.put("connector.class", JdbcSinkConnector.class.getName());
        connector.put("tasks.max", String.valueOf(tasks));
        connector.put("topics", foundation.topics().enriched().name());
        connector.put("connection.url", foundation.databaseUrl());
        connector.put("connection.username", foundation.databaseUser());
        connector.put("connection.password", "");
        connector.put("insert.mode", "upsert");
        connector.put("primary.key.mode", "record_value");
        connector.put("primary.key.fields", "article_id");
        connector.put("collection.name.format", "article");
        connector.put("schema.evolution", "none");
        connector.put("batch.size", String.valueOf(batch));
        connector.put("use.reduction.buffer", String.valueOf(unnest));
        connector.put("dialect.postgres.unnest.insert.enabled", String.valueOf(unnest));
        return connector;
    }

    private String registryUrl() {
        return foundation.registry().url().toString();
    }
}
