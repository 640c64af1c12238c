package dev.wireroom.sink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows in PostgreSQL's binary COPY format: nothing to escape, nothing to parse. Not
 * thread-safe.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, binary format</a>
 */
final class CopyFormat {

    private static final byte[] SIGNATURE = {
        'P',
        'G',
        'C',
        'O',
        'P',
        'Y',
        '\n',
        (byte) 0xff,
        '\r',
        '\n',
        0, //
        0,
        0,
        0,
        0, // no flags
        0,
        0,
        0,
        0 // no header extension
    };
    private static final byte JSONB_VERSION = 1;
    private static final int NULL_LENGTH = -1;
    private static final int END = -1;

    /** PostgreSQL counts microseconds from here. */
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Refused by the database as what it is; the greatest long itself would mean infinity. */
    private static final long OUT_OF_RANGE = Long.MAX_VALUE - 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
    private final ByteBuffer scratch = ByteBuffer.allocate(Long.BYTES);

    CopyFormat() {
        out.writeBytes(SIGNATURE);
    }

    /** Adds a row, with further values behind its own. */
    void add(Row row, Boolean... flags) {
        int16(row.size() + flags.length);
        for (int i = 0; i < row.size(); i++) {
            field(row.column(i).type(), row.value(i));
        }
        for (Boolean flag : flags) {
            field(Column.Type.BOOLEAN, flag);
        }
    }

    /** Everything added so far, complete with header and trailer; nothing may be added after. */
    byte[] finish() {
        int16(END);
        return out.toByteArray();
    }

    private void field(Column.Type type, @Nullable Object value) {
        if (value == null) {
            int32(NULL_LENGTH);
            return;
        }
        switch (type) {
            case TEXT -> bytes(((String) value).getBytes(StandardCharsets.UTF_8));
            case JSONB -> {
                byte[] json = ((String) value).getBytes(StandardCharsets.UTF_8);
                int32(1 + json.length);
                out.write(JSONB_VERSION);
                out.writeBytes(json);
            }
            case INTEGER -> {
                int32(Integer.BYTES);
                int32((Integer) value);
            }
            case REAL -> {
                int32(Integer.BYTES);
                int32(Float.floatToRawIntBits((Float) value));
            }
            case BIGINT -> {
                int32(Long.BYTES);
                int64((Long) value);
            }
            case BOOLEAN -> {
                int32(1);
                out.write((Boolean) value ? 1 : 0);
            }
            case TIMESTAMPTZ -> {
                int32(Long.BYTES);
                int64(micros((Instant) value));
            }
        }
    }

    private static long micros(Instant instant) {
        long seconds = instant.getEpochSecond() - EPOCH_SECONDS;
        if (Math.abs(seconds) > Long.MAX_VALUE / MICROS_PER_SECOND - 1) {
            return OUT_OF_RANGE;
        }
        return seconds * MICROS_PER_SECOND + instant.getNano() / 1000;
    }

    private void bytes(byte[] value) {
        int32(value.length);
        out.writeBytes(value);
    }

    private void int16(int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    private void int32(int value) {
        scratch.clear();
        out.write(scratch.putInt(value).array(), 0, Integer.BYTES);
    }

    private void int64(long value) {
        scratch.clear();
        out.write(scratch.putLong(value).array(), 0, Long.BYTES);
    }
}
