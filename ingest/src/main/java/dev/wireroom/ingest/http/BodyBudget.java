package dev.wireroom.ingest.http;

import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of all request bodies that are worked on at once: a body that does not fit any
 * more is refused with 503 before it is read. Thread-safe.
 */
final class BodyBudget {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final long maxBytes;
    private final AtomicLong taken = new AtomicLong();

    BodyBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A body in memory, whose share of the budget is given back by closing it. */
    final class Body implements AutoCloseable {
        private byte[] bytes = new byte[0];
        private long reserved;

        byte[] bytes() {
            return bytes;
        }

        private void reserve(long more) {
            if (taken.addAndGet(more) > maxBytes) {
                taken.addAndGet(-more);
                throw Problem.of(
                                503,
                                "too-busy",
                                "Too busy",
                                "As many bytes of articles are being worked on as memory allows.")
                        .withFix("send it again a little later, or send less at once")
                        .toException()
                        .header("Retry-After", "1");
            }
            reserved += more;
        }

        @Override
        public void close() {
            taken.addAndGet(-reserved);
            reserved = 0;
        }
    }

    /** Reads the whole body of a request; one of known length is refused before its first byte. */
    Body read(Exchange exchange) throws IOException {
        Body body = new Body();
        boolean whole = false;
        try {
            long announced = announced(exchange);
            body.reserve(announced);
            body.bytes = announced > 0 ? exchange.bodyBytes() : chunked(exchange, body);
            whole = true;
            return body;
        } finally {
            if (!whole) {
                body.close();
            }
        }
    }

    private byte[] chunked(Exchange exchange, Body body) throws IOException {
        if (!exchange.request().content().hasEntity()) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = exchange.body()) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                body.reserve(read);
                bytes.write(chunk, 0, read);
            }
        }
        return bytes.toByteArray();
    }

    private static long announced(Exchange exchange) {
        Optional<String> length = exchange.header("Content-Length");
        try {
            return Math.max(0, Long.parseLong(length.orElse("0").strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
