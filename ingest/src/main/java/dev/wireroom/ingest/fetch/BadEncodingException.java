package dev.wireroom.ingest.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body is not in the content coding that its headers name. */
final class BadEncodingException extends IOException {
    BadEncodingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
