package dev.wireroom.benchmarks.push;

import dev.wireroom.benchmarks.wire.ArticleGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Loads the HTTP door from a process of its own, as cheaply as can be: every request is made before
 * the clock starts, over plain sockets, a thread to each. Prints one line for {@link PushLoad}.
 */
@Command(name = "http-load")
final class HttpLoad implements Callable<Integer> {

    private static final String NDJSON = "application/x-ndjson";
    private static final String JSON = "application/json";

    @Option(names = "--url", required = true)
    private URI url = URI.create("http://127.0.0.1:8401");

    @Option(names = "--source", required = true)
    private String source = "";

    @Option(names = "--articles", required = true)
    private int articles;

    @Option(names = "--warm-up", required = true)
    private int warmUp;

    @Option(names = "--distinct", defaultValue = "20000")
    private int distinct;

    @Option(names = "--batch", required = true)
    private int batch;

    @Option(names = "--connections", required = true)
    private int connections;

    @Option(names = "--words", required = true)
    private int words;

    @Option(names = "--seed", required = true)
    private long seed;

    public static void main(String[] args) {
        System.exit(new CommandLine(new HttpLoad()).execute(args));
    }

    /**
     * What one run did.
     *
     * @param bodyBytes bytes of the requests' bodies
     */
    record Result(
            long articles, long bodyBytes, double seconds, double p50Millis, double p99Millis) {

        String line() {
            return "result %d %d %.6f %.3f %.3f"
                    .formatted(articles, bodyBytes, seconds, p50Millis, p99Millis);
        }

        static Result parse(String line) {
            String[] parts = line.split(" ", -1);
            return new Result(
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Double.parseDouble(parts[3]),
                    Double.parseDouble(parts[4]),
                    Double.parseDouble(parts[5]));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        List<byte[]> bodies = bodies();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            run(threads, bodies, warmUp);
            System.out.println(run(threads, bodies, articles).line());
        }
        return 0;
    }

    private List<byte[]> bodies() {
        ArticleGenerator generator = new ArticleGenerator(new Random(seed), words);
        List<byte[]> bodies = new ArrayList<>();
        int made = 0;
        while (made < distinct) {
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < batch; i++) {
                body.append(generator.next("push-")).append(batch == 1 ? "" : "\n");
            }
            made += batch;
            bodies.add(body.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }

    private Result run(ExecutorService threads, List<byte[]> bodies, int count)
            throws InterruptedException, ExecutionException {
        int requests = Math.ceilDiv(count, batch);
        AtomicInteger next = new AtomicInteger();
        Histogram latency = new ConcurrentHistogram(60_000_000_000L, 3);
        List<Future<Long>> running = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            running.add(threads.submit(() -> send(bodies, next, requests, latency)));
        }
        long bytes = 0;
        for (Future<Long> one : running) {
            bytes += one.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Result(
                (long) requests * batch,
                bytes,
                seconds,
                latency.getValueAtPercentile(50) / 1e6,
                latency.getValueAtPercentile(99) / 1e6);
    }

    private long send(List<byte[]> bodies, AtomicInteger next, int requests, Histogram latency)
            throws IOException {
        long bytes = 0;
        try (LeanConnection connection =
                new LeanConnection(
                        url, "/v1/articles?source=" + source, batch == 1 ? JSON : NDJSON)) {
            for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                byte[] body = bodies.get(i % bodies.size());
                long begin = System.nanoTime();
                int status = connection.post(body);
                latency.recordValue(System.nanoTime() - begin);
                if (status != 202) {
                    throw new IOException("the door answered " + status);
                }
                bytes += body.length;
            }
        }
        return bytes;
    }
}
