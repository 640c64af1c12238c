package dev.wireroom.launcher.command;

import dev.wireroom.launcher.allinone.AllInOne;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a running all-in-one is to be reached, for a person. */
public record Addresses(AllInOne wire) {

    /** One line for each, aligned. */
    public String text() {
        StringBuilder text = new StringBuilder();
        byPurpose()
                .forEach(
                        (purpose, address) ->
                                text.append("  %-18s %s%n".formatted(purpose, address)));
        return text.toString();
    }

    /** Address by what it is for. */
    public Map<String, String> byPurpose() {
        Map<String, String> settings = wire.settings();
        Map<String, String> addresses = new LinkedHashMap<>();
        put(addresses, "status page", Services.CONSOLE, "/");
        put(addresses, "push articles", Services.INGEST, "/v1/articles?source=...");
        put(addresses, "read articles", Services.DELIVER, "/v1/articles");
        put(addresses, "live stream", Services.DELIVER, "/v1/stream");
        addresses.put("Kafka", settings.getOrDefault(ConnectionConfig.BOOTSTRAP_SERVERS, ""));
        addresses.put("schema registry", settings.getOrDefault(ConnectionConfig.REGISTRY_URL, ""));
        String database = settings.getOrDefault(DatabaseConfig.URL, "");
        if (!database.isEmpty()) {
            addresses.put(
                    "PostgreSQL",
                    "%s (user %s)"
                            .formatted(database, settings.getOrDefault(DatabaseConfig.USER, "")));
        }
        return addresses;
    }

    private void put(
            Map<String, String> addresses, String purpose, WireService service, String path) {
        if (wire.runs(service)) {
            addresses.put(purpose, wire.uri(service).resolve(path).toString());
        }
    }
}
