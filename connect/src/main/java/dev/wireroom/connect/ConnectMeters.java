package dev.wireroom.connect;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;

/**
 * Shows Connect's numeric metrics of tasks, and those that our connector adds, as meters named
 * {@code kafka.connect.<group>.<name>}. Tasks come and go: {@link #refresh} looks for new ones. Not
 * thread-safe; the meters are.
 */
public final class ConnectMeters {

    /** Groups worth a scrape; {@code plugins} is where the connector's own are. */
    private static final Set<String> GROUPS =
            Set.of("sink-task-metrics", "task-error-metrics", "connector-task-metrics", "plugins");

    private static final String TOTAL = "-total";
    private static final String WRITING = "writing";

    private final Metrics connect;
    private final MeterRegistry registry;
    private final Set<MetricName> known = new HashSet<>();

    public ConnectMeters(Metrics connect, MeterRegistry registry) {
        this.connect = connect;
        this.registry = registry;
    }

    /** Adds meters for metrics that are new since the last time. */
    public void refresh() {
        connect.metrics()
                .forEach(
                        (name, metric) -> {
                            if (GROUPS.contains(name.group())
                                    && metric.metricValue() instanceof Number
                                    && known.add(name)) {
                                add(name);
                            }
                        });
    }

    private void add(MetricName name) {
        String meter = "kafka.connect." + name.group().replace("-metrics", "") + "." + name.name();
        Tags tags =
                Tags.of(
                        name.tags().entrySet().stream()
                                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                                .toList());
        if (name.name().endsWith(TOTAL)) {
            FunctionCounter.builder(
                            meter.substring(0, meter.length() - TOTAL.length()), name, this::value)
                    .tags(tags)
                    .description(name.description())
                    .register(registry);
        } else {
            Gauge.builder(meter, name, this::value)
                    .tags(tags)
                    .description(name.description())
                    .register(registry);
        }
    }

    /** NaN where the task is gone. */
    private double value(MetricName name) {
        KafkaMetric metric = connect.metric(name);
        return metric != null && metric.metricValue() instanceof Number number
                ? number.doubleValue()
                : Double.NaN;
    }

    /** Tasks of our connector whose last attempt to reach the database succeeded. */
    public long tasksWriting() {
        return connect.metrics().entrySet().stream()
                .filter(e -> e.getKey().name().equals(WRITING))
                .filter(e -> e.getValue().metricValue() instanceof Long writing && writing == 1)
                .count();
    }
}
