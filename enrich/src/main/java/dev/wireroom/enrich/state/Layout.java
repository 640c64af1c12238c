package dev.wireroom.enrich.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * How one type lies in bytes: a version byte, then its parts in order. A changed layout gets the
 * next version and keeps reading the old ones, as state outlives the program.
 *
 * @param <T> the type
 */
abstract class Layout<T> {

    private final int version;

    Layout(int version) {
        this.version = version;
    }

    abstract void write(DataOutputStream out, T value) throws IOException;

    /**
     * @param writtenVersion between 1 and this layout's version
     */
    abstract T read(DataInputStream in, int writtenVersion) throws IOException;

    /** For stores; null goes in and out as null. */
    @SuppressWarnings("NullAway") // Kafka's contract: null in, null out
    final Serde<T> serde() {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : bytes(value),
                (topic, bytes) -> bytes == null ? null : value(bytes));
    }

    private byte[] bytes(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(version);
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private T value(byte[] bytes) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            int written = in.readByte();
            if (written < 1 || written > version) {
                throw new SerializationException(
                        "state of layout version %d was written by a newer release; this one reads up to %d"
                                .formatted(written, version));
            }
            return read(in, written);
        } catch (IOException e) {
            throw new SerializationException("state is cut short", e);
        }
    }

    static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        writeBytes(out, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    static @Nullable String readText(DataInputStream in) throws IOException {
        byte[] bytes = readBytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static void writeBytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }

    static void writeInstant(DataOutputStream out, @Nullable Instant instant) throws IOException {
        out.writeBoolean(instant != null);
        if (instant != null) {
            out.writeLong(instant.toEpochMilli());
        }
    }

    static @Nullable Instant readInstant(DataInputStream in) throws IOException {
        return in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null;
    }

    /** For parts that are never absent. */
    static <V> V present(@Nullable V value) throws IOException {
        if (value == null) {
            throw new IOException("a part is absent that never is");
        }
        return value;
    }
}
