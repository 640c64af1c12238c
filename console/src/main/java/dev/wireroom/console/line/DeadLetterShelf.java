package dev.wireroom.console.line;

import dev.wireroom.console.line.LineView.DeadLetterView;
import dev.wireroom.contract.DeadLetter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Keeps the latest dead letters, without their bytes. Thread-safe. */
public final class DeadLetterShelf {

    private static final int KEPT = 20;

    private final Deque<DeadLetterView> latest = new ArrayDeque<>();
    private long seen;

    public synchronized void add(DeadLetter letter) {
        seen++;
        latest.addFirst(
                new DeadLetterView(
                        letter.getFailedAt().toString(),
                        letter.getStage().name(),
                        letter.getReasonCode(),
                        letter.getMessage(),
                        letter.getField(),
                        letter.getValue(),
                        letter.getFix(),
                        letter.getSourceId(),
                        letter.getOrigin().getTopic(),
                        letter.getOrigin().getPartition(),
                        letter.getOrigin().getOffset()));
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    /** Newest first. */
    public synchronized List<DeadLetterView> latest() {
        List<DeadLetterView> letters = new ArrayList<>(latest);
        letters.sort(Comparator.comparing(DeadLetterView::at).reversed());
        return letters;
    }

    /** How many there are on the topic. */
    public synchronized long seen() {
        return seen;
    }
}
