package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.Stage;
import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.allinone.AllInOneConfig;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import dev.wireroom.launcher.command.ExitCode;
import dev.wireroom.launcher.command.WireroomCommand;
import dev.wireroom.launcher.embedded.EmbeddedBroker;
import dev.wireroom.launcher.embedded.EmbeddedDatabase;
import dev.wireroom.launcher.embedded.EmbeddedRegistry;
import dev.wireroom.launcher.embedded.StartupCache;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The commands that make enrichment and storage anew, on a line whose parts are started one by one.
 */
@Timeout(400)
final class ReplayIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String SOURCE = "replayed";
    private static final int ARTICLES = 20;
    private static final int UPDATES = 5;

    @TempDir private Path temp;

    /** Services before what they stand on. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final Map<WireService, WireService.Running> services = new HashMap<>();
    private Map<String, String> settings = Map.of();

    /** What a command did. */
    private record Done(int exitCode, String out, String err) {}

    @BeforeEach
    void startEverything() {
        settings = settings();
        Distribution distribution = RunningWire.distribution();
        open.addFirst(
                EmbeddedBroker.start(temp.resolve("kafka"), port(AllInOneConfig.BROKER_PORT)));
        open.addFirst(
                EmbeddedRegistry.start(
                        distribution.registry(),
                        temp.resolve("registry"),
                        port(AllInOneConfig.REGISTRY_PORT),
                        temp.resolve("registry.log"),
                        StartupCache.at(distribution.registryCache())));
        open.addFirst(
                EmbeddedDatabase.start(
                        distribution.postgresql(),
                        temp.resolve("postgresql"),
                        port(AllInOneConfig.DATABASE_PORT)));
        List.of(Services.INGEST, Services.ENRICH, Services.SINK, Services.DELIVER)
                .forEach(this::startService);
        services.values()
                .forEach(
                        service ->
                                await(service.uri() + " is ready")
                                        .atMost(LIMIT)
                                        .until(() -> WireClient.isReady(service.uri())));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
    }

    @Test
    void replaysWithoutAFloodAndWithoutCountingTwiceThenRebuildsStorage() throws Exception {
        pushHistory();
        long counted = ARTICLES + UPDATES + 1;
        try (TopicReader<LedgerEntry> ledger = ledger()) {
            await("what was pushed is counted and stored")
                    .atMost(LIMIT)
                    .ignoreExceptions() // the tables may not be there yet
                    .until(() -> counts(ledger) == counted && stored() == counted);
            replay(ledger, counted);
        }
        rebuild();
    }

    private void replay(TopicReader<LedgerEntry> ledger, long counted) throws Exception {
        Map<String, String> before = enrichedAt();
        try (EventReader news = EventReader.open(stream("source=" + SOURCE), null);
                EventReader all = EventReader.open(stream("replays=true&source=" + SOURCE), null)) {
            Done dry = run("replay", "--dry-run", "--source", SOURCE);
            assertThat(dry.out()).endsWith(ARTICLES + " articles would be replayed\n");

            Done replay = run("replay", "--source", SOURCE);
            assertThat(replay.exitCode()).as(replay.out() + replay.err()).isZero();
            assertThat(replay.out())
                    .contains("replayed 20 of 20 articles; 0 superseded", "language of 0");
            await("storage has every article enriched anew but the withdrawn one")
                    .atMost(LIMIT)
                    .until(() -> differing(before, enrichedAt()) == ARTICLES - 1);

            push("marker", "It came after the replay");
            await("the next news").atMost(LIMIT).until(() -> !news.events().isEmpty());
            await("and its count")
                    .atMost(LIMIT)
                    .until(() -> counts(ledger) > counted && stored() > counted);
            assertThat(counts(ledger)).as("no replay was counted").isEqualTo(counted + 1);
            assertThat(stored()).as("nor stored as another revision").isEqualTo(counted + 1);
            assertThat(news.events()).as("all that a subscriber saw").hasSize(1);
            await("a subscriber who asked for replays")
                    .atMost(LIMIT)
                    .until(() -> all.events().size() == ARTICLES + 1);
        }
    }

    private void rebuild() throws Exception {
        Done refused = run("rebuild", "--yes");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("the sink runs", "stop it first");
        Map<String, List<String>> before = everything();
        assertThat(before.get("article")).hasSize(ARTICLES + 1);
        assertThat(before.get("article_revision")).hasSize(ARTICLES + UPDATES + 2);
        assertThat(before.get("mention")).isNotEmpty();

        services.remove(Services.SINK).close();
        Done dry = run("rebuild");
        assertThat(dry.out()).contains("would drop", "add --yes");
        assertThat(rows("SELECT count(*) FROM article")).containsExactly("21");
        Done rebuild = run("rebuild", "--yes");
        assertThat(rebuild.exitCode()).as(rebuild.err()).isZero();
        assertThat(rows("SELECT to_regclass('article')::text")).containsExactly("null");

        startService(Services.SINK);
        await("everything is stored again")
                .atMost(LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(everything()).isEqualTo(before));

        Done resent = run("replay", "--source", SOURCE, "--resend");
        assertThat(resent.exitCode()).as(resent.out()).isZero();
        push("marker-2", "It came after the resend");
        await().atMost(LIMIT).until(() -> rows("SELECT 1 FROM article").size() == ARTICLES + 2);
        assertThat(rows("SELECT revision FROM article_revision")).hasSize(ARTICLES + UPDATES + 3);
        assertThat(rows("SELECT 1 FROM mention").size())
                .isGreaterThanOrEqualTo(before.get("mention").size());
    }

    private void pushHistory() {
        client().putSource(SOURCE);
        for (int i = 0; i < ARTICLES; i++) {
            push("item-" + i, "Storm number %d reaches Oslo".formatted(i));
        }
        for (int i = 0; i < UPDATES; i++) {
            push("item-" + i, "Storm number %d has left Oslo".formatted(i));
        }
        WireClient.Answer killed =
                client().pushJson(
                                SOURCE,
                                "{\"externalId\":\"item-19\",\"publishingStatus\":\"canceled\"}");
        assertThat(killed.status()).isEqualTo(202);
    }

    private void push(String externalId, String title) {
        WireClient.Answer pushed =
                client().pushJson(
                                SOURCE,
                                """
                                {"externalId":"%s","title":"%s","language":"en",
                                 "body":"Ingrid Solheim of Nordhavn Bank spoke about %s on Friday."}
                                """
                                        .formatted(externalId, title, externalId));
        assertThat(pushed.status()).as(pushed.whole().body()).isEqualTo(202);
    }

    /** Runs a command of {@code ./wireroom} against this line. */
    private Done run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        for (String key :
                List.of(
                        ConnectionConfig.BOOTSTRAP_SERVERS,
                        ConnectionConfig.REGISTRY_URL,
                        ConnectionConfig.TOPICS_PARTITIONS,
                        DatabaseConfig.URL,
                        DatabaseConfig.USER)) {
            all.add("--set");
            all.add(key + "=" + settings.get(key));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = WireroomCommand.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return new Done(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    private long counts(TopicReader<LedgerEntry> ledger) {
        return ledger.read().stream()
                .map(record -> record.value())
                .filter(e -> e.getStage() == Stage.ENRICH && e.getSourceId().equals(SOURCE))
                .filter(
                        e ->
                                switch (e.getOutcome()) {
                                    case NEW, UPDATED, CORRECTED, WITHDRAWN -> true;
                                    default -> false;
                                })
                .mapToLong(LedgerEntry::getCount)
                .sum();
    }

    private long stored() throws SQLException {
        return Long.parseLong(rows("SELECT coalesce(sum(count), 0) FROM stored_count").getFirst());
    }

    private Map<String, String> enrichedAt() throws SQLException {
        return rows("SELECT article_id || '=' || enriched_at FROM article").stream()
                .map(row -> row.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static long differing(Map<String, String> before, Map<String, String> after) {
        return before.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
                .count();
    }

    /** Every row but the times of storing it. */
    private Map<String, List<String>> everything() throws SQLException {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        for (String table :
                List.of(
                        "article",
                        "article_revision",
                        "entity",
                        "article_entity",
                        "mention",
                        "source",
                        "stored_count")) {
            tables.put(
                    table,
                    rows(
                            "SELECT (to_jsonb(t) - '{%s}'::text[])::text FROM %s t ORDER BY 1"
                                    .formatted(
                                            String.join(",", differsAfterRebuild(table)), table)));
        }
        return tables;
    }

    /**
     * When and from where a row was written; a withdrawal that was replayed stands at two places.
     * An entity is seen first in the oldest revision that names it, which enrichment anew moved
     * behind the others.
     */
    private static List<String> differsAfterRebuild(String table) {
        return switch (table) {
            case "article_revision" -> List.of("stored_at", "purged_at", "enriched_offset");
            case "entity" -> List.of("first_seen_at");
            default -> List.of("stored_at", "purged_at");
        };
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                settings.get(DatabaseConfig.URL),
                                settings.get(DatabaseConfig.USER),
                                "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return rows;
        }
    }

    private void startService(WireService service) {
        WireService.Running running = service.starter().start(settings);
        open.addFirst(running);
        services.put(service, running);
    }

    private WireClient client() {
        return new WireClient(
                services.get(Services.INGEST).uri(),
                services.get(Services.DELIVER).uri(),
                Optional.empty());
    }

    private URI stream(String query) {
        return URI.create(services.get(Services.DELIVER).uri() + "/v1/stream?" + query);
    }

    private TopicReader<LedgerEntry> ledger() {
        return TopicReader.of(
                settings.get(ConnectionConfig.BOOTSTRAP_SERVERS),
                URI.create(settings.get(ConnectionConfig.REGISTRY_URL)),
                "wireroom.ledger",
                LedgerEntry.class);
    }

    private int port(String key) {
        return Integer.parseInt(settings.getOrDefault(key, "0"));
    }

    private Map<String, String> settings() {
        Map<String, String> all = RunningWire.freePorts();
        all.put(
                ConnectionConfig.BOOTSTRAP_SERVERS,
                "127.0.0.1:" + all.get(AllInOneConfig.BROKER_PORT));
        all.put(
                ConnectionConfig.REGISTRY_URL,
                "http://127.0.0.1:%s/apis/ccompat/v7"
                        .formatted(all.get(AllInOneConfig.REGISTRY_PORT)));
        all.put(
                DatabaseConfig.URL,
                "jdbc:postgresql://127.0.0.1:%s/wireroom"
                        .formatted(all.get(AllInOneConfig.DATABASE_PORT)));
        all.put(DatabaseConfig.USER, "postgres");
        all.put("enrich.state.dir", temp.resolve("streams").toString());
        return all;
    }
}
