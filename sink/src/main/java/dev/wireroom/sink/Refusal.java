package dev.wireroom.sink;

import java.time.Instant;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Why a record can't be stored.
 *
 * @param record the record
 * @param sourceId its source; {@link #UNKNOWN_SOURCE} where it could not be read
 * @param revision number of the article's revision; null where it could not be read
 * @param acceptedAt when the article was accepted, else the record's own time: the ledger's minute
 * @param reason stable code
 * @param message what is wrong, in one sentence
 */
record Refusal(
        SinkRecord record,
        String sourceId,
        @Nullable Integer revision,
        Instant acceptedAt,
        Reason reason,
        String message) {

    static final String UNKNOWN_SOURCE = "?";

    /** Reasons, each with the code that dead letters carry. */
    enum Reason {
        NOT_AVRO("not-avro"),
        UNKNOWN_SCHEMA_ID("unknown-schema-id"),
        INVALID_ARTICLE("invalid-article"),
        NUL_CHARACTER("nul-character"),
        DATABASE_REFUSED("database-refused");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static Refusal ofUnread(SinkRecord record, Reason reason, String message) {
        return new Refusal(record, UNKNOWN_SOURCE, null, timestamp(record), reason, message);
    }

    /** The record's Kafka timestamp; the epoch where it has none. */
    static Instant timestamp(SinkRecord record) {
        Long millis = record.timestamp();
        return millis == null ? Instant.EPOCH : Instant.ofEpochMilli(millis);
    }
}
