package dev.wireroom.sink;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryUnavailableException;
import dev.wireroom.schema.serde.AvroRecordDeserializer;
import dev.wireroom.sink.IsolatingWriter.Mapped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * The task of {@link WireroomSinkConnector}: lifecycle, and the translation of errors into what
 * Connect understands. An outage is a {@link RetriableException}: Connect pauses the consumer and
 * brings the same batch again after the back-off. Used by one thread at a time.
 */
public final class WireroomSinkTask extends SinkTask {

    private final TaskMetrics metrics = new TaskMetrics();
    private @Nullable Parts parts;
    private long notBefore = System.nanoTime();

    private record Parts(
            RowMapper mapper, IsolatingWriter writer, Database database, Backoff backoff) {}

    @Override
    public String version() {
        return Versions.own();
    }

    /** Touches neither database nor registry: both may be down yet. */
    @Override
    public void start(Map<String, String> properties) {
        ConnectorSettings settings = ConnectorSettings.from(properties);
        RowMapper mapper =
                new RowMapper(
                        AvroRecordDeserializer.specific(
                                new HttpSchemaRegistry(settings.registry()),
                                EnrichedArticle.class));
        RefusalReporter reporter = new RefusalReporter(errantRecordReporter());
        registerMetrics();
        parts =
                new Parts(
                        mapper,
                        new IsolatingWriter(
                                new BatchWriter(
                                        reporter,
                                        new Expiry(settings.retention(), Clock.systemUTC()))),
                        new Database(settings),
                        new Backoff(settings.firstBackoff(), settings.longestBackoff()));
    }

    private @Nullable ErrantRecordReporter errantRecordReporter() {
        try {
            return context.errantRecordReporter();
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            return null; // a Connect runtime older than 2.6
        }
    }

    private void registerMetrics() {
        try {
            metrics.register(context.pluginMetrics());
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            // a Connect runtime older than 4.1 has no metrics for plugins
        }
    }

    /**
     * Stores a batch. An empty one, which Connect sends while nothing arrives, opens the database
     * and looks after the connection, so that tables are there before the first article and a
     * connection lost in quiet times is replaced before the next.
     */
    @Override
    public void put(Collection<SinkRecord> records) {
        Parts p = Objects.requireNonNull(parts, "start() comes first");
        waitOut();
        try {
            if (records.isEmpty()) {
                p.database().check();
                p.backoff().reset();
                metrics.succeeded();
                return;
            }
            List<Mapped> mapped = new ArrayList<>(records.size());
            for (SinkRecord record : records) {
                mapped.add(new Mapped(record, p.mapper().map(record)));
            }
            metrics.wrote(p.writer().write(p.database().connection(), mapped));
            p.backoff().reset();
        } catch (SQLException e) {
            p.database().discard();
            throw later(p, records, "the database" + state(e), e);
        } catch (RegistryUnavailableException e) {
            throw later(p, records, "the schema registry", e);
        } catch (RetriableException e) {
            p.database().discard();
            throw later(p, records, "Kafka", e);
        } catch (RuntimeException e) {
            p.database().discard();
            throw e;
        }
    }

    /**
     * Connect comes again with each commit of offsets, however long a pause was asked for; the rest
     * of the pause is made here.
     */
    private void waitOut() {
        long restNanos = notBefore - System.nanoTime();
        if (restNanos <= 0) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(restNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while waiting to try again", e);
        }
    }

    private RetriableException later(
            Parts p, Collection<SinkRecord> records, String who, Exception cause) {
        Duration pause = p.backoff().next();
        notBefore = System.nanoTime() + pause.toNanos();
        context.timeout(pause.toMillis());
        return new RetriableException(
                "%s can't take %d records now (failure %d in a row), trying again in %d ms: %s"
                        .formatted(
                                who,
                                records.size(),
                                metrics.failed(),
                                pause.toMillis(),
                                cause.getMessage()),
                cause);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null
                ? ""
                : " (SQLState %s, %s)".formatted(e.getSQLState(), SqlFault.of(e));
    }

    @Override
    public void stop() {
        Parts p = parts;
        parts = null;
        if (p != null) {
            p.database().close();
        }
    }
}
