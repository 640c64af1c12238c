package dev.wireroom.ingest.feed;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.fetch.Fetcher;
import dev.wireroom.ingest.fetch.FormPoster;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.wire.ArticleLog;
import dev.wireroom.ingest.wire.FeedStateStore;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.ingest.wire.SourceStore;
import dev.wireroom.ingest.wire.TableReader;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The polling of this instance: its share of the sources, each asked when it is due. Thread-safe.
 * Closing it leaves the group, so that others take over at once.
 */
public final class Polling implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Polling.class);

    /** Somebody who wants a source polled now waits at least this long since it was last asked. */
    private static final Duration SOONEST = Duration.ofSeconds(10);

    /**
     * What polling reads and writes.
     *
     * @param sourcePartitions how many partitions the topic of the sources has
     */
    public record Wire(
            ArticleLog articles,
            SourceStore sources,
            FeedStateStore stateStore,
            SourceCatalog catalog,
            FeedStates states,
            int sourcePartitions) {}

    /** Ways to other people's servers. */
    public record Web(Fetcher fetcher, FormPoster poster) {}

    /** The readers that keep catalog and states the same as their topics. */
    public record Readers(TableReader<Source> sources, TableReader<FeedState> feedStates) {}

    /**
     * Joins the group of pollers and begins to poll what it is given.
     *
     * @param web stays the caller's to close, after this
     * @param health is down when this instance can't poll any more
     */
    public static Polling start(
            ConnectionConfig connection,
            PollConfig config,
            TextLimits limits,
            Wire wire,
            Readers readers,
            Web web,
            Health.Part health,
            MeterRegistry registry) {
        return new Polling(
                connection,
                config,
                limits,
                wire,
                new PollingGroup.Tables(readers.sources(), readers.feedStates()),
                web,
                health,
                registry,
                Clock.systemUTC());
    }

    private final SourceCatalog catalog;
    private final FeedStates states;
    private final StateKeeper keeper;
    private final int partitionCount;
    private final Clock clock;
    private final SourcePoll poll;
    private final PollScheduler scheduler;
    private final PollingGroup group;
    private final Optional<HubCallbacks> callbacks;

    private Polling(
            ConnectionConfig connection,
            PollConfig config,
            TextLimits limits,
            Wire wire,
            PollingGroup.Tables tables,
            Web web,
            Health.Part health,
            MeterRegistry registry,
            Clock clock) {
        RandomGenerator random = RandomGenerator.getDefault();
        PollMeters meters = new PollMeters(registry);
        this.catalog = wire.catalog();
        this.states = wire.states();
        this.partitionCount = wire.sourcePartitions();
        this.clock = clock;
        this.keeper = new StateKeeper(wire.stateStore(), states, wire.sources(), catalog);
        DocumentIntake intake =
                new DocumentIntake(
                        wire.articles(),
                        new PageText(web.fetcher(), limits),
                        new PublisherItems(catalog, states));
        Optional<WebSub> webSub =
                config.webSub()
                        .callback()
                        .map(
                                callback ->
                                        new WebSub(
                                                config.webSub(),
                                                callback,
                                                web.poster(),
                                                keeper,
                                                states,
                                                catalog,
                                                intake,
                                                limits,
                                                clock,
                                                meters));
        this.callbacks = webSub.map(hub -> hub);
        HubWatch hubs = webSub.<HubWatch>map(hub -> hub).orElse(HubWatch.NONE);
        Fetcher fetcher = web.fetcher();
        this.poll =
                new SourcePoll(
                        fetcher,
                        intake,
                        keeper,
                        new PollPolicy(config.bounds(), random),
                        hubs,
                        limits,
                        clock,
                        meters);
        this.scheduler = new PollScheduler(new Sources(), config.limits(), clock, random);
        catalog.listen(this::sourceWritten);
        scheduler.start();
        this.group =
                PollingGroup.join(
                        connection,
                        new PollingGroup.Membership(
                                connection
                                        .topics()
                                        .sources()
                                        .name()
                                        .replaceFirst("sources$", "ingest-pollers"),
                                config.sessionTimeout(),
                                config.releaseWithin()),
                        tables,
                        scheduler,
                        new PollLease(config.sessionTimeout(), System::nanoTime, clock),
                        health);
        meters.watch(
                "polled.sources",
                "Sources that this instance polls",
                scheduler,
                PollScheduler::scheduled);
        meters.watch("polls.running", "Polls under way", scheduler, PollScheduler::running);
        meters.watch(
                "polled.partitions",
                "Partitions of the sources that this instance polls",
                group,
                PollingGroup::partitions);
    }

    /** Where hubs are heard; empty where WebSub is not configured. */
    public Optional<HubCallbacks> callbacks() {
        return callbacks;
    }

    /** Partition of a key, as Kafka's producers choose it. */
    static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** A source that was deleted leaves nothing behind. */
    private void sourceWritten(String sourceId) {
        scheduler.sourceWritten(sourceId);
        boolean deleted = catalog.find(sourceId).isEmpty() && states.find(sourceId).isPresent();
        if (deleted && scheduler.permit(sourceId).filter(Permit::holds).isPresent()) {
            Thread.ofVirtual().start(() -> forget(sourceId));
        }
    }

    private void forget(String sourceId) {
        try {
            keeper.forget(sourceId);
        } catch (KafkaException e) {
            log.warn("the state of deleted source {} stays: {}", sourceId, e.toString());
        }
    }

    private final class Sources implements PollScheduler.Polls {

        @Override
        public Collection<String> inPartition(int partition) {
            return catalog.all().stream()
                    .map(Source::getSourceId)
                    .filter(id -> partitionOf(id) == partition)
                    .toList();
        }

        @Override
        public int partitionOf(String sourceId) {
            return Polling.partitionOf(sourceId, partitionCount);
        }

        @Override
        public Optional<String> hostOf(String sourceId) {
            return catalog.find(sourceId)
                    .filter(source -> source.getKind() == SourceKind.POLL)
                    .filter(source -> source.getState() == SourceState.ACTIVE)
                    .filter(source -> source.getUrl() != null)
                    .map(
                            source ->
                                    CanonicalUrl.parse(source.getUrl())
                                            .map(uri -> uri.getHost())
                                            .orElse(""));
        }

        @Override
        public Optional<Instant> dueAt(String sourceId) {
            return current(sourceId).map(FeedState::getNextPollAt);
        }

        @Override
        public Instant soonest(String sourceId) {
            Instant now = clock.instant();
            return current(sourceId)
                    .map(FeedState::getLastPolledAt)
                    .map(last -> last.plus(SOONEST))
                    .filter(now::isBefore)
                    .orElse(now);
        }

        private Optional<FeedState> current(String sourceId) {
            return states.find(sourceId)
                    .filter(
                            state ->
                                    catalog.find(sourceId)
                                            .filter(source -> FeedHealth.isAbout(state, source))
                                            .isPresent());
        }

        @Override
        public Optional<Instant> poll(String sourceId, Permit permit) throws InterruptedException {
            Optional<Source> source = catalog.find(sourceId);
            return source.isEmpty() ? Optional.empty() : poll.poll(source.get(), permit);
        }
    }

    @Override
    public void close() {
        group.close();
        scheduler.close();
    }
}
