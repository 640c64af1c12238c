package dev.wireroom.ingest.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** What became of compressed bytes. */
public sealed interface Inflation {

    /** All of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Whole(byte[] bytes) implements Inflation {}

    /**
     * It inflates to more than is taken; inflating ended there.
     *
     * @param why what was exceeded, for people
     */
    record TooLarge(String why) implements Inflation {}

    /** It is cut off, damaged, or not in this coding at all. */
    record Malformed(String why) implements Inflation {}

    /**
     * How far compressed bytes may inflate.
     *
     * @param maxBytes most bytes of the result
     * @param maxRatio most bytes of result to a byte of input; news compresses to a tenth at best
     */
    record Limits(long maxBytes, int maxRatio) {

        /** Below this the ratio says nothing: a short text of blanks is no attack. */
        private static final long RATIO_COUNTS_FROM = 1024L * 1024;

        private boolean exceedsRatio(long inflated, long encoded) {
            return inflated > RATIO_COUNTS_FROM && inflated / maxRatio > encoded;
        }
    }

    /**
     * Inflates a stream to its end, within limits.
     *
     * @param reserve told how many bytes of memory are about to be taken; throws to refuse them
     * @throws RuntimeException what reading the stream or reserving throws
     */
    static Inflation of(
            ContentCoding coding, InputStream encoded, Limits limits, LongConsumer reserve) {
        Counting counted = new Counting(encoded);
        try (InputStream in = coding.decode(counted)) {
            GrowingBytes bytes = new GrowingBytes(reserve);
            while (bytes.readFrom(in) >= 0) {
                if (bytes.length() > limits.maxBytes()) {
                    return new TooLarge(
                            "it inflates to more than %d bytes".formatted(limits.maxBytes()));
                }
                if (limits.exceedsRatio(bytes.length(), counted.bytes)) {
                    return new TooLarge(
                            "it inflates to more than %d times its size"
                                    .formatted(limits.maxRatio()));
                }
            }
            return new Whole(bytes.toByteArray());
        } catch (IOException e) {
            String said = e.getMessage();
            return new Malformed(
                    said == null ? "it ends before it is complete" : said.replaceAll("\\s+", " "));
        }
    }

    /** Counts what was taken from a stream. */
    final class Counting extends FilterInputStream {
        private long bytes;

        private Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }
}
