package dev.wireroom.benchmarks.storage;

import dev.wireroom.benchmarks.wire.EnrichedGenerator;
import dev.wireroom.benchmarks.wire.EnrichedTopic;
import dev.wireroom.benchmarks.wire.Foundation;
import dev.wireroom.benchmarks.wire.Machine;
import dev.wireroom.benchmarks.wire.ProcessTree;
import dev.wireroom.benchmarks.wire.Scratch;
import dev.wireroom.launcher.Distribution;
import dev.wireroom.schema.serde.TrustedContracts;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.wire.WirePreparation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Our sink, Debezium's and a bare COPY by turns; exits 1 where they did not store the same. */
@Command(
        name = "sink",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Stores the same topic in the same PostgreSQL by turns with our sink, with Debezium's",
            "JDBC sink connector (articles only) and with a bare COPY of the rows, into fresh",
            "tables each. Exits 1 where they did not come to the same."
        })
public final class SinkComparison implements Callable<Integer> {

    @Option(
            names = "--articles",
            defaultValue = "20000",
            description = "Articles (default: ${DEFAULT-VALUE}).")
    private int articles;

    @Option(
            names = "--words",
            defaultValue = "300",
            description = "Words of a body, about (default: ${DEFAULT-VALUE}).")
    private int words;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Rounds that count, after one that doesn't (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--tasks",
            defaultValue = "2",
            description =
                    "Tasks of each connector, and connections of COPY (default:"
                            + " ${DEFAULT-VALUE}).")
    private int tasks;

    @Option(
            names = "--batch",
            defaultValue = "500",
            description =
                    "Most records of a batch, of either connector (default: ${DEFAULT-VALUE}, the"
                            + " default of both).")
    private int batch;

    @Option(names = "--seed", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new SinkComparison()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf(
                "%s%nseed %d, %,d articles of %d words, %d tasks%n",
                Machine.description(), seed, articles, words, tasks);
        out.flush();
        try (Scratch scratch = Scratch.create("wireroom-sink-");
                Foundation foundation = prepared(scratch.folder());
                Tables tables = new Tables(foundation)) {
            try (EnrichedTopic topic = new EnrichedTopic(foundation)) {
                topic.fill(new EnrichedGenerator(seed, words, Duration.ofMillis(50)), articles);
            }
            // joining the group, and the first batches, don't count
            Progress progress =
                    new Progress(
                            tables,
                            new ProcessTree(ProcessHandle.current(), scratch.folder()),
                            articles / 5,
                            articles);
            OurSink ours = new OurSink(foundation, tasks, batch, progress);
            DebeziumSink byRow =
                    new DebeziumSink(foundation, tables, tasks, batch, false, progress);
            DebeziumSink unnest =
                    new DebeziumSink(foundation, tables, tasks, batch, true, progress);
            Turns turns = new Turns(tables, out);
            turns.warmUp(ours);
            BareCopy copy = new BareCopy(tables, Tables.OF_ARTICLES, tasks, progress);
            List<String> withoutHistory =
                    Tables.OF_ARTICLES.stream().filter(t -> !t.equals("article_revision")).toList();
            BareCopy latest = new BareCopy(tables, withoutHistory, tasks, progress);
            turns.warmUp(byRow);
            turns.warmUp(unnest);
            turns.warmUp(copy);
            boolean same = turns.play(List.of(ours, byRow, unnest, copy, latest), rounds);
            turns.print(ours, List.of(byRow, unnest, copy, latest));
            out.printf(
                    "  Debezium's converter took %.3f ms an article%n",
                    FlatStructConverter.millisPerRecord());
            out.flush();
            return same ? 0 : 1;
        }
    }

    /** Everything up, topics and schemas there. */
    static Foundation prepared(Path folder) throws InterruptedException {
        // the services' own log would stand between the figures
        LogManager.getLogManager().reset();
        TrustedContracts.install();
        Foundation foundation = Foundation.start(folder, Distribution.locate());
        new WirePreparation(
                        ConnectionConfig.from(
                                ConfigValues.parse(
                                        ConnectionConfig.define(new ConfigDef()),
                                        foundation.settings())),
                        Health.create())
                .run();
        return foundation;
    }
}
