package dev.wireroom.launcher.command;

import dev.wireroom.launcher.Shutdown;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import dev.wireroom.launcher.log.LogTarget;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One service by itself, against Kafka, registry and database of one's own. */
@Command
final class ServiceCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceCommand.class);

    private final WireService service;
    @Mixin private SettingsOptions settings = new SettingsOptions();

    private ServiceCommand(WireService service) {
        this.service = service;
    }

    /** A command with the service's name and purpose. */
    static CommandLine of(WireService service) {
        CommandLine command = new CommandLine(new ServiceCommand(service));
        command.getCommandSpec().name(service.name());
        command.getCommandSpec()
                .usageMessage()
                .description(
                        service.purpose(),
                        "Runs until Ctrl-C. Waits for Kafka, registry and database; /readyz says"
                                + " what is missing.");
        if (service.equals(Services.LAKE)) {
            command.addSubcommand(new LakePurgeCommand());
            command.addSubcommand(new LakeFilesCommand());
        }
        return command;
    }

    @Override
    public Integer call() throws Exception {
        LogTarget.console();
        try (Shutdown shutdown = Shutdown.onSignal();
                WireService.Running running = service.starter().start(settings.load())) {
            Optional<String> failure = shutdown.awaitUnless(running.health()::failure);
            LOG.info("{} is stopping", service.name());
            if (failure.isPresent()) {
                throw new FailedServiceException(service.name(), failure.get());
            }
        }
        return ExitCode.DONE;
    }
}
