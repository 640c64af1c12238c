package dev.wireroom.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.lake.LakeConfig;
import dev.wireroom.lake.LakeContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the lake with DuckDB: the Parquet files that the table's current state lists. */
final class LakeReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> settings;

    LakeReader(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    LakeContents contents() {
        return LakeContents.of(LakeConfig.from(settings));
    }

    /** Rows there are; 0 where nothing was committed yet. */
    long count() throws SQLException {
        return contents().files().isEmpty()
                ? 0
                : ask("SELECT count(*) FROM lake").getFirst().asLong();
    }

    /** Every row as an object by column name, in the order of Kafka. */
    List<JsonNode> rows() throws SQLException {
        return ask("SELECT to_json(lake) FROM lake ORDER BY enriched_partition, enriched_offset");
    }

    /** The first column of an answer, each as JSON; {@code lake} is the table. */
    List<JsonNode> ask(String query) throws SQLException {
        String files =
                contents().files().stream()
                        .map(file -> "'" + file + "'")
                        .collect(
                                Collectors.joining(
                                        ",", "read_parquet([", "], hive_partitioning = false)"));
        List<JsonNode> answers = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows =
                    statement.executeQuery(
                            "WITH lake AS (SELECT * FROM %s) %s".formatted(files, query))) {
                while (rows.next()) {
                    answers.add(JSON.readTree(rows.getString(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }
}
