package dev.wireroom.service.http;

import dev.wireroom.service.config.ConfigurationException;

/** The configured port is in use by something else; the message names the key and the way out. */
public final class PortTakenException extends ConfigurationException {
    private static final long serialVersionUID = 1L;

    PortTakenException(String key, String host, int port, Throwable cause) {
        super(
                key,
                String.valueOf(port),
                "listening on " + host,
                "the port is already in use",
                "stop what listens there, or choose another with --set %s=... (0 picks a free one)"
                        .formatted(key),
                cause);
    }
}
