package dev.wireroom.launcher.command;

import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.Shutdown;
import dev.wireroom.launcher.Style;
import dev.wireroom.launcher.allinone.AllInOne;
import dev.wireroom.launcher.allinone.PortPlan;
import dev.wireroom.launcher.allinone.StartedPart;
import dev.wireroom.launcher.allinone.TemporaryData;
import dev.wireroom.launcher.demo.DemoRun;
import dev.wireroom.launcher.demo.DidNotArriveException;
import dev.wireroom.launcher.embedded.StartupCache;
import dev.wireroom.launcher.log.LogTarget;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wireroom demo}: the whole line, from push to storage, before one's eyes. */
@Command(
        name = "demo",
        description = {
            "See the whole line at work.",
            "Starts everything on this machine in a temporary directory, sends a few articles"
                    + " through the line, and tells what became of them. A part whose usual port is"
                    + " taken gets a free one."
        })
final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;
    @Mixin private OutputOption output;

    @Option(names = "--stay", description = "leave it running afterwards, until Ctrl-C")
    private boolean stay;

    private final Style style = Style.ofOutput();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter told = output.isJson() ? new PrintWriter(java.io.Writer.nullWriter()) : out;
        Distribution distribution = Distribution.locate();
        try (Shutdown shutdown = Shutdown.onSignal();
                TemporaryData temporary = TemporaryData.create()) {
            LogTarget.file(temporary.data().logs().resolve("wireroom.log"));
            PortPlan ports = PortPlan.yielding(settings.load());
            told.println(style.bold("Starting Wireroom") + " in " + temporary.data().root());
            ports.moved().forEach(line -> told.println("  " + style.yellow(line)));
            told.flush();
            AllInOne.Plan plan =
                    new AllInOne.Plan(
                            temporary.data(),
                            distribution,
                            ports.settings(),
                            StartupCache.at(distribution.registryCache()),
                            part -> print(told, part));
            try (AllInOne wire = shutdown.interruptibly(() -> AllInOne.start(plan))) {
                return show(wire, distribution, told, shutdown);
            } catch (DidNotArriveException e) {
                temporary.keep();
                PrintWriter err = spec.commandLine().getErr();
                err.println("wireroom: " + e.getMessage());
                err.println("wireroom: the logs are in " + temporary.data().logs());
                err.flush();
                return ExitCode.FAILED;
            } catch (RuntimeException e) {
                temporary.keep();
                throw e;
            }
        }
    }

    private int show(AllInOne wire, Distribution distribution, PrintWriter told, Shutdown shutdown)
            throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Addresses addresses = new Addresses(wire);
        DemoRun run = new DemoRun(wire, distribution);
        if (output.isJson()) {
            out.println(shutdown.interruptibly(() -> run.json(addresses.byPurpose())));
            out.flush();
        } else {
            told.printf(
                    "%n%s %d articles to %s, one after the other%n%n",
                    style.bold("Sending"),
                    run.articles(),
                    addresses.byPurpose().get("push articles"));
            shutdown.interruptibly(
                    () -> {
                        run.tell(told, style);
                        return null;
                    });
        }
        told.printf("%n%s%n%s", style.bold("Where to look"), addresses.text());
        if (stay) {
            told.println("\nIt stays until Ctrl-C.");
            told.flush();
            shutdown.await();
            told.println("Stopping");
        } else {
            told.println(
                    style.faint(
                            "\n"
                                    + "It stops now. './wireroom demo --stay' keeps it running;"
                                    + " './wireroom up' keeps what you send."));
        }
        told.flush();
        return ExitCode.DONE;
    }

    private synchronized void print(PrintWriter out, StartedPart part) {
        out.printf(
                Locale.ROOT,
                "  %s %-18s %5.1f s   %s%n",
                style.green("✓"),
                part.name(),
                part.took().toMillis() / 1000.0,
                style.faint(part.address()));
        out.flush();
    }
}
