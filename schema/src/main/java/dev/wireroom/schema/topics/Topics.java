package dev.wireroom.schema.topics;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of one wire. Everything that varies between installations comes in by the constructor;
 * nothing is read from elsewhere.
 */
public final class Topics {

    public static final String DEFAULT_PREFIX = "wireroom.";
    public static final int DEFAULT_PARTITIONS = 12;

    /**
     * How long a reader of articles or enriched may be away before compaction may skip revisions.
     */
    private static final Duration COMPACTION_LAG = Duration.ofDays(7);

    private static final Duration KEPT = Duration.ofDays(30);

    /** A replay is worked off while its command watches; the log of record keeps what it was of. */
    private static final Duration REPLAY_KEPT = Duration.ofDays(1);

    /** An article has at most a few MB; a dead letter carries one whole, with its headers. */
    private static final int MAX_MESSAGE_BYTES = 12 * 1024 * 1024;

    private final Topic articles;
    private final Topic enriched;
    private final Topic deadLetters;
    private final Topic ledger;
    private final Topic sources;
    private final Topic feedStates;
    private final Topic sinkErrors;
    private final Topic replays;
    private final Topic lakeErrors;
    private final Topic lakeControl;

    /**
     * @param prefix what every name starts with, its separator included
     * @param partitions partitions of each topic, at least 1
     * @param replicationFactor copies of each partition, at least 1
     */
    public Topics(String prefix, int partitions, int replicationFactor) {
        Map<String, String> logOfRecord =
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, millis(COMPACTION_LAG),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_MESSAGE_BYTES));
        Map<String, String> latestState =
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(MAX_MESSAGE_BYTES));
        Map<String, String> history =
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, millis(KEPT),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_MESSAGE_BYTES));
        short copies = (short) replicationFactor;
        this.articles =
                topic(
                        prefix + "articles",
                        partitions,
                        copies,
                        logOfRecord,
                        Article.getClassSchema());
        this.enriched =
                topic(
                        prefix + "enriched",
                        partitions,
                        copies,
                        logOfRecord,
                        EnrichedArticle.getClassSchema());
        this.deadLetters =
                topic(
                        prefix + "deadletters",
                        partitions,
                        copies,
                        history,
                        DeadLetter.getClassSchema());
        this.ledger =
                topic(prefix + "ledger", partitions, copies, history, LedgerEntry.getClassSchema());
        this.sources =
                topic(prefix + "sources", partitions, copies, latestState, Source.getClassSchema());
        this.feedStates =
                topic(
                        prefix + "feed-states",
                        partitions,
                        copies,
                        latestState,
                        FeedState.getClassSchema());
        this.sinkErrors =
                new Topic(prefix + "sink-errors", partitions, copies, history, Optional.empty());
        // few records each, and what is on the second has to be in order
        this.lakeErrors = new Topic(prefix + "lake-errors", 1, copies, history, Optional.empty());
        this.lakeControl = new Topic(prefix + "lake-control", 1, copies, history, Optional.empty());
        this.replays =
                topic(
                        prefix + "replays",
                        partitions,
                        copies,
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                TopicConfig.RETENTION_MS_CONFIG,
                                millis(REPLAY_KEPT),
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                String.valueOf(MAX_MESSAGE_BYTES)),
                        EnrichedArticle.getClassSchema());
    }

    /** What producers sent, normalised: the log of record. */
    public Topic articles() {
        return articles;
    }

    /**
     * Latest state of every article, and for some days every revision: a sink may be away so long.
     */
    public Topic enriched() {
        return enriched;
    }

    /** Records that could not go on, whole, with the cause. */
    public Topic deadLetters() {
        return deadLetters;
    }

    /** Counts per source, stage, outcome and minute. */
    public Topic ledger() {
        return ledger;
    }

    /**
     * Definitions of the sources. Every ingest reads all of it; as members of one group they share
     * its partitions, and with them the polling.
     */
    public Topic sources() {
        return sources;
    }

    /** What is known of each polled source; partitioned as {@link #sources} is. */
    public Topic feedStates() {
        return feedStates;
    }

    /**
     * Raw records that a Connect sink refused, as Connect's errant-record reporter writes them.
     * enrich wraps them into dead letters.
     */
    public Topic sinkErrors() {
        return sinkErrors;
    }

    /**
     * Records of {@link #enriched} that are to go through enrich once more; partitioned as {@link
     * #articles} is, for enrich compares them with what it knows of the article. See {@link
     * ReplayHeaders}.
     */
    public Topic replays() {
        return replays;
    }

    /** As {@link #sinkErrors}, of the lake: apart, for the ledger counts what the sink refused. */
    public Topic lakeErrors() {
        return lakeErrors;
    }

    /**
     * Where the tasks of the lake's connector tell which files they wrote. They are lost to the
     * lake where it is away for longer than this is kept.
     */
    public Topic lakeControl() {
        return lakeControl;
    }

    public List<Topic> all() {
        return List.of(
                articles,
                enriched,
                deadLetters,
                ledger,
                sources,
                feedStates,
                sinkErrors,
                replays,
                lakeErrors,
                lakeControl);
    }

    private static Topic topic(
            String name, int partitions, short copies, Map<String, String> config, Schema schema) {
        return new Topic(name, partitions, copies, config, Optional.of(schema));
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
