package dev.wireroom.launcher.command;

import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.service.config.Settings;
import dev.wireroom.service.config.SettingsLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * {@code --config} and {@code --set}; together with the environment they make a command's settings.
 */
public final class SettingsOptions {
    /** Variables of the start script, which are not settings. */
    private static final String[] SCRIPT_VARIABLES = {
        "WIREROOM_JAVA_OPTS", "WIREROOM_AOT", "WIREROOM_API_KEY"
    };

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "properties file with settings; see 'wireroom config'")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "one setting; wins over --config and the environment. Repeatable")
    private List<String> assignments = new ArrayList<>();

    /**
     * File, then environment, then {@code --set}; the last one wins.
     *
     * @throws dev.wireroom.service.config.ConfigurationException naming every unknown key with the
     *     nearest known one
     */
    Settings load() {
        SettingsLoader loader =
                Settings.knowing(Services.knownKeys()).ignoringVariables(SCRIPT_VARIABLES);
        if (config != null) {
            loader.file(config);
        }
        return loader.environment(System.getenv()).set(assignments).load();
    }
}
