package dev.wireroom.service.config;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Every key any service understands, to tell a key of another service from a misspelt one;
 * immutable.
 *
 * <p>A key that ends in {@code .*} passes everything below it through, as {@code kafka.client.*}
 * does.
 */
public final class KnownKeys {
    private final SortedSet<String> names = new TreeSet<>();

    private KnownKeys(Collection<ConfigDef> definitions) {
        definitions.forEach(definition -> names.addAll(definition.names()));
    }

    public static KnownKeys of(Collection<ConfigDef> definitions) {
        return new KnownKeys(definitions);
    }

    public static KnownKeys of(ConfigDef... definitions) {
        return of(List.of(definitions));
    }

    boolean contains(String key) {
        return !key.endsWith("*")
                && (names.contains(key)
                        || names.stream()
                                .anyMatch(
                                        name ->
                                                isPassThrough(name)
                                                        && key.startsWith(prefix(name))));
    }

    static boolean isPassThrough(String name) {
        return name.endsWith(".*");
    }

    private static String prefix(String passThrough) {
        return passThrough.substring(0, passThrough.length() - 1);
    }

    /** The known key that was probably meant. */
    String nearest(String key) {
        return NearestName.of(key, names);
    }
}
