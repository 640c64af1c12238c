package dev.wireroom.launcher.command;

import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.Shutdown;
import dev.wireroom.launcher.allinone.AllInOne;
import dev.wireroom.launcher.allinone.PortPlan;
import dev.wireroom.launcher.allinone.StartedPart;
import dev.wireroom.launcher.embedded.DataDirectory;
import dev.wireroom.launcher.embedded.StartupCache;
import dev.wireroom.launcher.log.LogTarget;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wireroom up}: the whole wire in one process, to stay. */
@Command(
        name = "up",
        description = {
            "Run everything in one process, until Ctrl-C.",
            "That is Kafka, a schema registry, PostgreSQL and every service. What it takes in"
                    + " survives restarts. A part that the settings name (kafka.bootstrap.servers,"
                    + " registry.url, database.url) is used as it is, and not embedded."
        })
final class UpCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOptions settings;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "where everything is kept (default: ./${DEFAULT-VALUE})")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Distribution distribution = Distribution.locate();
        try (Shutdown shutdown = Shutdown.onSignal();
                DataDirectory data = DataDirectory.open(directory)) {
            LogTarget.file(data.logs().resolve("wireroom.log"));
            PortPlan ports = PortPlan.insisting(settings.load());
            out.println("Starting Wireroom in " + data.root() + " (Ctrl-C stops it)");
            out.flush();
            AllInOne.Plan plan =
                    new AllInOne.Plan(
                            data,
                            distribution,
                            ports.settings(),
                            StartupCache.at(distribution.registryCache()),
                            part -> print(out, part));
            try (AllInOne wire = shutdown.interruptibly(() -> AllInOne.start(plan))) {
                out.printf(
                        Locale.ROOT, "Up after %.1f s.%n%n", wire.startTook().toMillis() / 1000.0);
                out.print(new Addresses(wire).text());
                out.println("Log: " + data.logs().resolve("wireroom.log"));
                out.flush();
                Optional<String> failure = shutdown.awaitUnless(wire::failure);
                out.println("Stopping");
                out.flush();
                if (failure.isPresent()) {
                    throw new FailedServiceException("the wire", failure.get());
                }
            }
            out.println("Stopped; " + data.root() + " holds everything for the next start");
            out.flush();
        }
        return ExitCode.DONE;
    }

    private static synchronized void print(PrintWriter out, StartedPart part) {
        out.printf(
                Locale.ROOT,
                "  %-18s %5.1f s   %s%n",
                part.name(),
                part.took().toMillis() / 1000.0,
                part.address());
        out.flush();
    }
}
