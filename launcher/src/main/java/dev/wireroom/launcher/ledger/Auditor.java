package dev.wireroom.launcher.ledger;

import dev.wireroom.console.ConsoleConfig;
import dev.wireroom.console.cluster.ClusterReader;
import dev.wireroom.ledger.Balance;
import dev.wireroom.ledger.LedgerBook;
import dev.wireroom.ledger.LedgerReader;
import dev.wireroom.ledger.Missing;
import dev.wireroom.ledger.MissingArticles;
import dev.wireroom.ledger.Repair;
import dev.wireroom.ledger.Store;
import dev.wireroom.ledger.StoredCountReader;
import dev.wireroom.ledger.TopicScan;
import dev.wireroom.ledger.Window;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.topics.Topics;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.DatabaseConfig;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Audits a wire's ledger: waits for what is under way, balances the counts, compares the keys, has
 * the missing sent again. Not thread-safe. Methods throw a {@code KafkaException} where Kafka or
 * the registry does not answer, and {@link SQLException} where PostgreSQL does not.
 */
public final class Auditor implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** Stages tell the ledger once a second what they counted. */
    private static final Duration COUNTS_COME_WITHIN = Duration.ofSeconds(4);

    /** What was on articles then, was on enrich's inner topic next, and on enriched after that. */
    private static final int HOPS = 3;

    /**
     * What to audit.
     *
     * @param window the minutes of arrival
     * @param source null for all
     * @param patience how long to wait for what is under way
     * @param verify whether to compare keys even where the counts add up
     */
    public record Order(Window window, @Nullable String source, Duration patience, boolean verify) {

        boolean concerns(String of) {
            return source == null || source.equals(of);
        }
    }

    private final Clock clock;
    private final ConnectionConfig connection;
    private final List<String> groups;
    private final Store store;
    private final Topics topics;
    private final HttpSchemaRegistry registry;
    private final TopicScan scan;
    private final ClusterReader cluster;

    private Auditor(ConsoleConfig config, Clock clock) {
        this.clock = clock;
        this.connection = config.connection();
        this.groups = List.of(config.enrichGroup(), config.sinkGroup());
        DatabaseConfig database = config.database();
        this.store =
                () ->
                        DriverManager.getConnection(
                                database.url(),
                                database.user(),
                                database.password().map(Password::value).orElse(null));
        this.topics = connection.topics();
        this.registry = new HttpSchemaRegistry(connection.registry());
        this.scan = TopicScan.open(connection);
        this.cluster = ClusterReader.open(connection);
    }

    /** Opens clients; does not wait for the wire. */
    public static Auditor open(ConsoleConfig config, Clock clock) {
        return new Auditor(config, clock);
    }

    /** Audits; compares keys where asked to, and where the counts do not add up. */
    public Audit audit(Order order) throws SQLException, InterruptedException {
        Instant began = clock.instant();
        Audit balanced = balance(order);
        boolean differs = balanced.balances().stream().anyMatch(b -> !b.closes() || b.hasSurplus());
        if (balanced.underWay() > 0 || !(order.verify() || differs)) {
            return balanced;
        }
        Predicate<String> sources = order::concerns;
        return balanced.with(
                new MissingArticles(scan, topics, registry, store)
                        .find(order.window(), sources, began));
    }

    /** Sends again what an audit found missing, and audits anew. */
    public Audit repair(Order order, Audit found) throws SQLException, InterruptedException {
        List<Missing> missing =
                found.comparison() == null ? List.of() : found.comparison().missing();
        if (missing.isEmpty()) {
            return found;
        }
        Repair.Sent sent = new Repair(connection, scan).send(missing);
        return audit(
                        new Order(
                                order.window(),
                                order.source(),
                                order.patience(),
                                /* verify= */ true))
                .with(sent);
    }

    private Audit balance(Order order) throws SQLException, InterruptedException {
        LedgerBook book = new LedgerBook(order.window());
        LedgerReader ledger = new LedgerReader(scan, topics.ledger().name(), registry, book);
        StoredCountReader stored = new StoredCountReader(store);
        long deadline = System.nanoTime() + order.patience().toNanos();
        int hop = 1;
        UnderWay way = new UnderWay(groups, cluster.read());
        @Nullable Long quietSince = null;
        while (true) {
            long left = way.at(cluster.read());
            if (left == 0 && hop < HOPS) {
                hop++;
                way = new UnderWay(groups, cluster.read());
                continue;
            }
            ledger.read();
            List<Balance> balances =
                    book.balances(stored.read(order.window())).stream()
                            .filter(balance -> order.concerns(balance.source()))
                            .toList();
            Audit audit = new Audit(order.window(), balances, left, null, null);
            long now = System.nanoTime();
            quietSince = left > 0 ? null : quietSince == null ? Long.valueOf(now) : quietSince;
            boolean countsAreIn =
                    quietSince != null && now - quietSince > COUNTS_COME_WITHIN.toNanos();
            if ((left == 0 && audit.closes()) || countsAreIn || now > deadline) {
                return audit;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    @Override
    public void close() {
        scan.close();
        cluster.close();
    }
}
