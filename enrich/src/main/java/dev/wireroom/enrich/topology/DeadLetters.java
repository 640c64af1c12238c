package dev.wireroom.enrich.topology;

import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.OriginalHeader;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Stage;
import dev.wireroom.enrich.state.RawRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes dead letters. Immutable. */
final class DeadLetters {

    /** Room for everything in a letter but the original value. */
    private static final int LETTER_BYTES = 64 * 1024;

    private static final int MAX_MESSAGE_CHARS = 1_000;

    private final int maxRecordBytes;

    /**
     * @param maxRecordBytes the largest record that the topic of dead letters takes
     */
    DeadLetters(int maxRecordBytes) {
        this.maxRecordBytes = maxRecordBytes;
    }

    /**
     * Why a record of wireroom.articles could not go on.
     *
     * @param code stable, lower-case-with-hyphens
     * @param fix what to do about it
     */
    record Reason(String code, String message, String fix, @Nullable Throwable cause) {}

    DeadLetter enriching(RawRecord raw, Reason reason, @Nullable String sourceId, Instant now) {
        return letter(Stage.ENRICH, raw, RawRecords.coordinates(raw), reason, 1, sourceId, now);
    }

    /**
     * @param origin where the record stands that the sink refused, which is not where the sink put
     *     it
     */
    DeadLetter sinking(
            RawRecord raw,
            RecordCoordinates origin,
            Reason reason,
            @Nullable String exceptionClass,
            @Nullable String sourceId,
            Instant now) {
        DeadLetter letter = letter(Stage.SINK, raw, origin, reason, 1, sourceId, now);
        letter.setExceptionClass(exceptionClass);
        return letter;
    }

    private DeadLetter letter(
            Stage stage,
            RawRecord raw,
            RecordCoordinates origin,
            Reason reason,
            int attempts,
            @Nullable String sourceId,
            Instant now) {
        byte[] value = raw.value();
        String message = reason.message();
        if (value != null && value.length > maxRecordBytes - LETTER_BYTES) {
            message +=
                    " (the value of %d bytes is too large for a letter; it stands at its origin)"
                            .formatted(value.length);
            value = null;
        }
        return DeadLetter.newBuilder()
                .setStage(stage)
                .setReasonCode(reason.code())
                .setMessage(cut(message))
                .setFix(reason.fix())
                .setExceptionClass(
                        reason.cause() == null ? null : reason.cause().getClass().getName())
                .setSourceId(sourceId)
                .setOrigin(origin)
                .setAttempts(attempts)
                .setFailedAt(now)
                .setOriginalKey(buffer(raw.key()))
                .setOriginalValue(buffer(value))
                .setOriginalHeaders(
                        raw.headers().stream()
                                .map(h -> new OriginalHeader(h.key(), buffer(h.value())))
                                .toList())
                .build();
    }

    private static String cut(String message) {
        return message.length() <= MAX_MESSAGE_CHARS
                ? message
                : message.substring(0, MAX_MESSAGE_CHARS) + "…";
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
