package dev.wireroom.service.http;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.sse.SseSink;

/**
 * A response of Server-Sent Events, written on the request's own virtual thread; not thread-safe.
 * While it is open the request does not count against the concurrency limit. A reader that takes
 * longer than {@code write.timeout.ms} for one event is cut off. Send a {@link #comment} every some
 * seconds when there is nothing else: only a write finds out that the reader left.
 */
public final class EventStream implements AutoCloseable {
    private final SseSink sink;
    private final ConnectionGuard.Connection connection;
    private boolean open = true;

    EventStream(SseSink sink, ConnectionGuard.Connection connection) {
        this.sink = sink;
        this.connection = connection;
        connection.rest();
    }

    /**
     * Sends one event and flushes it.
     *
     * @param data the payload, usually one line of JSON; further lines are framed as SSE wants them
     * @return false when the reader has gone; nothing can be sent any more
     */
    public boolean send(String id, String event, String data) {
        return emit(SseEvent.builder().id(id).name(event).data(data).build());
    }

    /** Sends a comment, which readers ignore; what it returns is as for {@link #send}. */
    public boolean comment(String text) {
        return emit(SseEvent.builder().comment(text).build());
    }

    private boolean emit(SseEvent event) {
        if (open) {
            connection.awaitWrite();
            try {
                sink.emit(event);
            } catch (RuntimeException e) {
                // whatever the socket says, there is one meaning: nobody reads any more
                open = false;
            } finally {
                connection.rest();
            }
        }
        return open;
    }

    /** Ends the response; if the reader has gone, ends the connection without fuss. */
    @Override
    public void close() {
        if (!open) {
            throw new CloseConnectionException("the reader of an event stream went away");
        }
        connection.awaitResponse();
        try {
            sink.close();
        } catch (RuntimeException e) {
            throw new CloseConnectionException("the reader of an event stream went away", e);
        }
    }
}
