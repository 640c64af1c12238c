package dev.wireroom.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.PollOutcome;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.IngestConfig;
import dev.wireroom.ingest.IngestService;
import dev.wireroom.ingest.TestBroker;
import dev.wireroom.ingest.TestRegistry;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.KafkaWire;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.ingest.wire.TableReader;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.service.http.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Polling over a real broker, with instances that are killed and stopped. */
class PollingIT {

    private static final Duration SESSION = Duration.ofSeconds(6);

    @TempDir static Path folder;
    private static TestBroker broker;
    private static TestRegistry registry;

    private static int wires;

    private FeedServer server;
    private String prefix;
    private KafkaWire wire;
    private final FeedStates states = new FeedStates();
    private final SourceCatalog catalog = new SourceCatalog();
    private final List<Article> articles = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startKafka() throws IOException {
        broker = TestBroker.start(folder.resolve("broker"));
        registry = TestRegistry.start(0);
    }

    @AfterAll
    static void stopKafka() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void openWire() throws IOException {
        server = FeedServer.start(Duration.ofMillis(100));
        open.add(server);
        prefix = "it" + wires++ + ".";
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    /** Reads along; the topics have to be there. */
    private void readAlong() {
        IngestConfig config = IngestConfig.from(settings("reader"));
        HttpSchemaRegistry schemas = new HttpSchemaRegistry(config.connection().registry());
        Health health = Health.create();
        var topics = config.connection().topics();
        wire = KafkaWire.connect(config, schemas);
        open.add(wire);
        open.add(
                TableReader.start(
                        config.connection(),
                        schemas,
                        topics.feedStates(),
                        FeedState.class,
                        states,
                        health.part("states")));
        open.add(
                TableReader.start(
                        config.connection(),
                        schemas,
                        topics.sources(),
                        Source.class,
                        catalog,
                        health.part("sources")));
        open.add(
                TableReader.start(
                        config.connection(),
                        schemas,
                        topics.articles(),
                        Article.class,
                        (key, offset, article) -> articles.add(article),
                        health.part("articles")));
    }

    private Map<String, String> settings(String name) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("registry.url", registry.uri().toString());
        settings.put("topics.prefix", prefix);
        settings.put("topics.partitions", "4");
        settings.put("ingest.http.port", "0");
        settings.put("ingest.fetch.user.agent", name);
        settings.put("ingest.fetch.allowed.private.networks", "127.0.0.0/8");
        settings.put("ingest.fetch.allowed.ports", "1-65535");
        settings.put("ingest.fetch.host.min.delay.ms", "0");
        settings.put("ingest.fetch.host.max.in.flight", "50");
        settings.put("ingest.poll.host.max.in.flight", "50");
        settings.put("ingest.poll.interval.min.ms", "1000");
        settings.put("ingest.poll.interval.max.ms", "1000");
        settings.put("ingest.poll.interval.initial.ms", "1000");
        settings.put("ingest.poll.session.timeout.ms", String.valueOf(SESSION.toMillis()));
        return settings;
    }

    private IngestService startHere(String name) {
        IngestService service = IngestService.start(IngestConfig.from(settings(name)));
        open.add(service);
        await().atMost(Duration.ofSeconds(60)).until(() -> service.health().ready());
        return service;
    }

    private void putSource(String id, String path) {
        Instant now = Instant.now();
        wire.put(
                Source.newBuilder()
                        .setSourceId(id)
                        .setName(id)
                        .setKind(SourceKind.POLL)
                        .setUrl(server.uri(path).toString())
                        .setCreatedAt(now)
                        .setUpdatedAt(now)
                        .build());
    }

    private static String rss(int... items) {
        return java.util.Arrays.stream(items)
                .mapToObj(
                        i ->
                                "{\"externalId\":\"g%1$d\",\"url\":\"https://news.example/%1$d\",\"title\":\"Story %1$d\",\"body\":\"What happened.\"}"
                                        .formatted(i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void publishesWhatIsNewOnceAndRemembersIt() {
        server.answer("/feed", FeedServer.Answer.feed(rss(1, 2)).with("ETag", "\"a\""));
        startHere("one");
        readAlong();
        putSource("example", "/feed");
        await().atMost(Duration.ofSeconds(20)).until(() -> articles.size() == 2);
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () ->
                                states.find("example")
                                        .filter(s -> s.getOutcome() == PollOutcome.NOT_MODIFIED)
                                        .isPresent());
        assertThat(server.log("/feed").get(1).header("If-none-match")).isEqualTo("\"a\"");
        server.answer("/feed", FeedServer.Answer.feed(rss(3, 2, 1)).with("ETag", "\"b\""));
        await().atMost(Duration.ofSeconds(10)).until(() -> articles.size() == 3);
        // what was published is remembered after it
        await().atMost(Duration.ofSeconds(10))
                .until(() -> states.find("example").orElseThrow().getSeen().size() == 3);
        FeedState state = states.find("example").orElseThrow();
        assertThat(state.getArticles()).isEqualTo(3);
        assertThat(articles.get(2).getExternalId()).isEqualTo("g3");
        assertThat(articles.get(2).getProvenance().getAddress())
                .isEqualTo(server.uri("/feed").toString());
    }

    @Test
    void pausesASourceThatIsGoneAndSaysWhy() {
        server.answer("/gone", new FeedServer.Answer(410, Map.of(), "gone"));
        startHere("one");
        readAlong();
        putSource("example", "/gone");
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                catalog.find("example")
                                        .filter(s -> s.getState() == SourceState.PAUSED)
                                        .isPresent());
        assertThat(catalog.find("example").orElseThrow().getPauseReason()).contains("410");
        assertThat(states.find("example").orElseThrow().getOutcome()).isEqualTo(PollOutcome.GONE);
        assertThat(server.log("/gone")).hasSize(1);
    }

    @Test
    void forgetsASourceThatIsDeleted() {
        server.answer("/feed", FeedServer.Answer.feed(rss(1)));
        startHere("one");
        readAlong();
        putSource("example", "/feed");
        await().atMost(Duration.ofSeconds(20)).until(() -> states.find("example").isPresent());
        wire.delete("example");
        await().atMost(Duration.ofSeconds(10)).until(() -> states.find("example").isEmpty());
        int asked = server.log("/feed").size();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> server.log("/feed").size() == asked);
    }

