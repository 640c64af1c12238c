package dev.wireroom.benchmarks.polling;

import dev.wireroom.benchmarks.wire.Machine;
import dev.wireroom.benchmarks.wire.WireUnderTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Has one ingest poll many feeds of a {@link FeedFarm} on this machine for a while, and prints what
 * was asked, whether any of it was impolite, and what memory it took. Fails where it was.
 */
@Command(
        name = "polling",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "One ingest polls many feeds; every request is judged.")
public final class PollingLoad implements Callable<Integer> {

    private static final Duration MIN_INTERVAL = Duration.ofSeconds(60);
    private static final Duration HOST_MIN_DELAY = Duration.ofMillis(500);
    private static final int HOST_MAX_IN_FLIGHT = 2;
    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(20);
    private static final double MIB = 1024.0 * 1024;

    @Spec private CommandSpec spec;

    @Option(
            names = "--feeds",
            defaultValue = "10000",
            description = "feeds, default: ${DEFAULT-VALUE}")
    private int feeds;

    @Option(
            names = "--hosts",
            defaultValue = "2000",
            description = "hosts that they are spread over, default: ${DEFAULT-VALUE}")
    private int hosts;

    @Option(
            names = "--seconds",
            defaultValue = "240",
            description =
                    "how long it polls after every source is known, default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--set", description = "a setting of the wire, key=value")
    private @Nullable List<String> settings;

    private final HttpClient http = HttpClient.newHttpClient();

    public static void main(String[] args) {
        System.exit(new CommandLine(new PollingLoad()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FarmPlan plan =
                new FarmPlan(
                        feeds,
                        Math.min(hosts, feeds),
                        42,
                        MIN_INTERVAL,
                        HOST_MIN_DELAY,
                        HOST_MAX_IN_FLIGHT,
                        Duration.ofMinutes(10));
        Path work = Files.createTempDirectory("wireroom-polling-");
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.description());
        try (FeedFarm farm = FeedFarm.start(plan, Clock.systemUTC());
                WireUnderTest wire =
                        WireUnderTest.start(
                                Path.of("wireroom").toAbsolutePath(),
                                work,
                                List.of("ingest"),
                                wireSettings())) {
            long began = System.nanoTime();
            importSources(wire, farm);
            out.printf(
                    Locale.ROOT,
                    "%d sources imported as OPML in %.1f s%n",
                    feeds,
                    (System.nanoTime() - began) / 1e9);
            long peak = watch(wire, farm, out);
            return report(farm.report(), metrics(wire), peak, out);
        } finally {
            http.close();
        }
    }

    private List<String> wireSettings() {
        List<String> all =
                new java.util.ArrayList<>(
                        List.of(
                                "ingest.fetch.allowed.private.networks=127.0.0.0/8",
                                "ingest.fetch.host.min.delay.ms=" + HOST_MIN_DELAY.toMillis(),
                                "ingest.fetch.host.max.in.flight=" + HOST_MAX_IN_FLIGHT,
                                "ingest.poll.host.max.in.flight=" + HOST_MAX_IN_FLIGHT,
                                "ingest.poll.interval.min.ms=" + MIN_INTERVAL.toMillis(),
                                "ingest.poll.start.per.second=200",
                                "ingest.http.max.body.bytes=33554432",
                                "ingest.max.in.flight.bytes=67108864"));
        if (settings != null) {
            all.addAll(settings);
        }
        return all;
    }

    private void importSources(WireUnderTest wire, FeedFarm farm)
            throws IOException, InterruptedException {
        StringBuilder opml = new StringBuilder("<opml version=\"2.0\"><body>\n");
        int number = 0;
        for (URI feed : farm.feeds()) {
            opml.append(
                    "<outline type=\"rss\" text=\"Feed %05d\" xmlUrl=\"%s\"/>%n"
                            .formatted(number++, feed));
        }
        opml.append("</body></opml>");
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(wire.uri("ingest").resolve("/v1/sources/import"))
                                .header("Content-Type", "text/x-opml")
                                .POST(BodyPublishers.ofString(opml.toString()))
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the import was refused: " + answer.body());
        }
    }

    private long watch(WireUnderTest wire, FeedFarm farm, PrintWriter out)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long peak = 0;
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(
                    Math.min(
                            SAMPLE_EVERY.toMillis(),
                            Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))));
            long resident =
                    wire.processes().residentBytes().getOrDefault("services and broker", 0L);
            peak = Math.max(peak, resident);
            FarmReport now = farm.report();
            out.printf(
                    Locale.ROOT,
                    "%,9d requests, %,6d feeds asked, %,8d items sent, %4.0f MiB resident%n",
                    now.requests(),
                    now.feedsAsked(),
                    now.items(),
                    resident / MIB);
            out.flush();
        }
        return peak;
    }

    /** Values of the meters whose names begin as ingest's polling does. */
    private Map<String, Double> metrics(WireUnderTest wire)
            throws IOException, InterruptedException {
        String text =
                http.send(
                                HttpRequest.newBuilder(wire.uri("ingest").resolve("/metrics"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
        Map<String, Double> values = new TreeMap<>();
        text.lines()
                .filter(line -> line.startsWith("wireroom_ingest_pol"))
                .forEach(
                        line -> {
                            int space = line.lastIndexOf(' ');
                            values.put(
                                    line.substring(0, space),
                                    Double.parseDouble(line.substring(space + 1)));
                        });
        return values;
    }

    private int report(FarmReport report, Map<String, Double> metrics, long peak, PrintWriter out) {
        double minutes = seconds / 60.0;
        out.printf(
                Locale.ROOT,
                "%n%,d of %,d feeds asked; %,d requests (%.0f a second): %,d documents, %,d times"
                        + " 304, %,d others; %.1f MiB of bodies%n",
                report.feedsAsked(),
                feeds,
                report.requests(),
                report.requests() / (minutes * 60),
                report.documents(),
                report.notModified(),
                report.others(),
                report.bodyBytes() / MIB);
        out.printf(Locale.ROOT, "%,d items were sent by the farm%n", report.items());
        metrics.forEach((name, value) -> out.printf(Locale.ROOT, "  %s %,.0f%n", name, value));
        out.printf(
                Locale.ROOT,
                "peak resident: %.0f MiB (broker and ingest in one JVM)%n",
                peak / MIB);
        out.println("impolite requests: " + report.counts());
        report.violations().stream().limit(10).forEach(out::println);
        out.flush();
        return report.violations().isEmpty() ? 0 : 1;
    }
}
