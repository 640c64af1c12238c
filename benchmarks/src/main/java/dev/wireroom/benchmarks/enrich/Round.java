package dev.wireroom.benchmarks.enrich;

import java.util.concurrent.TimeUnit;

/**
 * What one pass over the texts took.
 *
 * @param wallNanos by the clock
 * @param cpuNanos of the working thread, or of all working threads
 */
record Round(long wallNanos, long cpuNanos) {
    double wallSeconds() {
        return wallNanos / (double) TimeUnit.SECONDS.toNanos(1);
    }

    double cpuSeconds() {
        return cpuNanos / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
