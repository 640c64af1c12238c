package dev.wireroom.launcher.command;

import dev.wireroom.console.ConsoleConfig;
import dev.wireroom.launcher.Moment;
import dev.wireroom.launcher.Style;
import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.launcher.ledger.Audit;
import dev.wireroom.launcher.ledger.AuditJson;
import dev.wireroom.launcher.ledger.AuditText;
import dev.wireroom.launcher.ledger.Auditor;
import dev.wireroom.ledger.Window;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wireroom ledger}: whether anything went missing, and what. */
@Command(
        name = "ledger",
        description = {
            "Show whether anything went missing.",
            "Balances, by source, what was accepted with what became of it, and what enrich put out"
                    + " with what is stored. Where a balance differs, the missing ids are found by"
                    + " comparing keys. The exit code is 0 when the ledger closes and 1 when it"
                    + " does not."
        })
final class LedgerCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;
    @Mixin private OutputOption output;

    @Option(names = "--source", paramLabel = "ID", description = "this source only")
    private @Nullable String source;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "29d",
            description =
                    "arrivals from this time on, in whole minutes: 2026-11-23T10:00:00Z, 2026-11-23"
                            + " or a span before now such as 24h (default: ${DEFAULT-VALUE}, the"
                            + " most that the ledger can answer for)")
    private String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "arrivals before this time (default: all)")
    private @Nullable String until;

    @Option(
            names = "--wait",
            paramLabel = "SPAN",
            defaultValue = "10s",
            description = "how long to wait for what is under way (default: ${DEFAULT-VALUE})")
    private String patience;

    @Option(names = "--verify", description = "compare keys even where the counts add up")
    private boolean verify;

    @Option(
            names = "--repair",
            description = "send the missing again, then audit anew; implies --verify")
    private boolean repair;

    @Option(names = "--json", description = "short for --output json")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Auditor.Order order = order(Clock.systemUTC().instant());
        ConsoleConfig config = ConsoleConfig.from(settings.load());
        try (Auditor auditor = Auditor.open(config, Clock.systemUTC())) {
            Audit audit = auditor.audit(order);
            if (repair) {
                audit = auditor.repair(order, audit);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    json || output.isJson()
                            ? AuditJson.of(audit) + "\n"
                            : new AuditText(Style.ofOutput()).of(audit));
            out.flush();
            return audit.closes() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (KafkaException e) {
            throw new CannotStartException(
                    "Kafka at %s or the registry at %s: %s. Name others with --set %s=HOST:PORT, --set %s=URL"
                            .formatted(
                                    config.connection().bootstrapServers(),
                                    config.connection().registryUrl(),
                                    e.getMessage(),
                                    ConnectionConfig.BOOTSTRAP_SERVERS,
                                    ConnectionConfig.REGISTRY_URL),
                    e);
        } catch (SQLException e) {
            throw new CannotStartException(
                    "PostgreSQL at %s: %s. Name another with --set %s=URL"
                            .formatted(config.database().url(), e.getMessage(), DatabaseConfig.URL),
                    e);
        }
    }

    private Auditor.Order order(Instant now) {
        try {
            Instant from = Moment.parse(since, now);
            Instant reach = now.minus(Window.REACH);
            if (from.isBefore(reach)) {
                throw new IllegalArgumentException(
                        "--since %s is out of reach: the ledger keeps 30 days; use 29d at most"
                                .formatted(since));
            }
            return new Auditor.Order(
                    new Window(from, until == null ? Window.OPEN : Moment.parse(until, now)),
                    source,
                    Moment.span(patience),
                    verify || repair);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
