package dev.wireroom.sink;

import dev.wireroom.sink.BatchWriter.Written;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/**
 * What a task has done so far, in Connect's own metrics: JMX in any cluster, and /metrics of our
 * worker. Updated by the task's thread, read by any.
 */
final class TaskMetrics {

    private final LongAdder stored = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final AtomicLong failuresInARow = new AtomicLong();
    private volatile boolean writing;

    /** Shows these figures; Connect takes them back when the task ends. */
    void register(PluginMetrics metrics) {
        gauge(metrics, "revisions-stored-total", "Revisions new in the history.", stored::sum);
        gauge(metrics, "withdrawals-stored-total", "Withdrawals carried out.", deleted::sum);
        gauge(metrics, "records-refused-total", "Records reported as errant.", refused::sum);
        gauge(
                metrics,
                "revisions-expired-total",
                "Revisions not stored: older than retention keeps when they came.",
                expired::sum);
        gauge(metrics, "retries-total", "Batches to be tried again.", retries::sum);
        gauge(
                metrics,
                "writing",
                "1 when the last attempt succeeded; 0 before the first and after a failure.",
                () -> writing ? 1 : 0);
        gauge(
                metrics,
                "failures-in-a-row",
                "Attempts that failed since the last success; 0 when all is well.",
                failuresInARow::get);
    }

    private static void gauge(
            PluginMetrics metrics, String name, String description, LongSupplier value) {
        metrics.addMetric(
                metrics.metricName(name, description, new LinkedHashMap<>()),
                (Gauge<Long>) (config, now) -> value.getAsLong());
    }

    void wrote(Written written) {
        stored.add(written.stored());
        deleted.add(written.deleted());
        refused.add(written.refused());
        expired.add(written.expired());
        succeeded();
    }

    /** Notes that the database answers. */
    void succeeded() {
        failuresInARow.set(0);
        writing = true;
    }

    /** Counts a failure; answers how many there were in a row. */
    long failed() {
        writing = false;
        retries.increment();
        return failuresInARow.incrementAndGet();
    }
}
