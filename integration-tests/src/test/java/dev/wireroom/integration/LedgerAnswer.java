package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.launcher.command.WireroomCommand;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import picocli.CommandLine;

/** What {@code wireroom ledger --json} says. */
record LedgerAnswer(int exitCode, JsonNode json) {

    /** Asks a wire with these settings. */
    static LedgerAnswer of(Map<String, String> settings, String... options)
            throws JsonProcessingException {
        List<String> arguments = new ArrayList<>(List.of("ledger", "--json"));
        arguments.addAll(List.of(options));
        for (String key :
                List.of(
                        ConnectionConfig.BOOTSTRAP_SERVERS,
                        ConnectionConfig.REGISTRY_URL,
                        DatabaseConfig.URL,
                        DatabaseConfig.USER,
                        DatabaseConfig.PASSWORD)) {
            String value = settings.get(key);
            if (value != null) {
                arguments.addAll(List.of("--set", key + "=" + value));
            }
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = WireroomCommand.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int exitCode = line.execute(arguments.toArray(String[]::new));
        assertThat(err.toString()).isEmpty();
        return new LedgerAnswer(exitCode, new JsonMapper().readTree(out.toString()));
    }

    List<String> missing() {
        return StreamSupport.stream(json.path("missing").spliterator(), false)
                .map(one -> one.path("id").asText())
                .toList();
    }

    /** The numbers of the only source. */
    Map<String, Long> counts() {
        assertThat(json.path("sources")).as(json.toString()).hasSize(1);
        Map<String, Long> counts = new TreeMap<>();
        json.path("sources").get(0).properties().stream()
                .filter(member -> member.getValue().isNumber())
                .forEach(member -> counts.put(member.getKey(), member.getValue().asLong()));
        return counts;
    }
}
