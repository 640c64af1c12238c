package dev.wireroom.launcher.command;

import java.io.IOException;

/** A running service met something that it can't get over; its supervisor may start it anew. */
final class FailedServiceException extends IOException {

    private static final long serialVersionUID = 1L;

    FailedServiceException(String service, String reason) {
        super("%s failed and was stopped: %s".formatted(service, reason));
    }
}
