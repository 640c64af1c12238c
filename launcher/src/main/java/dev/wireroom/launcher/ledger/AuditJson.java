package dev.wireroom.launcher.ledger;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wireroom.ledger.Balance;
import dev.wireroom.ledger.Missing;
import dev.wireroom.ledger.Window;
import java.util.Locale;

/** An audit for a script: every number and every id. */
public final class AuditJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AuditJson() {}

    public static ObjectNode of(Audit audit) {
        ObjectNode json = JSON.createObjectNode();
        json.put("closes", audit.closes());
        json.put("since", audit.window().since().toString());
        if (!audit.window().until().equals(Window.OPEN)) {
            json.put("until", audit.window().until().toString());
        }
        json.put("underWay", audit.underWay());
        json.set("sources", JSON.valueToTree(audit.balances()));
        json.set("total", JSON.valueToTree(Balance.total(audit.balances())));
        if (audit.comparison() != null) {
            json.put("compared", audit.comparison().compared());
            ArrayNode missing = json.putArray("missing");
            for (Missing one : audit.comparison().missing()) {
                missing.addObject()
                        .put("id", one.id())
                        .put("source", one.source())
                        .put("from", one.from().name().toLowerCase(Locale.ROOT))
                        .put("topic", one.lastSeen().topic())
                        .put("partition", one.lastSeen().partition())
                        .put("offset", one.lastSeen().offset());
            }
        }
        if (audit.repair() != null) {
            ObjectNode repair =
                    json.putObject("repair")
                            .put("id", audit.repair().id())
                            .put("toEnrich", audit.repair().toEnrich())
                            .put("toStorage", audit.repair().toStorage());
            ArrayNode failures = repair.putArray("failures");
            audit.repair().failures().forEach(failures::add);
        }
        return json;
    }
}