    @Test
    void takesOverFromAnInstanceThatIsKilledAndNeverPollsASourceTwiceAtOnce() throws Exception {
        Set<String> paths = manySources(24);
        startHere("survivor");
        readAlong();
        paths.forEach(path -> putSource(path.substring(1), path));
        PollerProcess victim =
                PollerProcess.start(settings("victim"), folder.resolve(prefix + "victim.log"));
        open.add(victim);
        await().atMost(Duration.ofSeconds(60)).until(() -> pathsAskedBy("victim").size() >= 4);
        // both have their share, and nobody else's
        Set<String> shared = pathsAskedBy("victim");
        victim.kill();
        Instant killed = Instant.now();
        long killedNanos = System.nanoTime();
        await().atMost(SESSION.plusSeconds(10))
                .until(() -> pathsAskedSince(killedNanos).containsAll(paths));
        Duration takenOver = Duration.between(killed, Instant.now());
        System.out.printf(
                "%d sources of a killed instance were polled again after %s%n",
                shared.size(), takenOver);
        assertThat(takenOver).isLessThan(SESSION.plusSeconds(5));
        assertThat(server.overlaps()).isEmpty();
        assertThat(new HashSet<>(articles.stream().map(Article::getArticleId).toList()))
                .hasSize(24);
    }

    @Test
    void keepsAStoppedInstanceFromPollingWhatWasTakenOver() throws Exception {
        Set<String> paths = manySources(24);
        startHere("survivor");
        readAlong();
        paths.forEach(path -> putSource(path.substring(1), path));
        PollerProcess zombie =
                PollerProcess.start(settings("zombie"), folder.resolve(prefix + "zombie.log"));
        open.add(zombie);
        await().atMost(Duration.ofSeconds(60)).until(() -> pathsAskedBy("zombie").size() >= 4);
        zombie.signal("STOP");
        long stopped = System.nanoTime();
        await().atMost(SESSION.plusSeconds(10))
                .until(() -> pathsAskedSince(stopped).containsAll(paths));
        int asked = requestsOf("zombie");
        zombie.signal("CONT");
        // it may come back to the group and be given a share; then the survivor has let go of it
        await().atMost(Duration.ofSeconds(30)).until(() -> requestsOf("zombie") > asked);
        assertThat(server.overlaps()).isEmpty();
    }

    @Test
    void handsItsSourcesOverAtOnceWhenItLeaves() {
        Set<String> paths = manySources(12);
        IngestService leaver = startHere("leaver");
        readAlong();
        paths.forEach(path -> putSource(path.substring(1), path));
        startHere("stayer");
        await().atMost(Duration.ofSeconds(30)).until(() -> pathsAskedBy("stayer").size() >= 2);
        long left = System.nanoTime();
        leaver.close();
        await().atMost(SESSION.minusSeconds(1))
                .until(
                        () ->
                                pathsAskedSince(left).containsAll(paths)
                                        && pathsAskedBy("stayer").containsAll(paths));
        assertThat(server.overlaps()).isEmpty();
    }

    private Set<String> manySources(int count) {
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < count; i++) {
            paths.add("/feed" + i);
            server.answer("/feed" + i, FeedServer.Answer.feed(rss(i)));
        }
        return paths;
    }

    private Set<String> pathsAskedBy(String agent) {
        return server.log().stream()
                .filter(request -> request.agent().startsWith(agent))
                .map(FeedServer.Request::path)
                .collect(Collectors.toSet());
    }

    private int requestsOf(String agent) {
        return (int)
                server.log().stream().filter(request -> request.agent().startsWith(agent)).count();
    }

    private Set<String> pathsAskedSince(long nanos) {
        return server.log().stream()
                .filter(request -> request.beganNanos() > nanos)
                .map(FeedServer.Request::path)
                .collect(Collectors.toSet());
    }
}
