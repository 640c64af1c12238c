package dev.wireroom.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of pushed articles. Thread-safe. */
final class PushMeters {

    private final Counter accepted;
    private final Counter refused;
    private final Counter failed;

    PushMeters(MeterRegistry registry) {
        this.accepted = counter(registry, "accepted");
        this.refused = counter(registry, "refused");
        this.failed = counter(registry, "failed");
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
