package dev.wireroom.enrich.text.annotate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, and holds no more of a line than a limit. Belongs to one thread. */
final class LineReader {
    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private boolean overlong;

    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /**
     * The next line without its end, or null at the end of input; of an overlong line, its
     * beginning.
     */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        overlong = false;
        boolean any = false;
        while (true) {
            if (position == limit) {
                limit = in.read(buffer);
                position = 0;
                if (limit <= 0) {
                    limit = 0;
                    return any ? line.toByteArray() : null;
                }
            }
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int kept = Math.min(end - position, maxBytes - line.size());
            overlong |= kept < end - position;
            line.write(buffer, position, kept);
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (complete) {
                return line.toByteArray();
            }
        }
    }

    /** True when the last line was longer than the limit. */
    boolean wasOverlong() {
        return overlong;
    }
}
