package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.launcher.allinone.AllInOneConfig;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.command.ExitCode;
import dev.wireroom.launcher.command.WireroomCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The lake on a whole line: what it holds, read by DuckDB, and what a purge takes from it. */
@Timeout(300)
final class LakeIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String SOURCE = "lake";

    /** In every text field of the article that is withdrawn, and nowhere else. */
    private static final String SECRET = "Zwiebelfisch";

    @Test
    void holdsEveryRevisionAsTheTopicDoesAndForgetsWhatWasWithdrawn() throws Exception {
        try (RunningWire wire =
                        RunningWire.start(
                                Map.of(
                                        AllInOneConfig.SERVICES,
                                        "ingest,enrich,lake",
                                        "lake.commit.interval.ms",
                                        "1000"));
                TopicReader<EnrichedArticle> topic =
                        wire.reader(wire.topics().enriched().name(), EnrichedArticle.class)) {
            LakeReader lake = new LakeReader(wire.settings());
            client(wire).putSource(SOURCE);
            push(wire, secret("One", "spoke"));
            push(wire, secret("One", "spoke again"));
            push(wire, correction());
            push(
                    wire,
                    plain(
                            "Two",
                            "Ingrid Solheim of Nordhavn Bank praised Oslo. \ud83d\udea2 \u6e2f"));
            push(wire, plain("Three", "The ferry stayed in port."));
            awaitRows(topic, lake, 5);
            assertSame(topic.read(), lake.rows());
            assertThat(topic.read())
                    .extracting(r -> r.value().getRevision().getOutcome())
                    .contains(
                            RevisionOutcome.NEW,
                            RevisionOutcome.UPDATED,
                            RevisionOutcome.CORRECTED);
            assertThat(filesWithSecret(lake)).as("before it is withdrawn").isNotEmpty();

            push(
                    wire,
                    """
                    {"externalId":"One","publishingStatus":"canceled","editorialNote":"in error"}
                    """);
            awaitRows(topic, lake, 6);
            assertSame(topic.read(), lake.rows());
            purge(wire, topic, lake);
        }
    }

    private static void purge(RunningWire wire, TopicReader<EnrichedArticle> topic, LakeReader lake)
            throws Exception {
        JsonNode planned = report(wire, "--dry-run");
        assertThat(planned.path("rows").asInt()).isEqualTo(3);
        assertThat(lake.rows()).noneMatch(row -> row.hasNonNull("purged_at"));

        JsonNode done = report(wire);
        assertThat(done.path("withdrawnArticles").asInt()).isEqualTo(1);
        assertThat(done.path("articles").asInt()).isEqualTo(1);
        assertThat(done.path("rows").asInt()).isEqualTo(3);
        assertThat(done.path("filesRewritten").asInt()).isPositive();
        assertThat(done.path("snapshotsExpired").asInt()).isPositive();
        assertThat(done.path("filesDeleted").asInt())
                .isGreaterThan(done.path("filesRewritten").asInt());
        assertThat(done.path("notYetInTheLake").asInt()).isZero();

        assertPurged(topic.read(), lake.rows());
        assertThat(filesWithSecret(lake)).as("files that still hold the text").isEmpty();

        JsonNode again = report(wire);
        assertThat(again.path("rows").asInt()).isZero();
        assertThat(again.path("filesRewritten").asInt()).isZero();

        push(wire, plain("Four", "The ferry left port."));
        awaitRows(topic, lake, 7);
        assertPurged(topic.read(), lake.rows());
    }

    /**
     * Every revision of the withdrawn article is as a withdrawal's row is; the others are whole.
     */
    private static void assertPurged(
            List<ConsumerRecord<String, EnrichedArticle>> records, List<JsonNode> rows) {
        String withdrawn =
                records.stream()
                        .map(ConsumerRecord::value)
                        .filter(a -> a.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN)
                        .map(EnrichedArticle::getArticleId)
                        .findFirst()
                        .orElseThrow();
        assertThat(rows).hasSameSizeAs(records);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            List<String> columns = columns(row);
            JsonNode whole = ExpectedRow.of(records.get(i), columns);
            boolean emptied =
                    records.get(i).key().equals(withdrawn)
                            && records.get(i).value().getRevision().getOutcome()
                                    != RevisionOutcome.WITHDRAWN;
            assertThat(row.hasNonNull("purged_at")).isEqualTo(emptied);
            for (String column : columns) {
                boolean kept =
                        ExpectedRow.KEPT_OF_A_WITHDRAWAL.contains(column)
                                && !column.equals("editorial_note");
                if (emptied && !kept) {
                    assertThat(row.get(column).isNull()).as(column).isTrue();
                } else if (!column.equals("purged_at")) {
                    assertThat(row.get(column)).as(column).isEqualTo(whole.get(column));
                }
            }
        }
    }

    private static void assertSame(
            List<ConsumerRecord<String, EnrichedArticle>> records, List<JsonNode> rows) {
        assertThat(rows).hasSameSizeAs(records);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).isEqualTo(ExpectedRow.of(records.get(i), columns(rows.get(i))));
        }
    }

    private static List<String> columns(JsonNode row) {
        List<String> columns = new ArrayList<>();
        row.fieldNames().forEachRemaining(columns::add);
        return columns;
    }

    private static void awaitRows(TopicReader<EnrichedArticle> topic, LakeReader lake, int count) {
        await(count + " rows")
                .atMost(LIMIT)
                .untilAsserted(
                        () -> {
                            assertThat(topic.read()).hasSize(count);
                            assertThat(lake.count()).isEqualTo(count);
                        });
    }

    private static JsonNode report(RunningWire wire, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("lake", "purge", "--json"));
        arguments.addAll(List.of(options));
        wire.settings()
                .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        CommandLine line = WireroomCommand.commandLine();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err, true));
        assertThat(line.execute(arguments.toArray(String[]::new)))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        return JsonMapper.builder().build().readTree(out.toString());
    }

    /** Files under the table's place that hold the word, whether the table names them or not. */
    private static Set<Path> filesWithSecret(LakeReader lake) throws IOException {
        return StoredWords.filesWith(Path.of(lake.contents().location()), SECRET);
    }

    private static WireClient client(RunningWire wire) {
        URI ingest = wire.uri(Services.INGEST);
        return new WireClient(ingest, ingest, Optional.empty());
    }

    private static void push(RunningWire wire, String json) {
        assertThat(client(wire).pushJson(SOURCE, json).status()).isEqualTo(202);
    }

    private static String plain(String id, String body) {
        return "{\"externalId\":\"%s\",\"title\":\"%s\",\"body\":\"%s\",\"language\":\"en\"}"
                .formatted(id, id, body);
    }

    private static String secret(String id, String verb) {
        return """
        {"externalId":"%1$s","title":"%3$s one","summary":"%3$s two","byline":"%3$s three",
         "slugline":"%3$s","keywords":["%3$s"],"language":"en","editorialNote":"%3$s",
         "body":"John %3$s of Nordhavn Bank %2$s in Oslo on Friday."}
        """
                .formatted(id, verb, SECRET);
    }

    private static String correction() {
        return secret("One", "spoke clearly")
                .replace("{\"externalId\"", "{\"editorialSignal\":\"correction\",\"externalId\"");
    }
}
