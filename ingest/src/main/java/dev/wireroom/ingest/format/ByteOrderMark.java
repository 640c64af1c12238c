package dev.wireroom.ingest.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The mark at the start of some text files that names their Unicode encoding. */
public final class ByteOrderMark {

    private ByteOrderMark() {}

    /** Null where there is no mark. */
    public static @Nullable Charset charset(byte[] content) {
        if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (startsWith(content, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        return startsWith(content, 0xFF, 0xFE) ? StandardCharsets.UTF_16LE : null;
    }

    /** Bytes of the mark; 0 where there is none. */
    public static int length(byte[] content) {
        Charset charset = charset(content);
        if (charset == null) {
            return 0;
        }
        return charset.equals(StandardCharsets.UTF_8) ? 3 : 2;
    }

    private static boolean startsWith(byte[] content, int... mark) {
        if (content.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((content[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
