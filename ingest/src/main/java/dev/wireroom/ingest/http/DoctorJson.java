package dev.wireroom.ingest.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.FeedSymptom;
import dev.wireroom.contract.WebSubSubscription;
import dev.wireroom.ingest.feed.DoctorReport;
import dev.wireroom.ingest.source.SourceJson;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON of a doctor's report; secrets of WebSub are not in it. Stateless. */
final class DoctorJson {

    private DoctorJson() {}

    static ObjectNode tree(DoctorReport report, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", report.source().getSourceId());
        json.put("name", report.source().getName());
        put(json, "url", report.source().getUrl());
        json.put("checkedAt", now.toString());
        json.put("health", SourceJson.word(report.health().kind()));
        json.put("broken", report.broken());
        report.health().since().ifPresent(since -> json.put("since", since.toString()));
        json.put("silent", report.health().silent());
        json.put("explanation", report.health().explanation());
        report.advice().ifPresent(advice -> json.put("advice", advice));
        ArrayNode findings = json.putArray("findings");
        report.findings().forEach(finding -> put(findings.addObject(), finding));
        put(json.putObject("rhythm"), report.rhythm());
        json.putObject("identity")
                .put("set", SourceJson.word(report.identity().set()))
                .put("inForce", SourceJson.word(report.identity().inForce()))
                .put("evidence", report.identity().evidence());
        report.state().ifPresent(state -> put(json.putObject("polling"), state));
        report.webSub().ifPresent(webSub -> put(json.putObject("webSub"), webSub));
        return json;
    }

    private static void put(ObjectNode json, DoctorReport.Finding finding) {
        FeedSymptom symptom = finding.symptom();
        json.put("code", symptom.getCode());
        json.put("severity", finding.advice().severity());
        json.put("current", finding.current());
        json.put("message", symptom.getMessage());
        if (!symptom.getAction().isEmpty()) {
            json.put("action", symptom.getAction());
        }
        json.put("firstSeenAt", symptom.getFirstSeenAt().toString());
        json.put("lastSeenAt", symptom.getLastSeenAt().toString());
        json.put("polls", symptom.getCount());
        finding.advice().operator().ifPresent(advice -> json.put("operatorCan", advice));
        finding.advice().publisher().ifPresent(advice -> json.put("publisherCan", advice));
    }

    private static void put(ObjectNode json, DoctorReport.Rhythm rhythm) {
        json.put("text", rhythm.text());
        rhythm.usualGap().ifPresent(gap -> json.put("usualGap", whole(gap)));
        rhythm.silentFor().ifPresent(silence -> json.put("silentFor", whole(silence)));
        rhythm.alarmAfter().ifPresent(alarm -> json.put("alarmAfter", whole(alarm)));
    }

    private static void put(ObjectNode json, FeedState state) {
        json.put("outcome", SourceJson.word(state.getOutcome()));
        put(json, "detail", state.getOutcomeDetail());
        json.put("polls", state.getPolls());
        json.put("articles", state.getArticles());
        json.put("failures", state.getFailures());
        put(json, "lastPolledAt", state.getLastPolledAt());
        put(json, "lastSucceededAt", state.getLastSucceededAt());
        put(json, "lastArticleAt", state.getLastArticleAt());
        put(json, "nextPollAt", state.getNextPollAt());
        Long interval = state.getPollIntervalMs();
        put(json, "interval", interval == null ? null : whole(Duration.ofMillis(interval)));
        put(json, "because", state.getIntervalReason());
        put(json, "movedTo", state.getMovedTo());
    }

    private static void put(ObjectNode json, WebSubSubscription webSub) {
        json.put("hub", webSub.getHub());
        json.put("status", SourceJson.word(webSub.getStatus()));
        put(json, "detail", webSub.getDetail());
        put(json, "requestedAt", webSub.getRequestedAt());
        put(json, "leaseExpiresAt", webSub.getLeaseExpiresAt());
        put(json, "lastDeliveryAt", webSub.getLastDeliveryAt());
    }

    private static String whole(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds()).toString();
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
