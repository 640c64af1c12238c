package dev.wireroom.benchmarks.line;

import dev.wireroom.benchmarks.wire.ArticleGenerator;
import dev.wireroom.benchmarks.wire.Loader;
import dev.wireroom.benchmarks.wire.Machine;
import dev.wireroom.benchmarks.wire.ProcessTree;
import dev.wireroom.benchmarks.wire.WireUnderTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Loads articles through a whole wire and prints what it did: first as fast as the door takes them
 * (articles/s, MB/s), then paced below that (latency of each hop), with CPU and memory of the
 * wire's own processes. The load comes from another process on the same machine.
 */
@Command(
        name = "line",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Loads articles through the whole line: HTTP, Kafka, enrichment, PostgreSQL.")
public final class LineLoad implements Callable<Integer> {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double MIB = 1024 * 1024;
    private static final String SOURCE = "load";
    private static final List<String> SERVICES =
            List.of("ingest", "enrich", "sink", "deliver", "console");

    @Option(
            names = "--articles",
            defaultValue = "2000",
            description = "Articles at full speed (default: ${DEFAULT-VALUE}).")
    private int articles;

    @Option(
            names = "--words",
            defaultValue = "300",
            description = "Words of an article, about (default: ${DEFAULT-VALUE}).")
    private int words;

    @Option(
            names = "--batch",
            defaultValue = "50",
            description = "Articles in one NDJSON request (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--warm-up",
            defaultValue = "500",
            description = "Articles before anything is measured (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--paced-seconds",
            defaultValue = "20",
            description = "Length of the paced part (default: ${DEFAULT-VALUE}).")
    private int pacedSeconds;

    @Option(
            names = "--load-factor",
            defaultValue = "0.5",
            description = "Pace, as a part of full speed (default: ${DEFAULT-VALUE}).")
    private double loadFactor;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the generated articles (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--set", description = "Setting of the wire, key=value; repeatable.")
    private List<String> settings = List.of();

    @Option(
            names = "--patience-minutes",
            defaultValue = "10",
            description = "Longest wait for the load to be stored (default: ${DEFAULT-VALUE}).")
    private int patienceMinutes;

    @Option(
            names = "--wireroom",
            defaultValue = "./wireroom",
            description = "The launcher script (default: ${DEFAULT-VALUE}).")
    private Path launcher = Path.of("./wireroom");

    @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new LineLoad()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException, TimeoutException {
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        Path work = Files.createTempDirectory("wireroom-load");
        out.printf("machine   %s%n", Machine.description());
        out.printf(
                "load      %d articles of about %d words, %d per request, seed %d%n",
                articles, words, batch, seed);
        out.flush();
        try (WireUnderTest wire =
                        WireUnderTest.start(launcher.toAbsolutePath(), work, SERVICES, settings);
                Store store = new Store(wire.databaseUrl());
                Loader warming = new Loader(wire.uri("ingest"), SOURCE);
                Loader full = new Loader(wire.uri("ingest"), SOURCE);
                Loader paced = new Loader(wire.uri("ingest"), SOURCE)) {
            wire.createSource(SOURCE);
            ArticleGenerator generator = new ArticleGenerator(new Random(seed), words);
            Duration patience = Duration.ofMinutes(patienceMinutes);
            warming.push(lines(generator, "warm-", warmUp), batch, 0);
            store.await("warm-", warmUp, patience);

            List<String> load = lines(generator, "full-", articles);
            ProcessTree processes = wire.processes();
            Duration cpuBefore = processes.cpu();
            long begin = System.nanoTime();
            long bytes = full.push(load, batch, 0);
            double accepting = (System.nanoTime() - begin) / NANOS;
            store.await("full-", articles, patience);
            double seconds = (System.nanoTime() - begin) / NANOS;
            Duration cpu = processes.cpu().minus(cpuBefore);
            double rate = articles / seconds;
            out.printf("%nfull speed%n");
            out.printf(
                    "  through the line  %8.1f articles/s  %6.2f MB/s  (%.1f s until the last was"
                            + " stored)%n",
                    rate, bytes / 1e6 / seconds, seconds);
            out.printf(
                    "  accepted          %8.1f articles/s  %6.2f MB/s%n",
                    articles / accepting, bytes / 1e6 / accepting);
            out.printf(
                    "  processor         %8.2f s per 1000 articles, %.2f cores busy%n",
                    cpu.toMillis() / (double) articles, cpu.toMillis() / 1000.0 / seconds);
            out.flush();

            int pacedArticles = (int) Math.max(batch, rate * loadFactor * pacedSeconds);
            paced.push(lines(generator, "paced-", pacedArticles), 1, rate * loadFactor);
            store.await("paced-", pacedArticles, patience);
            Store.Hops hops = store.hops("paced-");
            out.printf(
                    "%npaced at %.1f articles/s, one per request, %d articles%n",
                    rate * loadFactor, pacedArticles);
            out.printf("  %-28s %8s %8s %8s %8s%n", "ms", "p50", "p95", "p99", "max");
            hop(out, "push until 202", paced.latency(), 1e6);
            hop(out, "accepted until enriched", hops.enrich(), 1);
            hop(out, "enriched until stored", hops.sink(), 1);
            hop(out, "accepted until stored", hops.whole(), 1);
            out.printf("%nresident memory, MiB%n");
            long total = 0;
            for (Map.Entry<String, Long> part : processes.residentBytes().entrySet()) {
                out.printf("  %-28s %8.0f%n", part.getKey(), part.getValue() / MIB);
                total += part.getValue();
            }
            out.printf("  %-28s %8.0f%n", "together", total / MIB);
            out.flush();
        }
        return 0;
    }

    private static List<String> lines(ArticleGenerator generator, String prefix, int count) {
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(generator.next(prefix).toString());
        }
        return lines;
    }

    private static void hop(PrintWriter out, String name, Histogram histogram, double unit) {
        out.printf(
                "  %-28s %8.0f %8.0f %8.0f %8.0f%n",
                name,
                histogram.getValueAtPercentile(50) / unit,
                histogram.getValueAtPercentile(95) / unit,
                histogram.getValueAtPercentile(99) / unit,
                histogram.getMaxValue() / unit);
    }
}
