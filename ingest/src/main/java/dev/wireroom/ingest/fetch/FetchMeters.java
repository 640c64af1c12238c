package dev.wireroom.ingest.fetch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how fetches end and what they cost. Thread-safe. */
final class FetchMeters {

    private final MeterRegistry registry;
    private final Timer hostWaits;
    private final AtomicInteger underWay = new AtomicInteger();

    FetchMeters(MeterRegistry registry) {
        this.registry = registry;
        this.hostWaits =
                Timer.builder("wireroom.ingest.fetch.host.wait")
                        .description("How long fetches waited for their turn at a host")
                        .register(registry);
        Gauge.builder("wireroom.ingest.fetch.under.way", underWay, AtomicInteger::get)
                .description("Requests under way")
                .register(registry);
    }

    void received(Profile.Kind kind, long bytes) {
        Counter.builder("wireroom.ingest.fetch.received")
                .description("Bytes of bodies as they came over the wire")
                .baseUnit("bytes")
                .tag("kind", kind.label())
                .register(registry)
                .increment((double) bytes);
    }

    void waited(Duration time) {
        hostWaits.record(time);
    }

    void began() {
        underWay.incrementAndGet();
    }

    void ended() {
        underWay.decrementAndGet();
    }

    void count(Profile.Kind kind, FetchResult result) {
        Counter.builder("wireroom.ingest.fetch.results")
                .description("Fetches, by outcome")
                .tag("kind", kind.label())
                .tag("outcome", outcome(result))
                .register(registry)
                .increment();
    }

    private static String outcome(FetchResult result) {
        return switch (result) {
            case FetchResult.Fetched f -> "fetched";
            case FetchResult.NotModified n -> "not-modified";
            case FetchResult.Rejected r -> label("rejected", r.reason());
            case FetchResult.Failed f -> label("failed", f.cause());
        };
    }

    private static String label(String kind, Enum<?> why) {
        return kind + "-" + why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
