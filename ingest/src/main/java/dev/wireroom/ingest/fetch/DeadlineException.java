package dev.wireroom.ingest.fetch;

import java.io.IOException;

/** The time for the whole fetch is over. */
final class DeadlineException extends IOException {
    DeadlineException() {
        super("the time for the whole fetch is over");
    }
}
