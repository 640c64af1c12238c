package dev.wireroom.ingest.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A publisher's web server: answers as it was told, and keeps a log of who asked for what when. */
final class FeedServer implements AutoCloseable {

    /** One request, with the times at which it came and was answered. */
    record Request(
            String method,
            String path,
            String agent,
            Map<String, List<String>> headers,
            byte[] body,
            long beganNanos,
            long endedNanos) {

        String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            return values.isEmpty() ? "" : values.get(0);
        }

        boolean overlaps(Request other) {
            return beganNanos < other.endedNanos && other.beganNanos < endedNanos;
        }
    }

    /** What is answered at a path. */
    record Answer(int status, Map<String, String> headers, String body) {

        static Answer feed(String body) {
            return new Answer(
                    200, Map.of("Content-Type", "application/rss+xml; charset=utf-8"), body);
        }

        Answer with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Request> log = new CopyOnWriteArrayList<>();
    private final Duration takes;

    private FeedServer(HttpServer server, Duration takes) {
        this.server = server;
        this.takes = takes;
    }

    /**
     * @param takes how long an answer takes
     */
    static FeedServer start(Duration takes) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        FeedServer server = new FeedServer(http, takes);
        http.createContext("/", server::answer);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    List<Request> log() {
        return log;
    }

    List<Request> log(String path) {
        return log.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** Pairs of requests for the same path that were under way at the same time. */
    List<List<Request>> overlaps() {
        List<List<Request>> pairs = new ArrayList<>();
        List<Request> requests = List.copyOf(log);
        for (int i = 0; i < requests.size(); i++) {
            for (int j = i + 1; j < requests.size(); j++) {
                boolean same = requests.get(i).path().equals(requests.get(j).path());
                if (same && requests.get(i).overlaps(requests.get(j))) {
                    pairs.add(List.of(requests.get(i), requests.get(j)));
                }
            }
        }
        return pairs;
    }

    private void answer(HttpExchange exchange) throws IOException {
        long began = System.nanoTime();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Answer answer = answers.getOrDefault(path, new Answer(404, Map.of(), "no such thing"));
        String etag = answer.headers().get("ETag");
        boolean same =
                etag != null && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        LockSupport.parkNanos(takes.toNanos());
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] bytes = same ? new byte[0] : answer.body().getBytes(StandardCharsets.UTF_8);
            int status = same ? 304 : answer.status();
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } finally {
            log.add(
                    new Request(
                            exchange.getRequestMethod(),
                            path,
                            String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")),
                            Map.copyOf(exchange.getRequestHeaders()),
                            body,
                            began,
                            System.nanoTime()));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
