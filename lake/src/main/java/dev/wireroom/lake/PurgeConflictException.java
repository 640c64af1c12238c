package dev.wireroom.lake;

/** Others kept committing to the table while a purge tried to. */
public final class PurgeConflictException extends RuntimeException {
    PurgeConflictException(String message) {
        super(message);
    }
}
