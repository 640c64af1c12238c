package dev.wireroom.service.config;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings an operator gave, merged from every source, each with where it came from; immutable.
 *
 * <p>It is a map of key to raw text, defaults not included, so that it goes straight into a
 * service's {@code XxxConfig.from(Map)}. {@link #toString()} shows keys only: values may be secret.
 */
public final class Settings extends AbstractMap<String, String> {
    /** What a raw value is and who gave it, such as {@code environment WIREROOM_TOPICS_PREFIX}. */
    record Given(String value, String origin) {}

    private final Map<String, Given> given;
    private final Map<String, String> values;

    Settings(Map<String, Given> given) {
        this.given = Map.copyOf(given);
        Map<String, String> raw = new TreeMap<>();
        given.forEach((key, entry) -> raw.put(key, entry.value()));
        this.values = Collections.unmodifiableMap(raw);
    }

    /** Starts loading; {@code known} is the union of what all services understand. */
    public static SettingsLoader knowing(KnownKeys known) {
        return new SettingsLoader(known);
    }

    /** Where a key's value came from; {@code default} when nobody gave one. */
    public String origin(String key) {
        Given entry = given.get(key);
        return entry == null ? "default" : entry.origin();
    }

    /**
     * The environment variable that sets a key: {@code ingest.http.port} is {@code
     * WIREROOM_INGEST_HTTP_PORT}.
     */
    public static String environmentName(String key) {
        return "WIREROOM_" + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return values.entrySet();
    }

    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
