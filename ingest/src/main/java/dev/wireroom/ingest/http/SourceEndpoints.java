package dev.wireroom.ingest.http;

import dev.wireroom.contract.Source;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.json.SourceJson;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.service.http.Caller;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import dev.wireroom.service.http.ProblemException;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads, keeps and forgets sources. Thread-safe. */
public final class SourceEndpoints {

    private static final Logger log = LoggerFactory.getLogger(SourceEndpoints.class);

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private final WireGate gate;
    private final SourceCatalog catalog;
    private final InstantSource clock;

    public SourceEndpoints(WireGate gate, SourceCatalog catalog, InstantSource clock) {
        this.gate = gate;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** GET /v1/sources: those the caller may push to. */
    void list(Exchange exchange) {
        gate.enter();
        Caller caller = exchange.caller();
        exchange.reply(
                200,
                Map.of(
                        "sources",
                        catalog.all().stream()
                                .filter(source -> caller.mayPushTo(source.getSourceId()))
                                .map(SourceJson::tree)
                                .toList()));
    }

    /** GET /v1/sources/{id}. */
    void get(Exchange exchange) {
        gate.enter();
        String id = exchange.path("id");
        exchange.caller().requirePushTo(id);
        exchange.reply(200, SourceJson.tree(known(id)));
    }

    /** PUT /v1/sources/{id}: 201 where it is new, else 200. */
    void put(Exchange exchange) throws IOException {
        WireGate.Wire wire = gate.enter();
        String id = exchange.path("id");
        requireId(id);
        byte[] body = exchange.bodyBytes();
        if (body.length > 0) {
            exchange.requireMediaType("application/json");
        }
        Optional<Source> before = catalog.find(id);
        switch (SourceJson.read(id, body, before, clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
            case SourceJson.Result.Refused no -> throw refused(no.faults());
            case SourceJson.Result.Read read -> {
                Source source = read.source();
                catalog.apply(id, safely(() -> wire.sources().put(source)), source);
                log.info("source {} is kept, by {}", id, exchange.caller().name());
                exchange.reply(before.isPresent() ? 200 : 201, SourceJson.tree(source));
            }
        }
    }

    /** DELETE /v1/sources/{id}: its articles stay. */
    void delete(Exchange exchange) {
        WireGate.Wire wire = gate.enter();
        String id = known(exchange.path("id")).getSourceId();
        catalog.apply(id, safely(() -> wire.sources().delete(id)), null);
        log.info("source {} is forgotten, by {}", id, exchange.caller().name());
        exchange.reply(204);
    }

    private Source known(String id) {
        return catalog.find(id)
                .orElseThrow(
                        () ->
                                Problem.of(
                                                404,
                                                "unknown-source",
                                                "Unknown source",
                                                "There is no source of this id.")
                                        .withField("id")
                                        .withValue(id)
                                        .withFix("GET /v1/sources lists those there are")
                                        .toException());
    }

    private static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw Problem.of(422, "invalid-source-id", "Invalid source id", "No id of a source.")
                    .withField("id")
                    .withValue(id)
                    .withFix(
                            "use at most 100 lower-case letters, digits, '.', '_' and '-',"
                                    + " beginning with a letter or digit")
                    .toException();
        }
    }

    private static ProblemException refused(List<Fault> faults) {
        Fault first = faults.get(0);
        int status = first.code().equals("malformed-json") ? 400 : 422;
        Problem problem =
                Problem.of(status, first.code(), "The source was refused", first.message())
                        .withField(first.field())
                        .withValue(first.value())
                        .withFix(first.fix());
        return (faults.size() > 1 ? problem.with("faults", faults) : problem).toException();
    }

    /** Writes to Kafka, or answers 503 where it is away. */
    private static long safely(java.util.function.LongSupplier write) {
        try {
            return write.getAsLong();
        } catch (KafkaException e) {
            log.warn("a source was not acknowledged: {}", e.toString());
            throw WireGate.unavailable("Kafka did not acknowledge the source in time.");
        }
    }
}
