package dev.wireroom.enrich.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record byte for byte, with its coordinates: what waits under embargo, and what a dead
 * letter is made of. The arrays are not copied; nobody writes into them.
 *
 * @param timestamp milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copies of megabytes would be waste
public record RawRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<RawHeader> headers) {

    /** One header. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    public record RawHeader(String key, byte @Nullable [] value) {}

    public RawRecord {
        headers = List.copyOf(headers);
    }
}
