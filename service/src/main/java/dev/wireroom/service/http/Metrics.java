package dev.wireroom.service.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service's meters, scraped as Prometheus text, each labelled {@code service}; thread-safe.
 * Closing it closes the binders that want closing, such as Micrometer's {@code KafkaClientMetrics}
 * and {@code KafkaStreamsMetrics}.
 */
public final class Metrics implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Metrics.class);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<AutoCloseable> closeables = new ArrayList<>();

    private Metrics() {}

    /** A registry with the JVM's memory, collectors, threads, processor and uptime bound. */
    public static Metrics create(String service) {
        Metrics metrics = new Metrics();
        metrics.registry.config().commonTags("service", service);
        metrics.bind(new JvmMemoryMetrics());
        metrics.bind(new JvmGcMetrics());
        metrics.bind(new JvmThreadMetrics());
        metrics.bind(new ProcessorMetrics());
        metrics.bind(new UptimeMetrics());
        return metrics;
    }

    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Binds meters, for example {@code new KafkaClientMetrics(producer)}, and closes the binder
     * with this.
     */
    public synchronized void bind(MeterBinder binder) {
        binder.bindTo(registry);
        if (binder instanceof AutoCloseable closeable) {
            closeables.add(closeable);
        }
    }

    /** Everything in the Prometheus text format 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public synchronized void close() {
        for (AutoCloseable closeable : closeables) {
            try {
                closeable.close();
            } catch (Exception e) {
                log.warn("a metrics binder did not close: {}", e.toString());
            }
        }
        closeables.clear();
        registry.close();
    }
}
