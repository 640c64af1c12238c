package dev.wireroom.service.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * Renders the reference of every key as Markdown, from the definitions themselves, so that it
 * cannot drift.
 */
public final class ConfigReference {
    private ConfigReference() {}

    /**
     * One section per service, in the map's order; keys that more than one service has come first,
     * in a section of their own. The text ends with a newline and holds nothing of the machine it
     * was made on.
     */
    public static String markdown(Map<String, ConfigDef> services) {
        Map<String, Integer> uses = new LinkedHashMap<>();
        services.values()
                .forEach(def -> def.names().forEach(name -> uses.merge(name, 1, Integer::sum)));
        SortedMap<String, ConfigKey> shared = new TreeMap<>();
        Map<String, SortedMap<String, ConfigKey>> own = new LinkedHashMap<>();
        services.forEach(
                (service, definition) -> {
                    SortedMap<String, ConfigKey> keys = new TreeMap<>();
                    definition
                            .configKeys()
                            .forEach(
                                    (name, key) ->
                                            (uses.getOrDefault(name, 1) > 1 ? shared : keys)
                                                    .put(name, key));
                    own.put(service, keys);
                });
        StringBuilder out = new StringBuilder();
        out.append("# Configuration reference\n\n")
                .append(
                        "Generated from the services' definitions; do not edit. Sources in rising"
                                + " priority: defaults, the")
                .append(
                        " properties\n"
                                + "file given with `--config`, the environment variable, `--set"
                                + " key=value`.\n");
        section(out, "Shared", shared);
        own.forEach((service, keys) -> section(out, service, keys));
        return out.toString();
    }

    private static void section(
            StringBuilder out, String title, SortedMap<String, ConfigKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        out.append("\n## ").append(title).append("\n\n");
        out.append(
                """
                | key | environment variable | type | default | valid | what it does |
                |---|---|---|---|---|---|
                """);
        keys.values().forEach(key -> row(out, key));
    }

    private static void row(StringBuilder out, ConfigKey key) {
        out.append("| `")
                .append(key.name)
                .append("` | `")
                .append(Settings.environmentName(key.name).replace("__", "_*"))
                .append("` | ")
                .append(key.type.toString().toLowerCase(Locale.ROOT))
                .append(" | ")
                .append(defaultOf(key))
                .append(" | ")
                .append(key.validator == null ? "" : cell(key.validator.toString()))
                .append(" | ")
                .append(cell(key.documentation))
                .append(" |\n");
    }

    private static String defaultOf(ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        Object value = key.defaultValue;
        if (value == null || value.toString().isEmpty() || key.type == ConfigDef.Type.PASSWORD) {
            return "none";
        }
        return "`" + cell(ConfigDef.convertToString(value, key.type)) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
