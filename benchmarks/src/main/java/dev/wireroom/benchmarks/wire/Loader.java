package dev.wireroom.benchmarks.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Pushes NDJSON batches through the HTTP door and measures each request, waiting as the door asks
 * on 429 and 503.
 */
public final class Loader implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final URI target;
    private final Histogram latency = new ConcurrentHistogram(LONGEST.toNanos(), 3);

    public Loader(URI ingest, String source) {
        this.target = ingest.resolve("/v1/articles?source=" + source);
    }

    /**
     * Pushes lines in batches, at most so many per second.
     *
     * @param perSecond 0 for as fast as the door takes them
     * @return bytes sent
     */
    public long push(List<String> lines, int batch, double perSecond)
            throws InterruptedException, IOException {
        Semaphore connections = new Semaphore(CONNECTIONS);
        List<Future<?>> sent = new ArrayList<>();
        long bytes = 0;
        long start = System.nanoTime();
        for (int from = 0; from < lines.size(); from += batch) {
            List<String> part = lines.subList(from, Math.min(lines.size(), from + batch));
            byte[] body = (String.join("\n", part) + "\n").getBytes(StandardCharsets.UTF_8);
            bytes += body.length;
            if (perSecond > 0) {
                long due = start + (long) (from / perSecond * TimeUnit.SECONDS.toNanos(1));
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
            connections.acquire();
            sent.add(
                    requests.submit(
                            () -> {
                                try {
                                    send(body);
                                } finally {
                                    connections.release();
                                }
                                return null;
                            }));
        }
        for (Future<?> request : sent) {
            try {
                request.get();
            } catch (ExecutionException e) {
                throw new IOException("a push failed", e.getCause());
            }
        }
        return bytes;
    }

    /** Time of each request that was taken, in nanoseconds. */
    public Histogram latency() {
        return latency;
    }

    private void send(byte[] body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(target)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        while (true) {
            long begin = System.nanoTime();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            switch (answer.statusCode()) {
                case 202 -> {
                    latency.recordValue(Math.min(System.nanoTime() - begin, LONGEST.toNanos()));
                    return;
                }
                case 429, 503 ->
                        TimeUnit.SECONDS.sleep(
                                answer.headers().firstValueAsLong("Retry-After").orElse(1));
                default ->
                        throw new IOException(
                                "the door answered %d: %s"
                                        .formatted(
                                                answer.statusCode(),
                                                answer.body()
                                                        .substring(
                                                                0,
                                                                Math.min(
                                                                        400,
                                                                        answer.body().length()))));
            }
        }
    }

    @Override
    public void close() {
        requests.close();
        http.close();
    }
}
