package dev.wireroom.integration;

import static org.awaitility.Awaitility.await;

import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.allinone.AllInOne;
import dev.wireroom.launcher.allinone.AllInOneConfig;
import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import dev.wireroom.launcher.embedded.DataDirectory;
import dev.wireroom.launcher.embedded.Ports;
import dev.wireroom.launcher.embedded.StartupCache;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConnectionConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An all-in-one as {@code ./wireroom up} runs it, on free ports and in a folder of its own;
 * thread-safe.
 *
 * <p>As an extension's parameter it is started once for all test classes of a run, so each test
 * uses sources of its own.
 */
final class RunningWire implements AutoCloseable {

    /** Hands the one wire of this run to whoever asks for it. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningWire.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(RunningWire.class))
                    .getOrComputeIfAbsent(
                            RunningWire.class, key -> RunningWire.start(), RunningWire.class);
        }
    }

    private static final Duration STORED_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final DataDirectory data;
    private final AllInOne wire;

    private RunningWire(Path folder, DataDirectory data, AllInOne wire) {
        this.folder = folder;
        this.data = data;
        this.wire = wire;
    }

    static RunningWire start() {
        return start(Map.of());
    }

    /**
     * A wire of the caller's own.
     *
     * @param settings what is to differ from {@link #freePorts}
     */
    static RunningWire start(Map<String, String> settings) {
        Map<String, String> all = freePorts();
        all.putAll(settings);
        try {
            Path folder = Files.createTempDirectory("wireroom-it-");
            DataDirectory data = DataDirectory.open(folder.resolve("data"));
            Distribution distribution = distribution();
            AllInOne wire =
                    AllInOne.start(
                            new AllInOne.Plan(
                                    data,
                                    distribution,
                                    all,
                                    StartupCache.at(distribution.registryCache()),
                                    part -> {}));
            return new RunningWire(folder, data, wire);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the wire started", e);
        }
    }

    /** What the build left of the launcher: the registry's server is in there. */
    static Distribution distribution() {
        return new Distribution(Checkout.root().resolve("launcher/target/wireroom"));
    }

    /** Settings with a free port for every part. */
    static Map<String, String> freePorts() {
        Map<String, String> settings = new TreeMap<>();
        Set<Integer> used = new HashSet<>();
        for (String key :
                List.of(
                        AllInOneConfig.BROKER_PORT,
                        AllInOneConfig.REGISTRY_PORT,
                        AllInOneConfig.DATABASE_PORT)) {
            settings.put(key, Integer.toString(Ports.anyFree(used::add)));
        }
        for (WireService service : Services.ALL) {
            // not 0: the console is told where the others are before they are
            settings.put(service.name() + ".http.port", Integer.toString(Ports.anyFree(used::add)));
        }
        // one partition: whatever is sent after a bad record really comes behind it
        settings.put(ConnectionConfig.TOPICS_PARTITIONS, "1");
        // the feeds that tests poll are on this machine
        settings.put("ingest.fetch.allowed.private.networks", "127.0.0.0/8");
        settings.put("ingest.poll.interval.min.ms", "1000");
        settings.put("ingest.poll.interval.initial.ms", "1000");
        settings.put("ingest.poll.interval.max.ms", "2000");
        settings.put("ingest.fetch.host.min.delay.ms", "0");
        settings.put(
                "ingest.websub.callback.url",
                "http://127.0.0.1:" + settings.get("ingest.http.port"));
        return settings;
    }

    WireClient client() {
        return new WireClient(
                wire.uri(Services.INGEST), wire.uri(Services.DELIVER), Optional.empty());
    }

    URI uri(WireService service) {
        return wire.uri(service);
    }

    String bootstrapServers() {
        return setting(ConnectionConfig.BOOTSTRAP_SERVERS);
    }

    URI registry() {
        return URI.create(setting(ConnectionConfig.REGISTRY_URL));
    }

    Topics topics() {
        return new Topics(Topics.DEFAULT_PREFIX, 1, 1);
    }

    <T extends SpecificRecord> TopicReader<T> reader(String topic, Class<T> type) {
        return TopicReader.of(bootstrapServers(), registry(), topic, type);
    }

    /** Pushes an article and waits until it is stored: the line goes on. */
    String carry(String source, String title) {
        WireClient.Answer pushed =
                client().pushJson(
                                source,
                                """
                                {"externalId":"%s","title":"%s","language":"en",
                                 "body":"Ingrid Solheim of Nordhavn Bank spoke in Oslo on Friday."}
                                """
                                        .formatted(title.replace(' ', '-'), title));
        if (pushed.status() != 202) {
            throw new AssertionError("not accepted: " + pushed.whole().body());
        }
        String id = pushed.json().required("id").asText();
        awaitStored(id);
        return id;
    }

    WireClient.Answer awaitStored(String articleId) {
        return await("article %s in storage".formatted(articleId))
                .atMost(STORED_LIMIT)
                .until(() -> client().stored(articleId), answer -> answer.status() == 200);
    }

    /** Every setting that the parts were started with. */
    Map<String, String> settings() {
        return wire.settings();
    }

    private String setting(String key) {
        String value = wire.settings().get(key);
        if (value == null) {
            throw new IllegalStateException("the wire does not say its " + key);
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        wire.close();
        data.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
