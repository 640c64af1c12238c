package dev.wireroom.ingest.body;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Bytes of a stream of unknown length, whose memory is asked for before it is taken. */
public final class GrowingBytes {

    private static final int FIRST_BYTES = 16 * 1024;

    private final LongConsumer reserve;
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * @param reserve told how many bytes of memory are about to be taken; throws to refuse them
     */
    public GrowingBytes(LongConsumer reserve) {
        this.reserve = reserve;
    }

    /** Reads some bytes; how many, or -1 at the end. */
    public int readFrom(InputStream in) throws IOException {
        if (length == bytes.length) {
            int larger =
                    Math.toIntExact(
                            Math.min(Math.max(FIRST_BYTES, 2L * length), Integer.MAX_VALUE - 8L));
            reserve.accept(larger - bytes.length);
            bytes = Arrays.copyOf(bytes, larger);
        }
        int read = in.read(bytes, length, bytes.length - length);
        length += Math.max(read, 0);
        return read;
    }

    public int length() {
        return length;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
