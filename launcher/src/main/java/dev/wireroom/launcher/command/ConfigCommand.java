package dev.wireroom.launcher.command;

import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.service.config.ConfigReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wireroom config}: the reference of every setting. */
@Command(name = "config", description = "Print the reference of every setting, as Markdown.")
final class ConfigCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(ConfigReference.markdown(Services.definitions()));
        spec.commandLine().getOut().flush();
    }
}
