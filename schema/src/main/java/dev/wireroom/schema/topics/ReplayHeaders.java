package dev.wireroom.schema.topics;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a replayed record. {@link #ID} stands on wireroom.replays and on what comes of it on
 * wireroom.enriched, so that readers can tell it from news; {@link #MODE} on wireroom.replays only.
 */
public final class ReplayHeaders {

    /** Id of the replay, one for each run of the command. */
    public static final String ID = "wireroom-replay";

    /** {@link #ENRICH} or {@link #RESEND}; resend where it is missing. */
    public static final String MODE = "wireroom-replay-mode";

    /** The text is analysed anew. */
    public static final String ENRICH = "enrich";

    /** The record goes out as it was. */
    public static final String RESEND = "resend";

    private ReplayHeaders() {}

    /** Whether a record was replayed. */
    public static boolean isReplay(Headers headers) {
        return headers.lastHeader(ID) != null;
    }

    /** Id of the replay; empty where the record was not replayed. */
    public static Optional<String> id(Headers headers) {
        return Optional.ofNullable(text(headers.lastHeader(ID)));
    }

    /** What is to be done; empty where it says nothing. */
    public static Optional<String> mode(Headers headers) {
        return Optional.ofNullable(text(headers.lastHeader(MODE)));
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
