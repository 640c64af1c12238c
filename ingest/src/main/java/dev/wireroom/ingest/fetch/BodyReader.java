package dev.wireroom.ingest.fetch;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * Takes a body in, its content codings off and never more of it than its limits allow: what is over
 * a limit is noticed while it is decoded, so that a bomb costs no more memory than a document that
 * is just short enough. For one body, by one thread.
 */
final class BodyReader {

    /** What Accept-Encoding offers. */
    static final String CODINGS = "gzip, br, deflate";

    /** Codings upon codings: two happen (a script's and a proxy's), more are an attack. */
    private static final int MAX_CODINGS = 2;

    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;
    private static final int BUFFER = 8 * 1024;
    private static final int TRAILER = 1024;

    private final BodyLimits limits;
    private final Received received;

    BodyReader(InputStream raw, BodyLimits limits) {
        this.limits = limits;
        this.received = new Received(raw);
    }

    /** Bytes as they came over the wire, until now. */
    long receivedBytes() {
        return received.count;
    }

    /**
     * Reads to the end.
     *
     * @param contentEncoding the values of the Content-Encoding header
     * @throws TooLargeException for a body over a limit
     * @throws BadEncodingException for one that is not in the coding that it is said to be in
     */
    byte[] read(List<String> contentEncoding) throws IOException {
        byte[] body = decode(contentEncoding, limits.maxBytes(), limits.cut());
        // decoders stop at the end of what they know; the connection is free at the end of all
        received.in().readNBytes(TRAILER);
        return body;
    }

    /** Reads at most so many bytes, decoded, and leaves the rest. */
    byte[] readStart(List<String> contentEncoding, int bytes) throws IOException {
        return decode(contentEncoding, bytes, true);
    }

    private byte[] decode(List<String> contentEncoding, int most, boolean cut) throws IOException {
        List<String> codings = codings(contentEncoding);
        InputStream decoded = received;
        try {
            for (String coding : codings.reversed()) {
                decoded = decoder(coding, decoded);
            }
            Decoded bounded = new Decoded(decoded);
            byte[] body = bounded.readNBytes(most);
            if (!cut && body.length == most && bounded.read() >= 0) {
                throw new TooLargeException("the document is longer than " + most + " bytes");
            }
            return body;
        } catch (TooLargeException | BadEncodingException e) {
            throw e;
        } catch (IOException e) {
            if (received.failed || codings.isEmpty()) {
                throw e; // the connection's trouble, not the decoder's
            }
            throw new BadEncodingException(
                    "the body is broken as " + String.join(", ", codings) + ": " + e.getMessage(),
                    e);
        } finally {
            if (decoded != received) {
                closeQuietly(decoded);
            }
        }
    }

    /** The codings that change anything, in the order in which they were applied. */
    private static List<String> codings(List<String> headers) throws IOException {
        List<String> codings =
                headers.stream()
                        .flatMap(value -> List.of(value.split(",")).stream())
                        .map(token -> token.strip().toLowerCase(Locale.ROOT))
                        .map(token -> token.startsWith("x-") ? token.substring(2) : token)
                        // others are no codings but mistakes, "utf-8" the most common one
                        .filter(List.of("gzip", "deflate", "br", "zstd", "compress")::contains)
                        .toList();
        if (codings.size() > MAX_CODINGS) {
            throw new BadEncodingException(
                    "the body is encoded " + codings.size() + " times over", null);
        }
        return codings;
    }

    private static InputStream decoder(String coding, InputStream encoded) throws IOException {
        BufferedInputStream in = new BufferedInputStream(encoded, BUFFER);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        if (first < 0) {
            return in; // nothing is nothing in any coding
        }
        return switch (coding) {
            // some servers say gzip of what they did not compress
            case "gzip" ->
                    first == GZIP_MAGIC_1 && second == GZIP_MAGIC_2
                            ? new GZIPInputStream(in, BUFFER)
                            : in;
            case "deflate" -> new Inflated(in, !isZlib(first, second));
            case "br" -> new BrotliInputStream(in);
            default ->
                    throw new BadEncodingException(
                            "the body is encoded as " + coding + ", which was not asked for", null);
        };
    }

    /** RFC 9110 means zlib by deflate; many servers leave its two bytes of header out. */
    private static boolean isZlib(int first, int second) {
        return (first & 0x0f) == 8 && ((first << 8) | (second & 0xff)) % 31 == 0;
    }

    private static void closeQuietly(InputStream decoder) {
        try {
            decoder.close();
        } catch (IOException ignored) {
            // the body is read or given up; the connection is looked after by its owner
        }
    }

    /**
     * Frees the inflater's native memory with the stream, which its superclass does for its own.
     */
    private static final class Inflated extends InflaterInputStream {
        Inflated(InputStream in, boolean raw) {
            super(in, new Inflater(raw), BUFFER);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }

    /** Counts what comes over the wire, and bounds it. */
    private final class Received extends FilterInputStream {
        private long count;
        private boolean failed;

        Received(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read;
            try {
                read = in.read(into, offset, length);
            } catch (IOException e) {
                failed = true;
                throw e;
            }
            count += Math.max(read, 0);
            if (count > limits.maxBytes() && !limits.cut()) {
                throw new TooLargeException(
                        "the document is longer than " + limits.maxBytes() + " bytes");
            }
            return read;
        }

        InputStream in() {
            return in;
        }

        @Override
        public long skip(long n) throws IOException {
            return in.readNBytes((int) Math.min(n, BUFFER)).length;
        }

        @Override
        public void close() {
            // decoders close what they read from; the connection is looked after by its owner
        }
    }

    /** Holds the ratio of what comes out of the decoders to what went in. */
    private final class Decoded extends FilterInputStream {
        private long count;

        Decoded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            count += Math.max(read, 0);
            if (count > BodyLimits.FREE_BYTES && count / limits.maxRatio() > received.count) {
                throw new TooLargeException(
                        "the document unpacks to more than "
                                + limits.maxRatio()
                                + " bytes for each one received");
            }
            return read;
        }
    }
}
