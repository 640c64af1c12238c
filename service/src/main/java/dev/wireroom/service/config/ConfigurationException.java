package dev.wireroom.service.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings that cannot be used; the message has one line per fault, each with key, value, origin
 * and fix, and is meant to be shown to the operator as it is.
 */
public class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One unusable setting. {@code value} must already be redacted when it is secret. */
    public record Fault(String key, String value, String origin, String why, String fix) {
        @Override
        public String toString() {
            return "%s = %s (%s): %s. Fix: %s".formatted(key, value, origin, why, fix);
        }
    }

    private final transient List<Fault> faults;

    public ConfigurationException(List<Fault> faults) {
        this(faults, null);
    }

    public ConfigurationException(String key, String value, String origin, String why, String fix) {
        this(List.of(new Fault(key, value, origin, why, fix)), null);
    }

    public ConfigurationException(
            String key,
            String value,
            String origin,
            String why,
            String fix,
            @Nullable Throwable cause) {
        this(List.of(new Fault(key, value, origin, why, fix)), cause);
    }

    private ConfigurationException(List<Fault> faults, @Nullable Throwable cause) {
        super(
                faults.stream()
                        .map(Fault::toString)
                        .collect(Collectors.joining(System.lineSeparator())),
                cause);
        this.faults = List.copyOf(faults);
    }

    /** Every fault found, in the order of the definition. */
    public List<Fault> faults() {
        return faults;
    }
}
