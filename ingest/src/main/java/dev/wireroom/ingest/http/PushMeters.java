package dev.wireroom.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Counts what became of pushed articles, and the bytes being worked on. Thread-safe. */
final class PushMeters {

    private final Counter accepted;
    private final Counter refused;
    private final Counter failed;

    /**
     * @param inFlightBytes bytes of request bodies being worked on
     */
    PushMeters(MeterRegistry registry, Supplier<Number> inFlightBytes) {
        this.accepted = counter(registry, "accepted");
        this.refused = counter(registry, "refused");
        this.failed = counter(registry, "failed");
        Gauge.builder("wireroom.ingest.body.bytes", inFlightBytes)
                .description("Bytes of request bodies being worked on, inflated")
                .register(registry);
    }

    void count(PushOutcome outcome) {
        switch (outcome) {
            case PushOutcome.Accepted a -> accepted.increment();
            case PushOutcome.Refused r -> (r.status() >= 500 ? failed : refused).increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("wireroom.ingest.articles")
                .description("Articles pushed, by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }
}
