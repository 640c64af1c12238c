package dev.wireroom.ingest.feed;

import java.util.Optional;

/** What a WebSub hub says when it calls back (W3C WebSub, sections 5.3 and 7). Thread-safe. */
public interface HubCallbacks {

    /**
     * The parameters of a verification of intent.
     *
     * @param mode hub.mode: subscribe, unsubscribe or denied
     * @param leaseSeconds hub.lease_seconds
     * @param reason hub.reason, of a denial
     */
    record Verification(
            String mode,
            Optional<String> topic,
            Optional<String> challenge,
            Optional<Long> leaseSeconds,
            Optional<String> reason) {}

    /** What became of a delivery. */
    enum Delivery {
        /** Everything in it is safe in Kafka. */
        TAKEN,
        /** Its signature is missing or wrong: answered like one that was taken, and ignored. */
        NOT_AUTHENTIC,
        /** It is no document with news. */
        UNREADABLE,
        /** Nobody subscribed to this. */
        UNKNOWN
    }

    /** What is answered to a verification: the challenge; empty where it was not asked for. */
    Optional<String> verify(String sourceId, String token, Verification verification);

    /**
     * Takes a delivery; returns when it is safe.
     *
     * @param signature X-Hub-Signature
     * @param contentType Content-Type
     * @throws org.apache.kafka.common.KafkaException where it could not be kept
     */
    Delivery deliver(
            String sourceId,
            String token,
            Optional<String> signature,
            Optional<String> contentType,
            byte[] body)
            throws InterruptedException;
}
