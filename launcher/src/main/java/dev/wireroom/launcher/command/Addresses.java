package dev.wireroom.launcher.command;

import dev.wireroom.launcher.allinone.AllInOne;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.net.URI;
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
        URI ingest = wire.uri(Services.INGEST);
        URI deliver = wire.uri(Services.DELIVER);
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("status page", wire.uri(Services.CONSOLE).resolve("/").toString());
        addresses.put("push articles", ingest.resolve("/v1/articles?source=...").toString());
        addresses.put("read articles", deliver.resolve("/v1/articles").toString());
        addresses.put("live stream", deliver.resolve("/v1/stream").toString());
        addresses.put("Kafka", settings.getOrDefault(ConnectionConfig.BOOTSTRAP_SERVERS, ""));
        addresses.put("schema registry", settings.getOrDefault(ConnectionConfig.REGISTRY_URL, ""));
        addresses.put(
                "PostgreSQL",
                "%s (user %s)"
                        .formatted(
                                settings.getOrDefault(DatabaseConfig.URL, ""),
                                settings.getOrDefault(DatabaseConfig.USER, "")));
        return addresses;
    }
}
