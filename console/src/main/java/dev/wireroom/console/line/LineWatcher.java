package dev.wireroom.console.line;

import dev.wireroom.console.ConsoleConfig;
import dev.wireroom.console.cluster.ClusterReader;
import dev.wireroom.console.cluster.ClusterSnapshot;
import dev.wireroom.console.cluster.GroupState;
import dev.wireroom.console.cluster.TopicState;
import dev.wireroom.console.line.LineView.ClusterView;
import dev.wireroom.console.line.LineView.DeadLetters;
import dev.wireroom.console.line.LineView.GroupView;
import dev.wireroom.console.line.LineView.HopView;
import dev.wireroom.console.line.LineView.LagView;
import dev.wireroom.console.line.LineView.Sample;
import dev.wireroom.console.line.LineView.ServiceView;
import dev.wireroom.console.line.LineView.TopicView;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import dev.wireroom.ledger.LedgerBook;
import dev.wireroom.ledger.StoredCountReader;
import dev.wireroom.ledger.StoredCounts;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.http.Health;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the line every interval, on a thread of its own, and keeps the latest picture; so that
 * many viewers cost the cluster no more than one. {@link #view} is thread-safe.
 */
public final class LineWatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LineWatcher.class);

    /** Rates are taken over this many looks, so that they do not flicker. */
    private static final int LOOKS_PER_RATE = 5;

    private final ConsoleConfig config;
    private final Topics topics;
    private final LedgerBook ledger;
    private final DeadLetterShelf deadLetters;
    private final BookKeeper books;
    private final StoredCountReader stored;
    private final Health.Part kafka;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, HopHistory> histories = new LinkedHashMap<>();
    private final CounterRate deliveries = new CounterRate(LOOKS_PER_RATE + 1);
    private final Deque<ClusterSnapshot> looks = new ArrayDeque<>();
    private final Thread thread;
    private Instant clusterSince = clock.instant();
    private boolean clusterReachable;
    private @Nullable String clusterDetail = "starting";
    private volatile @Nullable LineView view;

    private LineWatcher(
            ConsoleConfig config,
            Health health,
            LedgerBook ledger,
            DeadLetterShelf deadLetters,
            BookKeeper books,
            StoredCountReader stored) {
        this.config = config;
        this.topics = config.connection().topics();
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.books = books;
        this.stored = stored;
        this.kafka = health.part("cluster");
        this.thread = Thread.ofPlatform().name("console-watcher").unstarted(this::run);
    }

    public static LineWatcher start(
            ConsoleConfig config,
            Health health,
            LedgerBook ledger,
            DeadLetterShelf deadLetters,
            BookKeeper books,
            StoredCountReader stored) {
        LineWatcher watcher = new LineWatcher(config, health, ledger, deadLetters, books, stored);
        watcher.thread.start();
        return watcher;
    }

    /** The latest picture; empty before the first look. */
    public Optional<LineView> view() {
        return Optional.ofNullable(view);
    }

    private void run() {
        try (ClusterReader cluster = ClusterReader.open(config.connection());
                ReadinessProbe probe = new ReadinessProbe()) {
            while (true) {
                look(cluster, probe);
                Thread.sleep(config.interval());
            }
        } catch (InterruptedException | InterruptException e) {
            log.debug("asked to stop");
        }
    }

    private void look(ClusterReader cluster, ReadinessProbe probe) throws InterruptedException {
        Optional<ClusterSnapshot> snapshot = snapshot(cluster);
        List<ServiceView> services = new ArrayList<>();
        for (Map.Entry<String, URI> service : config.services().entrySet()) {
            services.add(probe.ask(service.getKey(), service.getValue()));
        }
        URI deliver = config.services().get("deliver");
        Long subscribers =
                deliver == null ? null : probe.gauge(deliver, "wireroom_deliver_subscribers");
        Double delivering =
                deliveries.after(
                        clock.instant(),
                        deliver == null
                                ? null
                                : probe.gauge(deliver, "wireroom_deliver_events_total"));
        boolean booksOpen = books.caughtUp();
        view =
                new LineView(
                        clock.instant().toString(),
                        config.connection().topicsPrefix(),
                        new ClusterView(clusterReachable, clusterDetail, clusterSince.toString()),
                        services,
                        hops(snapshot, delivering, subscribers),
                        new DeadLetters(
                                booksOpen ? deadLetters.seen() : null, deadLetters.latest()),
                        booksOpen ? ledger.balances(storedCounts()) : null,
                        snapshot.map(this::topicViews).orElse(List.of()),
                        snapshot.map(LineWatcher::groupViews).orElse(List.of()));
    }

    /** What the sink counted; null where the store does not answer or has no tables yet. */
    private @Nullable Map<String, StoredCounts> storedCounts() {
        try {
            return stored.read(ledger.window());
        } catch (SQLException e) {
            log.debug("the store's counts can't be read: {}", e.toString());
            return null;
        }
    }

    private Optional<ClusterSnapshot> snapshot(ClusterReader cluster) {
        try {
            ClusterSnapshot snapshot = cluster.read();
            looks.addLast(snapshot);
            if (looks.size() > LOOKS_PER_RATE + 1) {
                looks.removeFirst();
            }
            clusterBecomes(true, null);
            kafka.up();
            return Optional.of(snapshot);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            looks.clear();
            clusterBecomes(false, String.valueOf(e.getMessage()));
            kafka.down(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void clusterBecomes(boolean reachable, @Nullable String detail) {
        if (reachable != clusterReachable) {
            clusterSince = clock.instant();
        }
        clusterReachable = reachable;
        clusterDetail = detail;
    }

    private List<HopView> hops(
            Optional<ClusterSnapshot> snapshot,
            @Nullable Double delivering,
            @Nullable Long subscribers) {
        String articles = topics.articles().name();
        String enriched = topics.enriched().name();
        Long accepted =
                books.caughtUp() ? ledger.total(Stage.INGEST, LedgerOutcome.ACCEPTED) : null;
        Long published =
                books.caughtUp()
                        ? ledger.total(Stage.ENRICH, LedgerOutcome.NEW)
                                + ledger.total(Stage.ENRICH, LedgerOutcome.UPDATED)
                                + ledger.total(Stage.ENRICH, LedgerOutcome.CORRECTED)
                                + ledger.total(Stage.ENRICH, LedgerOutcome.WITHDRAWN)
                        : null;
        Optional<ClusterSnapshot> before =
                looks.isEmpty() ? Optional.empty() : Optional.of(looks.getFirst());
        return List.of(
                hop(
                        "ingest",
                        "accepts",
                        articles,
                        producedRate(snapshot, before, articles),
                        null,
                        accepted),
                hop(
                        "enrich",
                        "enriches",
                        enriched,
                        consumedRate(snapshot, before, config.enrichGroup(), articles),
                        lag(snapshot, config.enrichGroup()),
                        published),
                hop(
                        "sink",
                        "stores",
                        "PostgreSQL",
                        consumedRate(snapshot, before, config.sinkGroup(), enriched),
                        lag(snapshot, config.sinkGroup()),
                        storedTotal()),
                hop("deliver", "delivers", "subscribers", delivering, null, subscribers));
    }

    private @Nullable Long storedTotal() {
        Map<String, StoredCounts> counts = storedCounts();
        return counts == null
                ? null
                : counts.values().stream().mapToLong(c -> c.stored() + c.deleted()).sum();
    }

    private HopView hop(
            String name,
            String does,
            String topic,
            @Nullable Double rate,
            @Nullable Long lag,
            @Nullable Long total) {
        HopHistory history = histories.computeIfAbsent(name, n -> new HopHistory());
        history.add(new Sample(clock.instant().toString(), rate, lag));
        return new HopView(name, does, topic, rate, lag, total, history.samples());
    }

    private static @Nullable Double producedRate(
            Optional<ClusterSnapshot> now, Optional<ClusterSnapshot> before, String topic) {
        return now.flatMap(
                        n ->
                                before.filter(b -> b.at().isBefore(n.at()))
                                        .map(b -> n.ratesSince(b).get(topic)))
                .orElse(null);
    }

    private static @Nullable Double consumedRate(
            Optional<ClusterSnapshot> now,
            Optional<ClusterSnapshot> before,
            String group,
            String topic) {
        return now.flatMap(
                        n ->
                                before.filter(b -> b.at().isBefore(n.at()))
                                        .flatMap(b -> n.consumedSince(b, group, topic)))
                .orElse(null);
    }

    /** Over all topics of the group: enrich hands records to itself on the way. */
    private static @Nullable Long lag(Optional<ClusterSnapshot> now, String group) {
        return now.flatMap(n -> n.group(group)).map(GroupState::totalLag).orElse(null);
    }

    private List<TopicView> topicViews(ClusterSnapshot snapshot) {
        ClusterSnapshot before = looks.getFirst();
        Map<String, Double> rates =
                before.at().isBefore(snapshot.at()) ? snapshot.ratesSince(before) : Map.of();
        List<TopicView> views = new ArrayList<>();
        for (TopicState topic : snapshot.topics()) {
            views.add(
                    new TopicView(
                            topic.name(),
                            topic.partitions(),
                            topic.replicas(),
                            topic.records(),
                            topic.bytes().isPresent() ? topic.bytes().getAsLong() : null,
                            rates.get(topic.name())));
        }
        return views;
    }

    private static List<GroupView> groupViews(ClusterSnapshot snapshot) {
        return snapshot.groups().stream()
                .map(
                        group ->
                                new GroupView(
                                        group.id(),
                                        group.state(),
                                        group.members(),
                                        group.lags().stream()
                                                .map(lag -> new LagView(lag.topic(), lag.lag()))
                                                .toList()))
                .toList();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(java.time.Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
