package dev.wireroom.launcher.command;

import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.schema.registry.RegistryUnavailableException;
import dev.wireroom.service.config.ConnectionConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Says which address did not answer, and how to name another. */
final class KafkaTrouble {

    private KafkaTrouble() {}

    static CannotStartException of(KafkaException e, ConnectionConfig connection) {
        return e instanceof RegistryUnavailableException
                ? new CannotStartException(
                        "%s. Name another registry with --set %s=URL"
                                .formatted(e.getMessage(), ConnectionConfig.REGISTRY_URL),
                        e)
                : new CannotStartException(
                        "Kafka at %s: %s. Name another with --set %s=HOST:PORT"
                                .formatted(
                                        connection.bootstrapServers(),
                                        reason(e),
                                        ConnectionConfig.BOOTSTRAP_SERVERS),
                        e);
    }

    /** Without the name of a class, which an exception has that only wraps another. */
    private static @Nullable String reason(KafkaException e) {
        Throwable cause = e.getCause();
        return cause != null && cause.toString().equals(e.getMessage())
                ? cause.getMessage()
                : e.getMessage();
    }
}
