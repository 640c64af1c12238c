package dev.wireroom.ingest;

import dev.wireroom.ingest.drop.DropConfig;
import dev.wireroom.ingest.feed.PollConfig;
import dev.wireroom.ingest.fetch.FetchConfig;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.http.PushConfig;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConnectionConfig;
import dev.wireroom.service.config.HttpConfig;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * How ingest listens, bounds and publishes.
 *
 * @param publishTimeout how long a record may wait for its acknowledgement before the push is
 *     answered 503
 * @param linger how long a record waits for others to share its batch
 * @param batchBytes most bytes of a batch
 * @param bufferBytes most bytes that wait in the producer
 * @param compression codec of article batches, as Kafka names it
 * @param maxInFlightBytes most bytes of request bodies worked on at once; more are answered 503
 * @param maxBodyLength longest body text in UTF-16 code units; more is cut
 * @param maxArticlesPerSecond most articles a second from one source; 0 is no limit
 * @param ledgerFlush how often counts go to the ledger
 * @param push what one push may have
 * @param fetch how documents are fetched from the web
 * @param poll how sources are polled
 * @param files where files are dropped
 */
public record IngestConfig(
        ConnectionConfig connection,
        HttpConfig http,
        Duration publishTimeout,
        Duration linger,
        int batchBytes,
        long bufferBytes,
        String compression,
        long maxInFlightBytes,
        int maxBodyLength,
        int maxArticlesPerSecond,
        Duration ledgerFlush,
        PushConfig push,
        FetchConfig fetch,
        PollConfig poll,
        DropConfig files) {

    public static final int DEFAULT_PORT = 8401;

    private static final String PUBLISH_TIMEOUT_MS = "ingest.publish.timeout.ms";
    private static final String LINGER_MS = "ingest.publish.linger.ms";
    private static final String BATCH_BYTES = "ingest.publish.batch.bytes";
    private static final String BUFFER_BYTES = "ingest.publish.buffer.bytes";
    private static final String COMPRESSION = "ingest.publish.compression";
    private static final String MAX_IN_FLIGHT_BYTES = "ingest.max.in.flight.bytes";
    private static final String MAX_BODY_LENGTH = "ingest.article.max.body.length";
    private static final String MAX_ARTICLES_PER_SECOND = "ingest.source.max.articles.per.second";
    private static final String LEDGER_FLUSH_MS = "ingest.ledger.flush.ms";

    private static final int MIB = 1024 * 1024;

    public static ConfigDef definition() {
        ConfigDef definition =
                HttpConfig.define(ConnectionConfig.define(new ConfigDef()), "ingest", DEFAULT_PORT);
        DropConfig.define(PollConfig.define(FetchConfig.define(PushConfig.define(definition))));
        return definition
                .define(
                        PUBLISH_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        15_000L,
                        Range.between(1_000, 600_000),
                        Importance.MEDIUM,
                        "How long an article may wait for Kafka's acknowledgement before its push"
                                + " is answered 503.")
                .define(
                        LINGER_MS,
                        ConfigDef.Type.LONG,
                        3L,
                        Range.between(0, 1_000),
                        Importance.LOW,
                        "How long an article waits for others to share its batch to Kafka.")
                .define(
                        BATCH_BYTES,
                        ConfigDef.Type.INT,
                        128 * 1024,
                        Range.between(1, 16 * MIB),
                        Importance.LOW,
                        "Most bytes of a batch to Kafka.")
                .define(
                        BUFFER_BYTES,
                        ConfigDef.Type.LONG,
                        32L * MIB,
                        Range.between(16L * MIB, 1L << 40),
                        Importance.LOW,
                        "Most bytes of articles that wait for Kafka.")
                .define(
                        COMPRESSION,
                        ConfigDef.Type.STRING,
                        "zstd",
                        ConfigDef.ValidString.in("zstd", "lz4", "snappy", "gzip", "none"),
                        Importance.LOW,
                        "Codec of article batches to Kafka. KafkaJS reads only gzip and none"
                                + " without a plugin.")
                .define(
                        MAX_IN_FLIGHT_BYTES,
                        ConfigDef.Type.LONG,
                        32L * MIB,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Most bytes of request bodies worked on at once; more are answered 503 with"
                                + " Retry-After. At least ingest.http.max.body.bytes.")
                .define(
                        MAX_BODY_LENGTH,
                        ConfigDef.Type.INT,
                        TextLimits.DEFAULT_BODY,
                        Range.between(1, 2_000_000),
                        Importance.MEDIUM,
                        "Longest body text of an article in UTF-16 code units; what is longer is"
                                + " cut, with its full length recorded on the article.")
                .define(
                        MAX_ARTICLES_PER_SECOND,
                        ConfigDef.Type.INT,
                        0,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Most articles a second from one source, with bursts of ten seconds' worth;"
                                + " more are answered 429 with Retry-After. 0 is no limit.")
                .define(
                        LEDGER_FLUSH_MS,
                        ConfigDef.Type.LONG,
                        1_000L,
                        Range.between(10, 60_000),
                        Importance.LOW,
                        "How often counts of accepted articles go to the ledger.");
    }

    /**
     * Reads the keys of {@link #definition()}; those of other services are ignored.
     *
     * @throws dev.wireroom.service.config.ConfigurationException naming every unusable value
     */
    public static IngestConfig from(Map<String, ?> given) {
        ConfigValues values = ConfigValues.parse(definition(), given);
        IngestConfig config =
                new IngestConfig(
                        ConnectionConfig.from(values),
                        HttpConfig.from(values, "ingest"),
                        values.millis(PUBLISH_TIMEOUT_MS),
                        values.millis(LINGER_MS),
                        values.integer(BATCH_BYTES),
                        values.longInteger(BUFFER_BYTES),
                        values.string(COMPRESSION),
                        values.longInteger(MAX_IN_FLIGHT_BYTES),
                        values.integer(MAX_BODY_LENGTH),
                        values.integer(MAX_ARTICLES_PER_SECOND),
                        values.millis(LEDGER_FLUSH_MS),
                        PushConfig.from(values),
                        FetchConfig.from(values),
                        PollConfig.from(values),
                        DropConfig.from(values));
        if (config.maxInFlightBytes() < config.http().maxBodyBytes()) {
            throw values.unusable(
                    MAX_IN_FLIGHT_BYTES,
                    "less than one body may have (ingest.http.max.body.bytes)",
                    "give at least " + config.http().maxBodyBytes());
        }
        if (config.maxInFlightBytes() < config.push().inflation().maxBytes()) {
            throw values.unusable(
                    MAX_IN_FLIGHT_BYTES,
                    "less than one body may inflate to (ingest.push.max.inflated.bytes)",
                    "give at least " + config.push().inflation().maxBytes());
        }
        if (config.linger().multipliedBy(3).compareTo(config.publishTimeout()) > 0) {
            throw values.unusable(
                    LINGER_MS,
                    "more than a third of " + PUBLISH_TIMEOUT_MS,
                    "give a few milliseconds");
        }
        return config;
    }

    TextLimits limits() {
        return TextLimits.DEFAULT.withBody(maxBodyLength);
    }
}
