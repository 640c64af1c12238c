package dev.wireroom.ingest.format.ninjs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.ingest.format.NewsTimes;
import dev.wireroom.ingest.format.json.JsonFields;
import java.util.Optional;

/**
 * Checks the events and planned coverage of ninjs 3. Wireroom keeps news, not plans, so what is odd
 * here is worth a warning and never a refusal.
 */
final class NinjsPlanning {

    private static final int MAX_URGENCY = 9;

    private NinjsPlanning() {}

    static void check(JsonFields item) {
        item.object("eventdetails")
                .flatMap(details -> details.object("dates"))
                .ifPresent(NinjsPlanning::checkDates);
        boolean event = item.node("type").filter(type -> type.asText().equals("event")).isPresent();
        if (event && item.node("renditions").isPresent()) {
            warn(item, "renditions", "An event has no renditions");
        }
        for (JsonFields coverage : NinjsShape.objects(item, "plannedcoverage")) {
            Optional<JsonNode> urgency = coverage.node("urgency");
            if (urgency.isPresent() && !isUrgency(urgency.get())) {
                warn(coverage, "urgency", "An urgency is a whole number from 1 to 9");
            }
        }
    }

    private static boolean isUrgency(JsonNode node) {
        return node.isIntegralNumber() && node.intValue() >= 1 && node.intValue() <= MAX_URGENCY;
    }

    private static void checkDates(JsonFields dates) {
        if (dates.node("startdate").isPresent() && dates.node("expectedstartdate").isPresent()) {
            warn(dates, "expectedstartdate", "The event has a start and an expected start");
        }
        for (String name : new String[] {"expectedstartdate", "expectedenddate"}) {
            Optional<String> text = dates.text(name);
            if (text.isPresent() && NewsTimes.parse(text.get()).isEmpty()) {
                warn(dates, name, "Not a date or time");
            }
        }
    }

    private static void warn(JsonFields fields, String name, String message) {
        fields.findings().warn("planning-invalid", fields.pointerTo(name), message);
    }
}
