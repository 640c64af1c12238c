package dev.wireroom.console.line;

import dev.wireroom.console.line.LineView.Sample;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest samples of one hop, for its sparkline. Not thread-safe. */
final class HopHistory {

    /** Five minutes at one sample a second. */
    private static final int KEPT = 300;

    private final Deque<Sample> samples = new ArrayDeque<>();

    void add(Sample sample) {
        samples.addLast(sample);
        if (samples.size() > KEPT) {
            samples.removeFirst();
        }
    }

    /** Oldest first. */
    List<Sample> samples() {
        return List.copyOf(samples);
    }
}
