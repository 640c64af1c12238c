package dev.wireroom.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What Connect gives a task, writing down what the task does with it. */
final class RecordingContext implements SinkTaskContext, ErrantRecordReporter, PluginMetrics {

    record Report(SinkRecord record, Throwable error) {}

    private final List<Report> reports = new ArrayList<>();
    private final Map<String, MetricValueProvider<?>> metrics = new HashMap<>();
    private long timeoutMs = -1;
    private final Reporter reporter;
    private boolean kafkaDown;

    /** Whether the connector is configured to report errant records. */
    enum Reporter {
        SET,
        NONE
    }

    RecordingContext(Reporter reporter) {
        this.reporter = reporter;
    }

    List<Report> reports() {
        return reports;
    }

    long timeoutMs() {
        return timeoutMs;
    }

    void setKafkaDown(boolean down) {
        kafkaDown = down;
    }

    long metric(String name) {
        return ((Gauge<Long>) metrics.get(name)).value(null, 0);
    }

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
        if (kafkaDown) {
            return CompletableFuture.failedFuture(new IllegalStateException("no broker"));
        }
        reports.add(new Report(record, error));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return reporter == Reporter.SET ? this : null;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return this;
    }

    @Override
    public MetricName metricName(
            String name, String description, LinkedHashMap<String, String> tags) {
        return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {
        metrics.put(name.name(), provider);
    }

    @Override
    public void removeMetric(MetricName name) {
        metrics.remove(name.name());
    }

    @Override
    public Sensor addSensor(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeSensor(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void timeout(long timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume(TopicPartition... partitions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void requestCommit() {}
}
