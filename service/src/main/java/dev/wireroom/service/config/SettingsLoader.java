package dev.wireroom.service.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges the sources of settings, a later call winning over an earlier one, and refuses keys that
 * no service knows.
 *
 * <p>Call in rising priority: {@link #file}, {@link #environment}, {@link #set}. Not thread-safe;
 * used once at start.
 */
public final class SettingsLoader {
    private static final String ENVIRONMENT_PREFIX = "WIREROOM_";

    private final KnownKeys known;
    private final Map<String, Settings.Given> given = new TreeMap<>();
    private final List<ConfigurationException.Fault> faults = new ArrayList<>();
    private final Set<String> ignoredVariables = new HashSet<>();

    SettingsLoader(KnownKeys known) {
        this.known = known;
    }

    /**
     * Reads a Java properties file in UTF-8; a missing or unreadable file is a {@link
     * ConfigurationException}.
     */
    public SettingsLoader file(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw unreadable(path, "there is no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(path, "not readable as UTF-8 properties: " + e, e);
        }
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> give(key, properties.getProperty(key), "file " + path));
        return this;
    }

    private static ConfigurationException unreadable(Path path, String why, Exception cause) {
        return new ConfigurationException(
                "--config",
                path.toString(),
                "command line",
                why,
                "give the path of a properties file",
                cause);
    }

    /**
     * Variables that begin with {@code WIREROOM_} but are not settings, such as the launcher's own.
     */
    public SettingsLoader ignoringVariables(String... names) {
        ignoredVariables.addAll(List.of(names));
        return this;
    }

    /**
     * Takes every {@code WIREROOM_*} variable of {@code environment}, usually {@code
     * System.getenv()}.
     */
    public SettingsLoader environment(Map<String, String> environment) {
        new TreeMap<>(environment)
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(ENVIRONMENT_PREFIX)
                                    && !ignoredVariables.contains(name)) {
                                give(keyOf(name), value, "environment " + name);
                            }
                        });
        return this;
    }

    private static String keyOf(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    /** Takes {@code key=value} pairs from {@code --set}. */
    public SettingsLoader set(List<String> assignments) {
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                faults.add(
                        new ConfigurationException.Fault(
                                "--set",
                                assignment,
                                "command line",
                                "not of the form key=value",
                                "write --set ingest.http.port=8401"));
            } else {
                give(
                        assignment.substring(0, equals).strip(),
                        assignment.substring(equals + 1),
                        "--set");
            }
        }
        return this;
    }

    private void give(String key, String value, String origin) {
        if (known.contains(key)) {
            given.put(key, new Settings.Given(value, origin));
        } else {
            String nearest = known.nearest(key);
            String name =
                    origin.startsWith("environment") ? Settings.environmentName(nearest) : nearest;
            // the value of an unknown key may be a misspelt secret: not shown
            faults.add(
                    new ConfigurationException.Fault(
                            key,
                            "...",
                            origin,
                            "no such key",
                            "did you mean %s? All keys are in docs/configuration.md"
                                    .formatted(name)));
        }
    }

    /**
     * The merged settings; throws one {@link ConfigurationException} that names every unusable
     * source entry.
     */
    public Settings load() {
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
        return new Settings(given);
    }
}
