package dev.wireroom.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.source.SourceIds;
import dev.wireroom.ingest.source.SourceJson;
import dev.wireroom.ingest.source.SourceRules;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import dev.wireroom.service.http.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates, reads, changes and forgets single sources. Thread-safe. */
final class SourceEndpoints {

    private static final Logger log = LoggerFactory.getLogger(SourceEndpoints.class);

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final WireGate gate;
    private final SourceWrites writes;
    private final SourceViews views;
    private final SourceRules rules;

    SourceEndpoints(WireGate gate, SourceWrites writes, SourceViews views, SourceRules rules) {
        this.gate = gate;
        this.writes = writes;
        this.views = views;
        this.rules = rules;
    }

    /** GET /v1/sources/{id}. */
    void get(Exchange exchange) {
        gate.enter();
        String id = exchange.path("id");
        exchange.caller().requirePushTo(id);
        answer(exchange, 200, writes.known(id));
    }

    /** POST /v1/sources: 201, under the id it gives or one made of its address or name. */
    void create(Exchange exchange) throws IOException {
        WireGate.Wire wire = gate.enter();
        ObjectNode object = body(exchange, JSON);
        String id = id(object);
        Source kept =
                writes.alone(
                        id,
                        () -> {
                            writes.catalog()
                                    .find(id)
                                    .ifPresent(
                                            there -> {
                                                throw taken(there);
                                            });
                            Source source =
                                    SourceWrites.accepted(
                                            SourceJson.read(
                                                    id,
                                                    object,
                                                    Optional.empty(),
                                                    writes.now(Optional.empty()),
                                                    rules));
                            return writes.keep(wire, source);
                        });
        log.info("source {} is created, by {}", id, exchange.caller().name());
        exchange.set("Location", "/v1/sources/" + id);
        answer(exchange, 201, kept);
    }

    private String id(ObjectNode object) {
        JsonNode given = object.get("id");
        if (given != null && given.isTextual()) {
            SourceWrites.requireId(given.textValue());
            return given.textValue();
        }
        Optional<String> url = text(object, "url");
        Optional<String> name = text(object, "name");
        if (url.isEmpty() && name.isEmpty()) {
            throw Problem.of(
                            422,
                            "missing-field",
                            "The source was refused",
                            "It has no id, and no name or url to make one of.")
                    .withField("/id")
                    .withFix("add id, name or url")
                    .toException();
        }
        return SourceIds.derive(
                url, name.orElse(""), taken -> writes.catalog().find(taken).isPresent());
    }

    private static Optional<String> text(ObjectNode object, String name) {
        return Optional.ofNullable(object.get(name))
                .filter(JsonNode::isTextual)
                .map(node -> node.textValue().strip())
                .filter(text -> !text.isEmpty());
    }

    private static ProblemException taken(Source there) {
        return Problem.of(
                        409,
                        "source-exists",
                        "The id is taken",
                        "There is a source of this id, '%s'.".formatted(there.getName()))
                .withField("/id")
                .withValue(there.getSourceId())
                .withFix("choose another id, or change that one with PUT or PATCH")
                .toException();
    }

    /** PUT /v1/sources/{id}: 201 where it is new, else 200. */
    void put(Exchange exchange) throws IOException {
        WireGate.Wire wire = gate.enter();
        String id = exchange.path("id");
        SourceWrites.requireId(id);
        ObjectNode object = body(exchange, JSON);
        boolean[] fresh = new boolean[1];
        Source kept =
                writes.alone(
                        id,
                        () -> {
                            Optional<Source> before = writes.catalog().find(id);
                            fresh[0] = before.isEmpty();
                            SourceWrites.requireMatch(exchange, before);
                            return writes.keep(
                                    wire,
                                    SourceWrites.accepted(
                                            SourceJson.read(
                                                    id,
                                                    object,
                                                    before,
                                                    writes.now(before),
                                                    rules)));
                        });
        log.info("source {} is kept, by {}", id, exchange.caller().name());
        answer(exchange, fresh[0] ? 201 : 200, kept);
    }

    /** PATCH /v1/sources/{id}: JSON Merge Patch. */
    void patch(Exchange exchange) throws IOException {
        WireGate.Wire wire = gate.enter();
        String id = exchange.path("id");
        ObjectNode patch = body(exchange, MERGE_PATCH, JSON);
        Source kept =
                writes.alone(
                        id,
                        () -> {
                            Source before = writes.known(id);
                            SourceWrites.requireMatch(exchange, Optional.of(before));
                            return writes.keep(
                                    wire,
                                    SourceWrites.accepted(
                                            SourceJson.read(
                                                    id,
                                                    SourceJson.merged(before, patch),
                                                    Optional.of(before),
                                                    writes.now(Optional.of(before)),
                                                    rules)));
                        });
        log.info("source {} is changed, by {}", id, exchange.caller().name());
        answer(exchange, 200, kept);
    }

    /** DELETE /v1/sources/{id}: its articles stay. */
    void delete(Exchange exchange) {
        WireGate.Wire wire = gate.enter();
        String id = exchange.path("id");
        writes.alone(
                id,
                () -> {
                    SourceWrites.requireMatch(exchange, Optional.of(writes.known(id)));
                    writes.forget(wire, id);
                    return id;
                });
        log.info("source {} is forgotten, by {}", id, exchange.caller().name());
        exchange.reply(204);
    }

    private static ObjectNode body(Exchange exchange, String... mediaTypes) throws IOException {
        byte[] body = exchange.bodyBytes();
        if (body.length > 0) {
            exchange.requireMediaType(mediaTypes);
        }
        return switch (SourceJson.document(body)) {
            case SourceJson.Document.Read read -> read.object();
            case SourceJson.Document.Refused no -> throw SourceWrites.refused(List.of(no.fault()));
        };
    }

    private void answer(Exchange exchange, int status, Source source) {
        exchange.set("ETag", SourceWrites.etag(source));
        exchange.reply(status, views.tree(source, writes.now()));
    }
}
