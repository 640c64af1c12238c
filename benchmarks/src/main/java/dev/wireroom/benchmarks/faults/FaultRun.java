package dev.wireroom.benchmarks.faults;

import dev.wireroom.benchmarks.wire.Foundation;
import dev.wireroom.benchmarks.wire.Group;
import dev.wireroom.launcher.Distribution;
import dev.wireroom.launcher.embedded.Ports;
import dev.wireroom.schema.serde.TrustedContracts;
import dev.wireroom.schema.topics.Topic;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.http.Health;
import dev.wireroom.service.wire.WirePreparation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Two sinks share a load while one of them, by chance, is killed at a random point again and again,
 * PostgreSQL goes away, and rebalances are forced; when all faults are over and the sinks have
 * caught up, what is stored is compared with what was sent.
 */
final class FaultRun {
    /** As the sink's connector is named by default. */
    static final String GROUP = "connect-wireroom-sink";

    private static final int SINKS = 2;

    /** A sink that stores is killed within this time. */
    private static final Duration KILLED_WITHIN = Duration.ofMillis(2500);

    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(3);
    private static final Duration CATCH_UP_WITHIN = Duration.ofMinutes(4);

    /**
     * The least that brokers allow by default: a killed sink keeps its partitions so long, and a
     * run waits for that at every kill.
     */
    private static final String SESSION_TIMEOUT_MS = "6000";

    private static final String HEARTBEAT_MS = "1500";

    private final FaultPlan plan;
    private final Foundation foundation;
    private final Distribution distribution;
    private final Path folder;
    private final PrintWriter progress;
    private final SplittableRandom random;

    private FaultRun(
            FaultPlan plan,
            Foundation foundation,
            Distribution distribution,
            Path folder,
            PrintWriter progress) {
        this.plan = plan;
        this.foundation = foundation;
        this.distribution = distribution;
        this.folder = folder;
        this.progress = progress;
        this.random = new SplittableRandom(plan.seed());
    }

    /**
     * Runs a plan on parts of its own.
     *
     * @param folder an empty one, for data and logs
     * @param progress told of every kill
     * @throws IOException where a sink ends by itself or never comes to store anything
     */
    static FaultReport run(
            FaultPlan plan, Distribution distribution, Path folder, PrintWriter progress)
            throws IOException, InterruptedException, SQLException {
        TrustedContracts.install();
        try (Foundation foundation = Foundation.start(folder, distribution)) {
            new WirePreparation(
                            ConnectionConfig.from(
                                    ConfigValues.parse(
                                            ConnectionConfig.define(new ConfigDef()),
                                            foundation.settings())),
                            Health.create())
                    .run();
            return new FaultRun(plan, foundation, distribution, folder, progress).run();
        }
    }

    private FaultReport run() throws IOException, InterruptedException, SQLException {
        long began = System.nanoTime();
        Topic enriched = foundation.topics().enriched();
        RevisionLoad load = new RevisionLoad(plan.seed());
        List<SinkProcess> sinks = new ArrayList<>();
        try (Group group = new Group(foundation.bootstrapServers(), GROUP)) {
            int visits;
            try (Sender sender = new Sender(foundation, load, plan)) {
                for (int i = 0; i < SINKS; i++) {
                    sinks.add(sink(i));
                }
                for (SinkProcess sink : sinks) {
                    sink.awaitStoring(sender);
                }
                try (Visitor visitor =
                        new Visitor(
                                foundation.bootstrapServers(),
                                enriched.name(),
                                plan.betweenVisits())) {
                    faults(sinks, sender, group, enriched);
                    visits = visitor.visits();
                }
                sender.finish();
            }
            group.caughtUp(enriched, CATCH_UP_WITHIN);
            List<Expected> expected = load.expected();
            return new FaultReport(
                    plan.kills(),
                    plan.outages(),
                    visits,
                    expected.size(),
                    expected.stream().mapToLong(a -> a.revisions().size()).sum(),
                    load.sent(),
                    group.lag(enriched),
                    group.written(foundation.topics().sinkErrors()),
                    Comparison.of(expected, foundation.databaseUrl(), foundation.databaseUser()),
                    Duration.ofNanos(System.nanoTime() - began));
        } finally {
            sinks.forEach(SinkProcess::close);
        }
    }

    private SinkProcess sink(int number) throws IOException {
        Map<String, String> settings = foundation.settings();
        settings.put(ConnectionConfig.KAFKA_CLIENT + "session.timeout.ms", SESSION_TIMEOUT_MS);
        settings.put(ConnectionConfig.KAFKA_CLIENT + "heartbeat.interval.ms", HEARTBEAT_MS);
        return new SinkProcess(
                distribution,
                settings,
                Ports.anyFree(),
                folder.resolve("sink-%d.log".formatted(number)));
    }

    private void faults(List<SinkProcess> sinks, Sender sender, Group group, Topic enriched)
            throws IOException, InterruptedException {
        int outages = 0;
        for (int kill = 1; kill <= plan.kills(); kill++) {
            int victim = random.nextInt(sinks.size());
            sinks.get(victim).awaitStoring(sender);
            pause(KILLED_WITHIN);
            // spread evenly; a kill falls into each outage
            boolean outage = (long) kill * plan.outages() / plan.kills() > outages;
            if (outage) {
                outages++;
                foundation.stopDatabase();
                pause(LONGEST_OUTAGE);
            }
            long behind = group.lag(enriched);
            sinks.get(victim).killAndRestart();
            if (outage) {
                pause(LONGEST_OUTAGE);
                foundation.startDatabase();
            }
            progress.printf(
                    "kill %d of %d: sink %d, %,d records behind%s%n",
                    kill, plan.kills(), victim, behind, outage ? ", PostgreSQL away" : "");
            progress.flush();
        }
    }

    private void pause(Duration most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextLong(most.toMillis()));
    }
}
