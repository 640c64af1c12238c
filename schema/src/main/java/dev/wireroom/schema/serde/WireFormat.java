package dev.wireroom.schema.serde;

import java.nio.ByteBuffer;

/**
 * The Confluent wire format: byte 0, the schema id in 4 bytes big-endian, then the Avro body.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/">Wire
 *     format</a>
 */
final class WireFormat {

    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    private WireFormat() {}

    static void writeHeader(ByteBuffer target, int schemaId) {
        target.put(MAGIC).putInt(schemaId);
    }

    /**
     * Reads the schema id.
     *
     * @throws NotAvroException where the bytes are too short or do not start with the magic byte
     */
    static int schemaId(byte[] data) {
        if (data.length < HEADER_BYTES) {
            throw new NotAvroException(
                    "the value has %d bytes; a header alone has 5".formatted(data.length));
        }
        if (data[0] != MAGIC) {
            throw new NotAvroException(
                    "the value starts with byte 0x%02x instead of 0x00".formatted(data[0]));
        }
        return ByteBuffer.wrap(data, 1, Integer.BYTES).getInt();
    }
}
