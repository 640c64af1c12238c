package dev.wireroom.ingest.fetch;

import java.io.IOException;

/** An answer went over a limit; the message says which. */
final class TooLargeException extends IOException {
    TooLargeException(String message) {
        super(message);
    }
}
