package dev.wireroom.service.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Typed values of one definition, defaults filled in, every value checked; immutable. A config
 * record's {@code from} builds itself from this. Keys of other services in the map are ignored
 * here: {@link SettingsLoader} has refused unknown ones. Asking for a key that the definition does
 * not have is a bug and throws {@link IllegalArgumentException}.
 */
public final class ConfigValues {
    private static final String HIDDEN = "[hidden]";

    private final ConfigDef definition;
    private final Map<String, ?> given;
    private final Map<String, @Nullable Object> parsed = new HashMap<>();

    private ConfigValues(ConfigDef definition, Map<String, ?> given) {
        this.definition = definition;
        this.given = given;
    }

    /**
     * Parses and checks; throws one {@link ConfigurationException} that names every unusable value.
     */
    public static ConfigValues parse(ConfigDef definition, Map<String, ?> given) {
        ConfigValues values = new ConfigValues(definition, given);
        List<ConfigurationException.Fault> faults = new ArrayList<>();
        for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
            if (!KnownKeys.isPassThrough(key.name)) {
                values.parse(key).ifPresent(faults::add);
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
        return values;
    }

    /**
     * Checks the values that are given, and does not miss any: for settings of which some come
     * later.
     *
     * @throws ConfigurationException naming every unusable value
     */
    public static void check(ConfigDef definition, Map<String, ?> given) {
        ConfigDef there = new ConfigDef();
        definition.configKeys().values().stream()
                .filter(key -> given.containsKey(key.name))
                .forEach(there::define);
        parse(there, given);
    }

    private Optional<ConfigurationException.Fault> parse(ConfigDef.ConfigKey key) {
        Object raw = given.get(key.name);
        if (raw == null && !key.hasDefault()) {
            return Optional.of(fault(key.name, "missing", "it has no default", ""));
        }
        try {
            Object value =
                    raw == null ? key.defaultValue : ConfigDef.parseType(key.name, raw, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, value);
            }
            parsed.put(key.name, value);
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(fault(key.name, shown(key.name), "not usable", wanted(key)));
        }
    }

    private ConfigurationException.Fault fault(
            String key, String value, String why, String wanted) {
        String example = wanted.isEmpty() ? "a value" : wanted;
        return new ConfigurationException.Fault(
                key,
                value,
                origin(key),
                why,
                "give %s, with --set %s=... or %s"
                        .formatted(example, key, Settings.environmentName(key)));
    }

    private static String wanted(ConfigDef.ConfigKey key) {
        String type =
                switch (key.type) {
                    case INT, SHORT, LONG -> "a whole number";
                    case DOUBLE -> "a number";
                    case BOOLEAN -> "true or false";
                    case LIST -> "a comma-separated list";
                    default -> "text";
                };
        return key.validator == null ? type : type + " within " + key.validator;
    }

    /**
     * A {@link ConfigurationException} about a value this class accepted but the caller cannot use.
     */
    public ConfigurationException unusable(String key, String why, String fix) {
        return new ConfigurationException(key, shown(key), origin(key), why, fix);
    }

    private String origin(String key) {
        if (given instanceof Settings settings) {
            return settings.origin(key);
        }
        return given.containsKey(key) ? "given" : "default";
    }

    private String shown(String key) {
        ConfigDef.ConfigKey known = definition.configKeys().get(key);
        if (known != null && known.type == ConfigDef.Type.PASSWORD) {
            return HIDDEN;
        }
        Object raw = given.get(key);
        return String.valueOf(raw == null ? parsed.get(key) : raw);
    }

    private @Nullable Object value(String key) {
        if (!parsed.containsKey(key)) {
            throw new IllegalArgumentException("key " + key + " is not defined");
        }
        return parsed.get(key);
    }

    private Object required(String key) {
        Object value = value(key);
        if (value == null) {
            throw new IllegalArgumentException("key " + key + " is optional: ask for it as such");
        }
        return value;
    }

    public String string(String key) {
        return required(key).toString();
    }

    /** Empty when the value is absent or blank. */
    public Optional<String> optionalString(String key) {
        return Optional.ofNullable(value(key))
                .map(Object::toString)
                .filter(text -> !text.isBlank());
    }

    public int integer(String key) {
        return ((Number) required(key)).intValue();
    }

    public long longInteger(String key) {
        return ((Number) required(key)).longValue();
    }

    public double number(String key) {
        return ((Number) required(key)).doubleValue();
    }

    public boolean flag(String key) {
        return (Boolean) required(key);
    }

    public List<String> list(String key) {
        return ((List<?>) required(key)).stream().map(Object::toString).toList();
    }

    /** A duration given in milliseconds; the key should end in {@code .ms}. */
    public Duration millis(String key) {
        return Duration.ofMillis(longInteger(key));
    }

    public Path path(String key) {
        return Path.of(string(key));
    }

    public Optional<Path> optionalPath(String key) {
        return optionalString(key).map(Path::of);
    }

    /** An absolute URI, with scheme and host; anything else is a {@link ConfigurationException}. */
    public URI uri(String key) {
        try {
            URI uri = new URI(string(key));
            if (uri.getScheme() != null && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException ignored) {
            // answered below, as for a relative URI
        }
        throw unusable(key, "not an absolute URL", "write it like http://127.0.0.1:8404");
    }

    /** Empty when the value is absent or blank. Its {@code toString} hides the secret. */
    public Optional<Password> password(String key) {
        return Optional.ofNullable((Password) value(key))
                .filter(password -> !password.value().isBlank());
    }

    /** Everything given below a prefix such as {@code kafka.client.}, the prefix removed. */
    public Map<String, String> below(String prefix) {
        Map<String, String> result = new TreeMap<>();
        given.forEach(
                (key, value) -> {
                    if (key.startsWith(prefix) && !parsed.containsKey(key)) {
                        result.put(key.substring(prefix.length()), String.valueOf(value));
                    }
                });
        return result;
    }
}
