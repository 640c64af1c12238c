package dev.wireroom.ingest.http;

import dev.wireroom.service.http.Exchange;
import java.util.Optional;

/**
 * A whole answer in memory, which can be given more than once.
 *
 * @param retryAfter seconds to wait before sending again, where that makes sense
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, String mediaType, byte[] body, Optional<String> retryAfter) {

    /** About what an entry takes beside its body. */
    private static final int OVERHEAD_BYTES = 500;

    int weight() {
        return body.length + OVERHEAD_BYTES;
    }

    /** Whether sending the same again could do better. */
    boolean isFinal() {
        return retryAfter.isEmpty();
    }

    void giveTo(Exchange exchange) {
        retryAfter.ifPresent(seconds -> exchange.set("Retry-After", seconds));
        exchange.reply(status, mediaType, body);
    }
}
