package dev.wireroom.launcher.embedded;

/**
 * An embedded part cannot start for a reason that its user can fix; the message is the one line
 * they need.
 */
public final class CannotStartException extends RuntimeException {
    public CannotStartException(String message) {
        super(message);
    }

    public CannotStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
