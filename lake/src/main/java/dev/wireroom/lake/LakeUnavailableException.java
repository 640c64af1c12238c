package dev.wireroom.lake;

/** The table, or the catalogue that knows it, is not to be had; the message says how to mend it. */
public final class LakeUnavailableException extends RuntimeException {
    LakeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
