package dev.wireroom.ingest.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.ingest.feed.DoctorReport;
import dev.wireroom.ingest.feed.FeedHealth;
import dev.wireroom.ingest.source.SourceJson;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.service.http.Exchange;
import dev.wireroom.service.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The feed doctor: how each polled source is, and what can be done about it. Thread-safe. */
final class DoctorEndpoints {

    private final WireGate gate;
    private final SourceWrites writes;
    private final FeedStates states;
    private final SourceListEndpoint lists;

    DoctorEndpoints(
            WireGate gate, SourceWrites writes, FeedStates states, SourceListEndpoint lists) {
        this.gate = gate;
        this.writes = writes;
        this.states = states;
        this.lists = lists;
    }

    /** GET /v1/sources/{id}/doctor. */
    void one(Exchange exchange) {
        gate.enter();
        String id = exchange.path("id");
        exchange.caller().requirePushTo(id);
        Source source = writes.known(id);
        if (source.getKind() != SourceKind.POLL) {
            throw Problem.of(
                            409,
                            "source-not-polled",
                            "The source is not polled",
                            "Its news is pushed, so there is no feed to examine.")
                    .withField("id")
                    .withValue(id)
                    .withFix("make it kind poll, with the url of a feed")
                    .toException();
        }
        Instant now = writes.now();
        exchange.reply(200, DoctorJson.tree(report(source, now), now));
    }

    /** GET /v1/sources/doctor: all that ail, worst first, and how many there are of each kind. */
    void all(Exchange exchange) {
        gate.enter();
        Instant now = writes.now();
        Map<String, Integer> kinds = new TreeMap<>();
        int silent = 0;
        List<DoctorReport> reports =
                lists.matching(exchange, now)
                        .filter(source -> source.getKind() == SourceKind.POLL)
                        .map(source -> report(source, now))
                        .toList();
        for (DoctorReport report : reports) {
            FeedHealth health = report.health();
            kinds.merge(SourceJson.word(health.kind()), 1, Integer::sum);
            silent += health.silent() ? 1 : 0;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("checkedAt", now.toString());
        json.put("sources", reports.size()).put("silent", silent);
        json.put("broken", reports.stream().filter(DoctorReport::broken).count());
        ObjectNode counts = json.putObject("kinds");
        kinds.forEach(counts::put);
        ArrayNode shown = json.putArray("reports");
        reports.stream()
                .filter(DoctorReport::ails)
                .sorted(DoctorReport.WORST_FIRST)
                .forEach(report -> shown.add(DoctorJson.tree(report, now)));
        exchange.reply(200, json);
    }

    private DoctorReport report(Source source, Instant now) {
        String id = source.getSourceId();
        return DoctorReport.of(source, states.find(id), states.webSub(id), now);
    }
}
