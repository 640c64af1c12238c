package dev.wireroom.ingest.http;

import dev.wireroom.ingest.body.Inflation;
import dev.wireroom.service.config.ConfigValues;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * What one push may have, and how long its answer is kept.
 *
 * @param inflation how far a compressed body may inflate
 * @param maxArticles most articles of one request
 * @param answersKept how long the answer to a push with an Idempotency-Key is given again; zero is
 *     never
 * @param maxAnswerBytes most bytes of answers that are kept
 */
public record PushConfig(
        Inflation.Limits inflation, int maxArticles, Duration answersKept, long maxAnswerBytes) {

    private static final String MAX_INFLATED_BYTES = "ingest.push.max.inflated.bytes";
    private static final String MAX_INFLATION_RATIO = "ingest.push.max.inflation.ratio";
    private static final String MAX_ARTICLES = "ingest.push.max.articles";
    private static final String ANSWERS_KEPT_MS = "ingest.idempotency.window.ms";
    private static final String MAX_ANSWER_BYTES = "ingest.idempotency.max.bytes";

    private static final long MIB = 1024L * 1024;

    /** Adds the keys of pushing to a definition and returns it. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        MAX_INFLATED_BYTES,
                        ConfigDef.Type.LONG,
                        16 * MIB,
                        Range.between(1, 1L << 30),
                        Importance.MEDIUM,
                        "Most bytes that a compressed body may inflate to; more is answered 413.")
                .define(
                        MAX_INFLATION_RATIO,
                        ConfigDef.Type.INT,
                        100,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        "Most bytes that one byte of a compressed body may inflate to, from the"
                                + " first MiB on; more is answered 413.")
                .define(
                        MAX_ARTICLES,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Most articles of one request; more are answered 413.")
                .define(
                        ANSWERS_KEPT_MS,
                        ConfigDef.Type.LONG,
                        600_000L,
                        Range.between(0, 86_400_000),
                        Importance.LOW,
                        "How long a push that repeats an Idempotency-Key gets the first answer"
                                + " again. 0 turns that off. Kept in memory, by each instance for"
                                + " itself.")
                .define(
                        MAX_ANSWER_BYTES,
                        ConfigDef.Type.LONG,
                        8 * MIB,
                        Range.between(0, 1L << 34),
                        Importance.LOW,
                        "Most bytes of answers kept for repeated Idempotency-Keys.");
    }

    /** Reads the keys of {@link #define}. */
    public static PushConfig from(ConfigValues values) {
        return new PushConfig(
                new Inflation.Limits(
                        values.longInteger(MAX_INFLATED_BYTES),
                        values.integer(MAX_INFLATION_RATIO)),
                values.integer(MAX_ARTICLES),
                values.millis(ANSWERS_KEPT_MS),
                values.longInteger(MAX_ANSWER_BYTES));
    }

    /** As it is where nothing is set. */
    public static PushConfig defaults() {
        return from(ConfigValues.parse(define(new ConfigDef()), Map.of()));
    }
}
