package dev.wireroom.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber of {@code /v1/stream} with nothing but an HTTP client: collects events on a thread
 * of its own.
 */
final class EventReader implements AutoCloseable {

    /** One Server-Sent Event. */
    record Event(String id, String name, String data) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Stream<String> lines;

    private EventReader(URI stream, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(stream)
                        .timeout(Duration.ofSeconds(30))
                        .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<Stream<String>> answer = http.send(request.build(), BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new AssertionError("the stream answered " + answer.statusCode());
        }
        lines = answer.body();
        Thread.ofVirtual().start(this::collect);
    }

    /**
     * Subscribes; the service has answered when this returns.
     *
     * @param lastEventId where to go on; null for from now
     */
    static EventReader open(URI stream, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        return new EventReader(stream, lastEventId);
    }

    /** What has come so far, in order. */
    List<Event> events() {
        return List.copyOf(events);
    }

    private void collect() {
        String[] fields = {"", "", ""};
        try {
            lines.forEach(
                    line -> {
                        if (line.isEmpty() && !fields[2].isEmpty()) {
                            events.add(new Event(fields[0], fields[1], fields[2]));
                            fields[2] = "";
                        } else if (line.startsWith("id:")) {
                            fields[0] = line.substring(3).strip();
                        } else if (line.startsWith("event:")) {
                            fields[1] = line.substring(6).strip();
                        } else if (line.startsWith("data:")) {
                            fields[2] = line.substring(5).strip();
                        }
                    });
        } catch (UncheckedIOException connectionClosed) {
            // the test has seen enough
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
