package dev.wireroom.ingest.http;

import dev.wireroom.ingest.body.ContentCoding;
import dev.wireroom.ingest.body.GrowingBytes;
import dev.wireroom.ingest.body.Inflation;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import dev.wireroom.service.http.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of all request bodies that are worked on at once, counted as they are after
 * inflating: a body that does not fit any more is refused with 503, before it is read where its
 * length is known. Thread-safe.
 */
final class BodyBudget {

    private final long maxBytes;
    private final Inflation.Limits inflation;
    private final AtomicLong taken = new AtomicLong();

    BodyBudget(long maxBytes, Inflation.Limits inflation) {
        this.maxBytes = maxBytes;
        this.inflation = inflation;
    }

    /** Bytes that are taken now. */
    long taken() {
        return taken.get();
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

    /**
     * Reads the whole body of a request, inflated. Throws the 503 where it does not fit, the 413
     * where it inflates too far, the 415 and 400 for a coding that is not read or is broken.
     */
    Body read(Exchange exchange) throws IOException {
        Optional<ContentCoding> coding = coding(exchange);
        Body body = new Body();
        boolean whole = false;
        try {
            if (exchange.request().content().hasEntity()) {
                body.bytes =
                        coding.isPresent()
                                ? inflated(exchange, coding.get(), body)
                                : plain(exchange, body);
            }
            whole = true;
            return body;
        } finally {
            if (!whole) {
                body.close();
            }
        }
    }

    private static Optional<ContentCoding> coding(Exchange exchange) {
        List<String> codings = exchange.contentCodings();
        if (codings.isEmpty()) {
            return Optional.empty();
        }
        Optional<ContentCoding> known = ContentCoding.of(codings.get(0));
        if (codings.size() > 1 || known.isEmpty()) {
            throw exchange.unsupportedCoding(ContentCoding.tokens());
        }
        return known;
    }

    private static byte[] plain(Exchange exchange, Body body) throws IOException {
        int announced = announced(exchange);
        if (announced == 0) {
            GrowingBytes bytes = new GrowingBytes(body::reserve);
            try (InputStream in = exchange.body()) {
                while (bytes.readFrom(in) >= 0) {
                    // until its end
                }
            }
            return bytes.toByteArray();
        }
        body.reserve(announced);
        try (InputStream in = exchange.body()) {
            byte[] bytes = new byte[announced];
            int read = in.readNBytes(bytes, 0, announced);
            return read == announced ? bytes : Arrays.copyOf(bytes, read);
        }
    }

    private byte[] inflated(Exchange exchange, ContentCoding coding, Body body) throws IOException {
        try (InputStream in = exchange.bodyAsSent()) {
            return switch (Inflation.of(coding, in, inflation, body::reserve)) {
                case Inflation.Whole whole -> whole.bytes();
                case Inflation.TooLarge large -> throw tooLarge(coding, large);
                case Inflation.Malformed broken -> throw malformed(coding, broken);
            };
        }
    }

    private ProblemException tooLarge(ContentCoding coding, Inflation.TooLarge large) {
        return Problem.of(
                        413,
                        "inflated-body-too-large",
                        "Inflated body too large",
                        "The request's body is refused: %s.".formatted(large.why()))
                .withField("Content-Encoding")
                .withValue(coding.token())
                .withFix("split it into several requests")
                .with("maxBytes", inflation.maxBytes())
                .toException();
    }

    private static ProblemException malformed(ContentCoding coding, Inflation.Malformed broken) {
        return Problem.of(
                        400,
                        "malformed-encoding",
                        "Malformed encoding",
                        "The request's body is not whole %s: %s."
                                .formatted(coding.token(), broken.why()))
                .withField("Content-Encoding")
                .withValue(coding.token())
                .withFix("compress the whole body once, or send it without Content-Encoding")
                .toException();
    }

    /** The length in the head; 0 where the body comes in chunks. The door has checked its limit. */
    private static int announced(Exchange exchange) {
        try {
            return Math.toIntExact(
                    Math.max(
                            0,
                            Long.parseLong(exchange.header("Content-Length").orElse("0").strip())));
        } catch (NumberFormatException | ArithmeticException e) {
            return 0;
        }
    }
}
