package dev.wireroom.ingest.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.feed.OpmlReader;
import dev.wireroom.ingest.source.OpmlImport;
import dev.wireroom.ingest.source.OpmlWriter;
import dev.wireroom.ingest.source.SourceRules;
import dev.wireroom.service.http.Exchange;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lists of feeds in and gives them out, as OPML. All sources of a list are on their way to
 * Kafka before the first acknowledgement is awaited. Thread-safe.
 */
final class OpmlEndpoints {

    private static final Logger log = LoggerFactory.getLogger(OpmlEndpoints.class);

    private static final String OPML = "text/x-opml";

    private final WireGate gate;
    private final SourceWrites writes;
    private final SourceListEndpoint lists;
    private final SourceRules rules;

    /** Two imports at once would not see each other's addresses. */
    private final ReentrantLock importing = new ReentrantLock();

    private record Sent(OpmlImport.Line line, CompletableFuture<Long> acknowledged) {}

    OpmlEndpoints(WireGate gate, SourceWrites writes, SourceListEndpoint lists, SourceRules rules) {
        this.gate = gate;
        this.writes = writes;
        this.lists = lists;
        this.rules = rules;
    }

    /** GET /v1/sources/export: those that match, as OPML 2.0. */
    void export(Exchange exchange) {
        gate.enter();
        Instant now = writes.now();
        String opml = OpmlWriter.write(lists.matching(exchange, now).toList(), now);
        exchange.set("Content-Disposition", "attachment; filename=\"wireroom-sources.opml\"");
        exchange.reply(200, OPML + "; charset=utf-8", opml);
    }

    /** POST /v1/sources/import: what became of each outline. */
    void importAll(Exchange exchange) throws IOException {
        WireGate.Wire wire = gate.enter();
        exchange.requireMediaType(OPML, "text/xml", "application/xml", "application/opml+xml");
        boolean dryRun = exchange.query("dryRun").map("true"::equals).orElse(false);
        OpmlReader.Result.Read read =
                switch (OpmlReader.read(exchange.bodyBytes(), charset(exchange))) {
                    case OpmlReader.Result.Refused no ->
                            throw SourceWrites.refused(List.of(no.fault()));
                    case OpmlReader.Result.Read whole -> whole;
                };
        importing.lock();
        try {
            List<OpmlImport.Line> plan =
                    OpmlImport.plan(
                            read.outlines(),
                            writes.catalog().all(),
                            rules,
                            writes.now(Optional.empty()));
            List<Sent> sent = new ArrayList<>();
            for (OpmlImport.Line line : plan) {
                sent.add(new Sent(line, dryRun ? unsent() : send(wire, line)));
            }
            ObjectNode report = report(sent, dryRun, exchange);
            ArrayNode repairs = report.putArray("repairs");
            read.repairs().forEach(repairs::add);
            exchange.reply(200, report);
        } finally {
            importing.unlock();
        }
    }

    private static Optional<Charset> charset(Exchange exchange) {
        try {
            return exchange.mediaTypeParameter("charset").map(Charset::forName);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty(); // the document itself mostly tells
        }
    }

    private static CompletableFuture<Long> send(WireGate.Wire wire, OpmlImport.Line line) {
        return line instanceof OpmlImport.Line.Created created
                ? wire.sources().send(created.source())
                : unsent();
    }

    private static CompletableFuture<Long> unsent() {
        return CompletableFuture.completedFuture(-1L);
    }

    private ObjectNode report(List<Sent> sent, boolean dryRun, Exchange exchange) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("dryRun", dryRun);
        int created = 0;
        int exists = 0;
        int refused = 0;
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (Sent one : sent) {
            ObjectNode line = lines.addObject();
            line.put("outline", one.line().outline().number());
            one.line().outline().name().ifPresent(name -> line.put("name", name));
            line.put("url", one.line().outline().url());
            switch (one.line()) {
                case OpmlImport.Line.Exists there -> {
                    exists++;
                    line.put("outcome", "exists").put("id", there.sourceId());
                }
                case OpmlImport.Line.Refused no -> {
                    refused++;
                    put(line, no.fault());
                }
                case OpmlImport.Line.Created fresh -> {
                    Optional<Fault> lost = dryRun ? Optional.empty() : settled(one, fresh.source());
                    created += lost.isEmpty() ? 1 : 0;
                    refused += lost.isEmpty() ? 0 : 1;
                    if (lost.isPresent()) {
                        put(line, lost.get());
                    } else {
                        line.put("outcome", "created").put("id", fresh.source().getSourceId());
                    }
                }
            }
        }
        report.put("created", created).put("exists", exists).put("refused", refused);
        report.set("outlines", lines);
        if (!dryRun) {
            log.info(
                    "{} sources are imported, {} were there, {} refused, by {}",
                    created,
                    exists,
                    refused,
                    exchange.caller().name());
        }
        return report;
    }

    /** Waits until Kafka has the source safe; a fault where it has not. */
    private Optional<Fault> settled(Sent sent, Source source) {
        try {
            writes.catalog().apply(source.getSourceId(), sent.acknowledged().join(), source);
            return Optional.empty();
        } catch (CompletionException e) {
            log.warn("an imported source was not acknowledged: {}", String.valueOf(e.getCause()));
            return Optional.of(
                    new Fault(
                            "unavailable",
                            "",
                            "",
                            "Kafka did not acknowledge the source in time.",
                            "Import the file again; what is there already is left as it is."));
        }
    }

    private static void put(ObjectNode line, Fault fault) {
        line.put("outcome", "refused");
        line.putObject("problem")
                .put("code", fault.code())
                .put("detail", fault.message())
                .put("fix", fault.fix());
    }
}
