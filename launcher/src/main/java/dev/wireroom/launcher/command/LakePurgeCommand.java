package dev.wireroom.launcher.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.lake.LakeConfig;
import dev.wireroom.lake.LakeUnavailableException;
import dev.wireroom.lake.Purge;
import dev.wireroom.lake.PurgeConflictException;
import dev.wireroom.lake.PurgeReport;
import dev.wireroom.launcher.Moment;
import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.service.config.ConnectionConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wireroom lake purge}: withdrawn content, really gone. */
@Command(
        name = "purge",
        description = {
            "Remove the content of withdrawn articles from the lake, and from its storage.",
            "Rows keep ids, times and states. Files that held the content are rewritten and"
                    + " deleted; older states of the table go with them. Run it regularly: the lake"
                    + " may run meanwhile, and a purge that was killed goes on where it was."
        })
final class LakePurgeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;

    @Option(names = "--dry-run", description = "say what would be done, and do nothing")
    private boolean dryRun;

    @Option(
            names = "--orphans-older-than",
            paramLabel = "SPAN",
            defaultValue = "3d",
            description =
                    "also delete data files that no state of the table names, left by a lake that"
                            + " was killed, where they are older (default: ${DEFAULT-VALUE}). Less"
                            + " than the longest outage of the lake is safe only while it is"
                            + " stopped and has committed all it wrote")
    private String orphansOlderThan;

    @Option(names = "--json", description = "print the report as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        refuseSettingsBefore(spec);
        LakeConfig config = LakeConfig.from(settings.load());
        PrintWriter out = spec.commandLine().getOut();
        try {
            PurgeReport report = new Purge(config, Clock.systemUTC(), span(), dryRun).run();
            out.print(
                    json
                            ? JsonMapper.builder().build().writeValueAsString(report) + "\n"
                            : text(report));
            out.flush();
            return ExitCode.DONE;
        } catch (LakeUnavailableException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new CannotStartException(
                    "Kafka at %s or the registry at %s: %s. Nothing was purged; name others with --set %s=HOST:PORT, --set %s=URL"
                            .formatted(
                                    config.connection().bootstrapServers(),
                                    config.connection().registryUrl(),
                                    e.getMessage(),
                                    ConnectionConfig.BOOTSTRAP_SERVERS,
                                    ConnectionConfig.REGISTRY_URL),
                    e);
        } catch (PurgeConflictException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("wireroom: " + e.getMessage());
            err.flush();
            return ExitCode.FAILED;
        }
    }

    /** Settings given to the parent would be lost silently. */
    static void refuseSettingsBefore(CommandSpec spec) {
        CommandLine parent = spec.commandLine().getParent();
        if (parent != null && !parent.getParseResult().matchedOptions().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give %s behind '%s', not before it"
                            .formatted(
                                    parent.getParseResult()
                                            .matchedOptions()
                                            .getFirst()
                                            .longestName(),
                                    spec.name()));
        }
    }

    private Duration span() {
        try {
            return Moment.span(orphansOlderThan);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--orphans-older-than: " + e.getMessage(), e);
        }
    }

    private static String text(PurgeReport report) {
        String would = report.dryRun() ? "would be " : "";
        String text =
                line("withdrawn articles", report.withdrawnArticles())
                        + line("articles " + would + "emptied", report.articles())
                        + line("rows " + would + "emptied", report.rows())
                        + line("files " + would + "rewritten", report.filesRewritten())
                        + line("snapshots " + would + "expired", report.snapshotsExpired())
                        + line("files " + would + "deleted", report.filesDeleted())
                        + line("of them orphans", report.orphansDeleted());
        return report.notYetInTheLake() == 0
                ? text
                : text
                        + "%,d withdrawals are not in the lake yet: purge again after its next commit\n"
                                .formatted(report.notYetInTheLake());
    }

    private static String line(String what, long count) {
        return "%-28s%,d\n".formatted(what, count);
    }
}
