package dev.wireroom.ingest.drop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts dropped files by outcome, and those that can't be read or moved. Thread-safe. */
final class DropMeters {

    private final Counter done;
    private final Counter failed;
    private final Counter postponed;
    private final AtomicInteger stuck = new AtomicInteger();

    DropMeters(MeterRegistry registry) {
        this.done = counter(registry, "done");
        this.failed = counter(registry, "failed");
        this.postponed = counter(registry, "postponed");
        Gauge.builder("wireroom.ingest.files.stuck", stuck, AtomicInteger::get)
                .description("Dropped files that can't be read or moved; the log says why")
                .register(registry);
    }

    void count(FileOutcome outcome) {
        switch (outcome) {
            case FileOutcome.Published p -> done.increment();
            case FileOutcome.Failed f -> failed.increment();
            case FileOutcome.Later l -> postponed.increment();
        }
    }

    void stuck(int files) {
        stuck.set(files);
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("wireroom.ingest.files")
                .description("Dropped files, by outcome; a postponed one counts at each try")
                .tag("outcome", outcome)
                .register(registry);
    }
}
