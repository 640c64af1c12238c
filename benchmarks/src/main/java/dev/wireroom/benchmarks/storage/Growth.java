package dev.wireroom.benchmarks.storage;

import dev.wireroom.benchmarks.storage.Contender.Load;
import dev.wireroom.benchmarks.wire.EnrichedGenerator;
import dev.wireroom.benchmarks.wire.EnrichedTopic;
import dev.wireroom.benchmarks.wire.Foundation;
import dev.wireroom.benchmarks.wire.Machine;
import dev.wireroom.benchmarks.wire.ProcessTree;
import dev.wireroom.benchmarks.wire.Scratch;
import dev.wireroom.deliver.DeliverConfig;
import dev.wireroom.deliver.DeliverService;
import dev.wireroom.sink.SinkService;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the sink and searches stay as fast as articles grow in number. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Stores more and more articles from a full topic, and at 10,000, 100,000, 1,000,000"
                    + " (up",
            "to --articles) says how fast the last of them were stored, how long searches take"
                    + " over",
            "HTTP, and how large the tables are. Then deletes the oldest tenth in batches."
        })
public final class Growth implements Callable<Integer> {

    private static final List<Long> STAGES = List.of(10_000L, 100_000L, 1_000_000L);

    private static final double NANOS_PER_MILLI = 1_000_000;

    @Option(
            names = "--articles",
            defaultValue = "1000000",
            description = "Articles at the end (default: ${DEFAULT-VALUE}).")
    private long articles;

    @Option(
            names = "--words",
            defaultValue = "30",
            description = "Words of a body, about (default: ${DEFAULT-VALUE}).")
    private int words;

    @Option(
            names = "--days",
            defaultValue = "30",
            description = "Days over which a million articles came (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "Time for each kind of search at each stage (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--tasks",
            defaultValue = "2",
            description = "Tasks of the sink (default: ${DEFAULT-VALUE}).")
    private int tasks;

    @Option(
            names = "--batch",
            defaultValue = "500",
            description = "Most records of a batch of the sink (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--seed", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Growth()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf(
                "%s%nseed %d, bodies of %d words, %d tasks%n",
                Machine.description(), seed, words, tasks);
        out.flush();
        Duration between = Duration.ofDays(days).dividedBy(1_000_000);
        EnrichedGenerator records = new EnrichedGenerator(seed, words, between);
        try (Scratch scratch = Scratch.create("wireroom-growth-");
                Foundation foundation = SinkComparison.prepared(scratch.folder());
                Tables tables = new Tables(foundation);
                EnrichedTopic topic = new EnrichedTopic(foundation)) {
            ProcessTree processes = new ProcessTree(ProcessHandle.current(), scratch.folder());
            long stored = 0;
            Duration storing = Duration.ZERO;
            for (long stage : stages(articles)) {
                topic.fill(records, stage - stored);
                Stored grown = store(foundation, tables, processes, stored, stage);
                storing = storing.plus(grown.time());
                stored = stage;
                out.printf("%n%,d articles%n", stage);
                print(grown, out);
                tables.run("VACUUM (ANALYZE)");
                TableSizes.print(tables, stage, out);
                search(foundation, records, stage, out);
            }
            out.printf(
                    "%nfrom enriched alone into empty tables: %,d articles in %,d s,"
                            + " %,.0f s a million%n",
                    stored, storing.toSeconds(), storing.toMillis() / 1000.0 * 1_000_000 / stored);
            out.flush();
            OldestGone.measure(tables, stored / 10, out);
        }
        return 0;
    }

    /** Where to stop and look: the round numbers up to the last, and the last. */
    static List<Long> stages(long last) {
        return Stream.concat(STAGES.stream().filter(stage -> stage < last), Stream.of(last))
                .toList();
    }

    /**
     * What storing up to a stage came to.
     *
     * @param last the last of them: half of the first stage, so that the code is compiled; else as
     *     many as a tenth of all
     * @param time for all of this stage, joining the group included
     */
    private record Stored(Load last, Duration time) {}

    private Stored store(
            Foundation foundation, Tables tables, ProcessTree processes, long from, long to)
            throws IOException, SQLException, InterruptedException {
        long before = from == 0 ? to / 2 : Math.max(from, to - to / 10);
        Progress progress = new Progress(tables, processes, before, to);
        long begin = System.nanoTime();
        try (SinkService sink = OurSink.start(foundation, "wireroom-sink", tasks, batch)) {
            Load last = progress.watch(() -> sink.health().failure());
            return new Stored(last, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private static void print(Stored stored, PrintWriter out) {
        out.printf(
                "  sink: the last of them %,.0f articles/s, %.3f ms of processor time an article;"
                        + " %,d s for this stage%n",
                stored.last().perSecond(), stored.last().cpuMillis(), stored.time().toSeconds());
        out.flush();
    }

    private void search(
            Foundation foundation, EnrichedGenerator records, long stored, PrintWriter out)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(foundation.settings());
        settings.put("deliver.http.port", "0");
        try (DeliverService deliver = DeliverService.start(DeliverConfig.from(settings));
                Searches searches = new Searches(deliver.uri(), records, stored, seed)) {
            out.printf(
                    "  search over HTTP, ms              p50      p95      p99   searches, given"
                            + " up%n");
            for (Searches.Kind kind : Searches.Kind.values()) {
                long before = searches.givenUp();
                Histogram nanos = searches.run(kind, Duration.ofSeconds(seconds));
                out.printf(
                        "    %-27s %8.1f %8.1f %8.1f %,10d, %d%n",
                        kind.title(),
                        nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                        nanos.getValueAtPercentile(95) / NANOS_PER_MILLI,
                        nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
                        nanos.getTotalCount(),
                        searches.givenUp() - before);
                out.flush();
            }
        }
    }
}
