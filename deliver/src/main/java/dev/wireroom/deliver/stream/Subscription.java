package dev.wireroom.deliver.stream;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's place at the live feed: a bounded queue that the feed fills and the subscriber's
 * thread drains. When it is full the subscription ends as {@link #overrun}; the subscriber loses
 * nothing, it resumes by its cursor.
 */
final class Subscription implements AutoCloseable {

    private final BlockingQueue<StreamEvent> waiting;
    private final StreamCursor start;
    private final Predicate<StreamEvent> wanted;
    private final LiveFeed feed;
    private volatile boolean overrun;

    Subscription(LiveFeed feed, StreamCursor start, Predicate<StreamEvent> wanted, int capacity) {
        this.feed = feed;
        this.start = start;
        this.wanted = wanted;
        this.waiting = new LinkedBlockingQueue<>(capacity);
    }

    /**
     * Where the feed stood when the subscription began: everything from here on comes through
     * {@link #next}.
     */
    StreamCursor start() {
        return start;
    }

    /** Called by the feed; never blocks. */
    void offer(StreamEvent event) {
        if (!overrun && wanted.test(event) && !waiting.offer(event)) {
            overrun = true;
        }
    }

    /** The next event, or null where none came within the time. */
    @Nullable StreamEvent next(Duration patience) throws InterruptedException {
        return waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Whether the subscriber was too slow: what is queued can still be read, nothing follows it.
     */
    boolean overrun() {
        return overrun;
    }

    @Override
    public void close() {
        feed.leave(this);
    }
}
