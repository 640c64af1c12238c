package dev.wireroom.ingest.body;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A compression that documents may come in, by its name in HTTP's Content-Encoding. */
public enum ContentCoding {
    GZIP("gzip") {
        @Override
        InputStream decode(InputStream encoded) throws IOException {
            return new GZIPInputStream(new Telling(encoded), BUFFER_BYTES);
        }
    },
    ZSTD("zstd") {
        @Override
        InputStream decode(InputStream encoded) throws IOException {
            // a frame may ask for a window of gigabytes, which is taken before its first byte
            return new ZstdInputStream(encoded).setLongMax(MAX_WINDOW_LOG);
        }
    };

    private static final int BUFFER_BYTES = 8 * 1024;

    /** 8 MiB: what RFC 8878 asks every decoder to support, and RFC 9659 allows in HTTP. */
    private static final int MAX_WINDOW_LOG = 23;

    private final String token;

    ContentCoding(String token) {
        this.token = token;
    }

    /** Names of all, as for Accept-Encoding. */
    public static List<String> tokens() {
        return Arrays.stream(values()).map(coding -> coding.token).toList();
    }

    /** The coding of a name in lower case; {@code x-gzip} is gzip too. */
    public static Optional<ContentCoding> of(String token) {
        String name = token.equals("x-gzip") ? "gzip" : token;
        return Arrays.stream(values()).filter(coding -> coding.token.equals(name)).findFirst();
    }

    public String token() {
        return token;
    }

    /** Decodes as it is read; must be closed. */
    abstract InputStream decode(InputStream encoded) throws IOException;

    /**
     * Says truly whether more is to come, by looking: GZIPInputStream takes a stream that has
     * nothing available just now for ended, and would drop the members that follow.
     */
    private static final class Telling extends FilterInputStream {
        private final PushbackInputStream ahead;

        Telling(InputStream encoded) {
            this(new PushbackInputStream(encoded, 1));
        }

        private Telling(PushbackInputStream ahead) {
            super(ahead);
            this.ahead = ahead;
        }

        @Override
        public int available() throws IOException {
            int next = ahead.read();
            if (next < 0) {
                return 0;
            }
            ahead.unread(next);
            return 1;
        }
    }
}
