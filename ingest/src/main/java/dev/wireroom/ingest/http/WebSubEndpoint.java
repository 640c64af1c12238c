package dev.wireroom.ingest.http;

import dev.wireroom.ingest.feed.HubCallbacks;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import dev.wireroom.service.http.ProblemException;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where WebSub hubs call: they verify what was asked of them, and deliver. Open to everyone, as a
 * hub has no key; the address has an unguessable part, and deliveries are signed. Thread-safe.
 */
public final class WebSubEndpoint {

    private static final Logger log = LoggerFactory.getLogger(WebSubEndpoint.class);

    private volatile Optional<HubCallbacks> callbacks = Optional.empty();

    /** From now on hubs are heard. */
    public void open(HubCallbacks hubs) {
        callbacks = Optional.of(hubs);
    }

    public void shut() {
        callbacks = Optional.empty();
    }

    /** GET /v1/websub/{source}/{token}: 200 with the challenge, or 404. */
    void verify(Exchange exchange) {
        HubCallbacks.Verification verification =
                new HubCallbacks.Verification(
                        exchange.query("hub.mode").orElse(""),
                        exchange.query("hub.topic"),
                        exchange.query("hub.challenge"),
                        exchange.query("hub.lease_seconds").flatMap(WebSubEndpoint::number),
                        exchange.query("hub.reason"));
        try {
            String challenge =
                    hubs().verify(exchange.path("source"), exchange.path("token"), verification)
                            .orElseThrow(WebSubEndpoint::unknown);
            exchange.reply(200, "text/plain", challenge);
        } catch (KafkaException e) {
            throw notKept(e);
        }
    }

    /** POST /v1/websub/{source}/{token}: 202 once it is safe, 410 where nobody subscribed. */
    void deliver(Exchange exchange) throws IOException {
        byte[] body = exchange.bodyBytes();
        try {
            switch (hubs().deliver(
                            exchange.path("source"),
                            exchange.path("token"),
                            exchange.header("X-Hub-Signature"),
                            exchange.header("Content-Type"),
                            body)) {
                case TAKEN, NOT_AUTHENTIC, UNREADABLE -> exchange.reply(202);
                case UNKNOWN ->
                        throw Problem.of(
                                        410,
                                        "not-subscribed",
                                        "Not subscribed",
                                        "Nobody here subscribed to this.")
                                .withFix("stop delivering here")
                                .toException();
            }
        } catch (KafkaException e) {
            throw notKept(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WireGate.unavailable("The service is ending.");
        }
    }

    private HubCallbacks hubs() {
        return callbacks.orElseThrow(WebSubEndpoint::unknown);
    }

    private static ProblemException notKept(KafkaException e) {
        log.warn("a hub's call was not kept: {}", e.toString());
        return WireGate.unavailable("Kafka did not acknowledge in time.");
    }

    private static ProblemException unknown() {
        return Problem.of(
                        404,
                        "unknown-subscription",
                        "Unknown subscription",
                        "This was not asked for.")
                .withFix("do not confirm this subscription")
                .toException();
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,12}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
