package dev.wireroom.console.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Turns a counter that only grows into a rate over its latest samples. Not thread-safe. */
final class CounterRate {

    private record Counted(Instant at, long count) {}

    private static final double MILLIS_PER_SECOND = 1000;

    private final int kept;
    private final Deque<Counted> samples = new ArrayDeque<>();

    /**
     * A rate without samples yet.
     *
     * @param kept samples that a rate is taken over, at least 2
     */
    CounterRate(int kept) {
        this.kept = kept;
    }

    /**
     * The rate per second with this sample added; null where it is not known.
     *
     * @param count null where the counter can't be read; one smaller than before means that its
     *     process started anew
     */
    @Nullable Double after(Instant at, @Nullable Long count) {
        if (count == null || (!samples.isEmpty() && count < samples.getLast().count())) {
            samples.clear();
        }
        if (count == null) {
            return null;
        }
        samples.addLast(new Counted(at, count));
        if (samples.size() > kept) {
            samples.removeFirst();
        }
        Counted first = samples.getFirst();
        long millis = Duration.between(first.at(), at).toMillis();
        return millis <= 0 ? null : (count - first.count()) * MILLIS_PER_SECOND / millis;
    }
}
