package dev.wireroom.launcher.push;

import java.time.Instant;
import java.util.Optional;

/** What became of one article that was sent. */
public sealed interface PushResult {

    /** The document that it was in. */
    Document document();

    /**
     * It stands in Kafka.
     *
     * @param id of the article
     * @param timestamp of its record
     */
    record Accepted(
            Document document,
            String id,
            String topic,
            int partition,
            long offset,
            Instant timestamp)
            implements PushResult {}

    /**
     * It was refused for good; sending it again would not help.
     *
     * @param status HTTP status
     */
    record Refused(Document document, int status, String field, String problem, String fix)
            implements PushResult {

        /** One line for a person. */
        public String line() {
            String at = field.isEmpty() ? "" : field + ": ";
            return "%s: %s%s%s"
                    .formatted(
                            document.origin(),
                            at,
                            problem,
                            fix.isEmpty() ? "" : " " + sentence(fix));
        }

        private static String sentence(String text) {
            return Character.toUpperCase(text.charAt(0))
                    + text.substring(1)
                    + (text.endsWith(".") ? "" : ".");
        }
    }

    /**
     * There was no room or no Kafka; it may be sent again.
     *
     * @param retryAfterSeconds what the server asked to wait, where it said so
     */
    record Busy(Document document, String problem, Optional<Long> retryAfterSeconds)
            implements PushResult {}
}
