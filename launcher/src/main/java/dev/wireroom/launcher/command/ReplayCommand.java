package dev.wireroom.launcher.command;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.launcher.TextTable;
import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.launcher.replay.ReplayReport;
import dev.wireroom.launcher.replay.ReplayRun;
import dev.wireroom.launcher.replay.Selection;
import dev.wireroom.schema.topics.ReplayHeaders;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wireroom replay}: published articles, once more through the line. */
@Command(
        name = "replay",
        description = {
            "Analyse stored articles anew, or send them to storage again.",
            "Takes the latest revision of each article asked for, while news goes on. Subscribers"
                    + " see nothing of it unless they ask for replays=true. Counts in the ledger"
                    + " stay as they are. Without a selection: all articles."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);

    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;

    @Mixin private SelectionOptions which;

    @Option(
            names = "--resend",
            description = "send them as they are, for storage that lost them; no new analysis")
    private boolean resend;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "articles a second at most (default: as fast as they come back)")
    private @Nullable Double rate;

    @Option(names = "--dry-run", description = "say what would be replayed; send nothing")
    private boolean dryRun;

    @Option(names = "--changes", description = "a line for each article whose values changed")
    private boolean changes;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "how long nothing may come back before the rest is given up (default:"
                            + " ${DEFAULT-VALUE})")
    private int patienceSeconds;

    private long toldAt = System.nanoTime();

    @Override
    public Integer call() {
        if (rate != null && !(rate > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--rate: %s is not above 0".formatted(rate));
        }
        Selection selection = which.at(Clock.systemUTC().instant());
        ConnectionConfig connection =
                ConnectionConfig.from(
                        ConfigValues.parse(
                                ConnectionConfig.define(new ConfigDef()), settings.load()));
        try {
            return dryRun ? preview(connection, selection) : replay(connection, selection);
        } catch (ReplayRun.NotPossibleException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw KafkaTrouble.of(e, connection);
        }
    }

    private int preview(ConnectionConfig connection, Selection selection) {
        Map<String, Map<String, Integer>> bySource = new TreeMap<>();
        int count = ReplayRun.preview(connection, selection, article -> tally(bySource, article));
        PrintWriter out = spec.commandLine().getOut();
        TextTable table = TextTable.of("source", "enrichment", ">articles");
        bySource.forEach(
                (id, versions) ->
                        versions.forEach(
                                (version, articles) ->
                                        table.row(id, version, "%,d".formatted(articles))));
        out.print(count == 0 ? "" : table);
        out.println("%,d articles would be replayed".formatted(count));
        out.flush();
        return ExitCode.DONE;
    }

    private static void tally(Map<String, Map<String, Integer>> bySource, EnrichedArticle article) {
        bySource.computeIfAbsent(article.getSourceId(), id -> new TreeMap<>())
                .merge(article.getEnrichmentVersion(), 1, Integer::sum);
    }

    private int replay(ConnectionConfig connection, Selection selection) {
        ReplayRun.Plan plan =
                new ReplayRun.Plan(
                        "replay-" + UUID.randomUUID(),
                        resend ? ReplayHeaders.RESEND : ReplayHeaders.ENRICH,
                        selection,
                        Optional.ofNullable(rate),
                        Duration.ofSeconds(Math.max(1, patienceSeconds)));
        PrintWriter out = spec.commandLine().getOut();
        long begin = System.nanoTime();
        ReplayReport report = ReplayRun.of(connection, plan, new Printer());
        out.print(report.text());
        out.println("%s took %.1f s".formatted(plan.id(), (System.nanoTime() - begin) / 1e9));
        out.flush();
        return report.complete() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Progress goes to standard error, so that a script can read the rest. */
    private final class Printer implements ReplayRun.Listener {
        @Override
        public void progress(ReplayReport report, int atMost) {
            if (System.nanoTime() - toldAt >= PROGRESS_EVERY.toNanos()) {
                toldAt = System.nanoTime();
                spec.commandLine()
                        .getErr()
                        .println(
                                "%,d back of %,d sent; at most %,d to go"
                                        .formatted(
                                                report.returnedSoFar(),
                                                report.sentSoFar(),
                                                Math.max(0, atMost - report.sentSoFar())));
            }
        }

        @Override
        public void changed(String line) {
            if (changes) {
                spec.commandLine().getOut().println(line);
            }
        }
    }
}
