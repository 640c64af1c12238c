package dev.wireroom.benchmarks.polling;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wireroom.benchmarks.polling.Etiquette.Validators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPOutputStream;

/**
 * An HTTP server on this machine that plays many feeds on many hosts, each with its own cadence and
 * wishes, and judges every request by them. Hosts are addresses of 127.0.0.0/8, which all lead here
 * on Linux; whoever polls needs leave to ask them ({@code
 * ingest.fetch.allowed.private.networks=127.0.0.0/8}). Thread-safe.
 */
public final class FeedFarm implements AutoCloseable {

    private static final int BACKLOG = 4_096;

    private final FarmPlan plan;
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Etiquette etiquette;
    private final Map<String, PlantedFeed> feeds = new LinkedHashMap<>();
    private final List<URI> addresses = new ArrayList<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final LongAdder requests = new LongAdder();
    private final LongAdder documents = new LongAdder();
    private final LongAdder notModified = new LongAdder();
    private final LongAdder bodyBytes = new LongAdder();
    private final LongAdder items = new LongAdder();

    private FeedFarm(FarmPlan plan, Clock clock, HttpServer server) {
        this.plan = plan;
        this.clock = clock;
        this.server = server;
        this.etiquette = new Etiquette(plan);
    }

    /** Plants the feeds and opens the server at a free port. */
    public static FeedFarm start(FarmPlan plan, Clock clock) throws IOException {
        // to all addresses, as 127.0.0.0/8 can't be bound to; others are turned away below
        HttpServer server = HttpServer.create(new InetSocketAddress(0), BACKLOG);
        FeedFarm farm = new FeedFarm(plan, clock, server);
        farm.plant();
        server.createContext("/", farm::serve);
        server.setExecutor(farm.threads);
        server.start();
        return farm;
    }

    private void plant() {
        Instant now = clock.instant();
        int port = server.getAddress().getPort();
        for (int i = 0; i < plan.feeds(); i++) {
            String path = "/feeds/%05d".formatted(i);
            FeedPolicy policy = FeedPolicy.of(plan, i, now);
            // as if it had been there for a while
            PlantedFeed feed =
                    new PlantedFeed(path, policy, now.minus(policy.cadence().multipliedBy(5)));
            feeds.put(path, feed);
            feeds.put(feed.movedPath(), feed);
            String host = plan.hostAddress(i % plan.hosts());
            addresses.add(URI.create("http://" + host + ":" + port + path));
        }
    }

    /** Where the feeds are, to be polled. */
    public List<URI> feeds() {
        return List.copyOf(addresses);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getLocalAddress().getAddress().isLoopbackAddress()) {
                return;
            }
            String path = exchange.getRequestURI().getPath();
            PlantedFeed feed = feeds.get(path);
            if (feed == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String host = exchange.getLocalAddress().getAddress().getHostAddress();
            Validators sent =
                    new Validators(
                            header(exchange, "If-None-Match"),
                            header(exchange, "If-Modified-Since"));
            Instant at = clock.instant();
            etiquette.asked(path, host, sent, at);
            Thread.sleep(feed.thinking());
            PlantedFeed.Answer answer = feed.answer(path, sent, at);
            // judged from when it is on its way: its client can't know it any sooner
            etiquette.answered(path, host, answer.told(), clock.instant());
            asked.add(feed.path());
            requests.increment();
            items.add(answer.items());
            send(exchange, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, PlantedFeed.Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.body().length == 0) {
            if (answer.status() == 304) {
                notModified.increment();
            }
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        documents.increment();
        boolean gzip = header(exchange, "Accept-Encoding").orElse("").contains("gzip");
        byte[] body = gzip ? gzip(answer.body()) : answer.body();
        if (gzip) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        bodyBytes.add(body.length);
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The first impolite requests, in order; empty where there was none. */
    public List<Violation> violations() {
        return etiquette.violations();
    }

    public FarmReport report() {
        long all = requests.sum();
        return new FarmReport(
                all,
                documents.sum(),
                notModified.sum(),
                all - documents.sum() - notModified.sum(),
                bodyBytes.sum(),
                asked.size(),
                items.sum(),
                etiquette.counts(),
                etiquette.violations());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
