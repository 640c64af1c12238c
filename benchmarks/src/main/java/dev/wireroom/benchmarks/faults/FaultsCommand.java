package dev.wireroom.benchmarks.faults;

import dev.wireroom.benchmarks.wire.Machine;
import dev.wireroom.launcher.Distribution;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the sink under faults and says whether anything differs; exits 1 where it does. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Kills sinks at random points of a load, stops PostgreSQL, forces rebalances,",
            "and compares what is stored with what was sent. Exits 1 on any difference."
        })
public final class FaultsCommand implements Callable<Integer> {

    @Option(
            names = "--kills",
            defaultValue = "50",
            description = "Kills by SIGKILL (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--outages",
            defaultValue = "5",
            description =
                    "Times PostgreSQL is stopped and started, spread over the kills (default:"
                            + " ${DEFAULT-VALUE}).")
    private int outages;

    @Option(
            names = "--articles",
            defaultValue = "1000",
            description =
                    "Fewest articles of the load, which goes on until the last kill (default:"
                            + " ${DEFAULT-VALUE}).")
    private int articles;

    @Option(
            names = "--rate",
            defaultValue = "200",
            description = "Records a second (default: ${DEFAULT-VALUE}).")
    private int recordsPerSecond;

    @Option(
            names = "--rebalance-seconds",
            defaultValue = "4",
            description = "Time between two forced rebalances (default: ${DEFAULT-VALUE}).")
    private int rebalanceSeconds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the load and of every choice (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new FaultsCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path folder = Files.createTempDirectory("wireroom-faults-");
        out.printf(
                "%s%nseed %d, at least %d articles, %d records/s; data and logs in %s%n",
                Machine.description(), seed, articles, recordsPerSecond, folder);
        out.flush();
        FaultReport report =
                FaultRun.run(
                        new FaultPlan(
                                kills,
                                outages,
                                Duration.ofSeconds(rebalanceSeconds),
                                recordsPerSecond,
                                articles,
                                seed),
                        Distribution.locate(),
                        folder,
                        out);
        report.print(out);
        return report.clean() ? 0 : 1;
    }
}
