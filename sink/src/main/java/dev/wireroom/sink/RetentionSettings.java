package dev.wireroom.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How long storage keeps what. Read from the same keys by the service, where they begin with {@code
 * sink.}, and by the connector.
 *
 * @param articles for how long an article is kept after its latest revision came, or its embargo
 *     ended; empty for ever
 * @param revisions for how long a revision is kept that a newer one overtook; empty for ever
 * @param every pause between two passes
 * @param batchArticles most articles in a transaction
 */
public record RetentionSettings(
        Optional<Duration> articles,
        Optional<Duration> revisions,
        Duration every,
        int batchArticles) {

    static final String DAYS = "retention.days";
    static final String REVISIONS_DAYS = "retention.revisions.days";
    static final String INTERVAL_MS = "retention.interval.ms";
    static final String BATCH_ARTICLES = "retention.batch.articles";

    /** A hundred years: longer is a slip, and for ever is 0. */
    private static final int MOST_DAYS = 36_500;

    static ConfigDef define(ConfigDef definition, String prefix) {
        return definition
                .define(
                        prefix + DAYS,
                        Type.INT,
                        0,
                        Range.between(0, MOST_DAYS),
                        Importance.MEDIUM,
                        "Days for which storage keeps an article after its latest revision was"
                                + " received, or its embargo ended; then it is deleted with its"
                                + " history, mentions and the entities that nothing else names. 0"
                                + " keeps all.")
                .define(
                        prefix + REVISIONS_DAYS,
                        Type.INT,
                        0,
                        Range.between(0, MOST_DAYS),
                        Importance.MEDIUM,
                        "Days for which storage keeps a revision that a newer one overtook; the"
                                + " latest state stays. 0 keeps all.")
                .define(
                        prefix + INTERVAL_MS,
                        Type.LONG,
                        Duration.ofMinutes(10).toMillis(),
                        Range.atLeast(1),
                        Importance.LOW,
                        "Pause between two passes of retention, in milliseconds.")
                .define(
                        prefix + BATCH_ARTICLES,
                        Type.INT,
                        500,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        "Most articles that retention deletes in one transaction.");
    }

    static RetentionSettings from(AbstractConfig values) {
        return of(
                values.getInt(DAYS),
                values.getInt(REVISIONS_DAYS),
                Duration.ofMillis(values.getLong(INTERVAL_MS)),
                values.getInt(BATCH_ARTICLES));
    }

    /** Of days, where 0 is for ever. */
    static RetentionSettings of(int days, int revisionDays, Duration every, int batchArticles) {
        return new RetentionSettings(
                Optional.of(days).filter(d -> d > 0).map(Duration::ofDays),
                Optional.of(revisionDays).filter(d -> d > 0).map(Duration::ofDays),
                every,
                batchArticles);
    }

    /** As the connector reads them. */
    void writeTo(Map<String, String> connector) {
        connector.put(DAYS, days(articles));
        connector.put(REVISIONS_DAYS, days(revisions));
        connector.put(INTERVAL_MS, String.valueOf(every.toMillis()));
        connector.put(BATCH_ARTICLES, String.valueOf(batchArticles));
    }

    private static String days(Optional<Duration> span) {
        return span.map(Duration::toDays).orElse(0L).toString();
    }

    /** What came before then is too old to be kept; empty where all is kept. */
    Optional<Instant> articlesBefore(Instant now) {
        return articles.map(now::minus);
    }

    /** As {@link #articlesBefore}, of revisions that newer ones overtook. */
    Optional<Instant> revisionsBefore(Instant now) {
        return revisions.map(now::minus);
    }
}
