package dev.wireroom.ingest.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.source.SourceJson;
import dev.wireroom.ingest.source.SourceRules;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses and resumes sources, and has them polled now. Each is a write of the definition, which
 * every instance sees; the one that polls the source acts on it. Thread-safe.
 */
final class SourceActions {

    private static final Logger log = LoggerFactory.getLogger(SourceActions.class);

    private final WireGate gate;
    private final SourceWrites writes;
    private final SourceViews views;
    private final SourceRules rules;

    /** What becomes of a definition. */
    private interface Change {
        Source of(Source before, Instant now);
    }

    SourceActions(WireGate gate, SourceWrites writes, SourceViews views, SourceRules rules) {
        this.gate = gate;
        this.writes = writes;
        this.views = views;
        this.rules = rules;
    }

    /** POST /v1/sources/{id}/pause, with a reason in the body if there is one. */
    void pause(Exchange exchange) throws IOException {
        byte[] body = exchange.bodyBytes();
        if (body.length > 0) {
            exchange.requireMediaType("application/json");
        }
        ObjectNode said =
                switch (SourceJson.document(body)) {
                    case SourceJson.Document.Read read -> read.object();
                    case SourceJson.Document.Refused no ->
                            throw SourceWrites.refused(List.of(no.fault()));
                };
        String reason =
                Optional.ofNullable(said.get("reason"))
                        .map(node -> node.asText().strip())
                        .filter(text -> !text.isEmpty())
                        .orElse("by " + exchange.caller().name());
        ObjectNode patch = said.objectNode().put("state", "paused").put("pauseReason", reason);
        change(
                exchange,
                200,
                (before, now) ->
                        SourceWrites.accepted(
                                SourceJson.read(
                                        before.getSourceId(),
                                        SourceJson.merged(before, patch),
                                        Optional.of(before),
                                        now,
                                        rules)));
    }

    /** POST /v1/sources/{id}/resume. */
    void resume(Exchange exchange) {
        change(
                exchange,
                200,
                (before, now) ->
                        Source.newBuilder(before)
                                .setState(SourceState.ACTIVE)
                                .setPauseReason(null)
                                .setUpdatedAt(now)
                                .build());
    }

    /** POST /v1/sources/{id}/poll: 202, as another instance may be the one that polls it. */
    void poll(Exchange exchange) {
        change(
                exchange,
                202,
                (before, now) -> {
                    requirePolled(before);
                    return Source.newBuilder(before).setUpdatedAt(now).build();
                });
    }

    private static void requirePolled(Source source) {
        boolean paused = source.getState() == SourceState.PAUSED;
        if (source.getKind() == SourceKind.POLL && !paused) {
            return;
        }
        throw Problem.of(
                        409,
                        paused ? "source-paused" : "source-not-polled",
                        "The source is not polled",
                        paused
                                ? "It is paused: %s.".formatted(source.getPauseReason())
                                : "Its news is pushed, not polled.")
                .withField("id")
                .withValue(source.getSourceId())
                .withFix(paused ? "resume it" : "make it kind poll, with the url of a feed")
                .toException();
    }

    private void change(Exchange exchange, int status, Change change) {
        WireGate.Wire wire = gate.enter();
        String id = exchange.path("id");
        Source kept =
                writes.alone(
                        id,
                        () -> {
                            Source before = writes.known(id);
                            SourceWrites.requireMatch(exchange, Optional.of(before));
                            return writes.keep(
                                    wire, change.of(before, writes.now(Optional.of(before))));
                        });
        log.info("{}, by {}", exchange.request().path().path(), exchange.caller().name());
        exchange.set("ETag", SourceWrites.etag(kept));
        exchange.reply(status, views.tree(kept, writes.now()));
    }
}
