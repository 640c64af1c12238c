package dev.wireroom.ingest.feed;

import dev.wireroom.service.config.ConfigValues;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * How sources are polled; its keys are {@code ingest.poll.*}. Immutable.
 *
 * @param enabled whether this instance polls at all
 * @param minInterval shortest time between two polls of a source that has no own
 * @param maxInterval longest
 * @param initialInterval until the cadence of a source is known
 * @param maxInFlight most polls at once
 * @param hostMaxInFlight most polls at once at one host
 * @param startPerSecond how many overdue sources are begun a second
 * @param sessionTimeout after which an instance that is not heard of is taken over
 * @param releaseWithin how long polls under way may take when their sources go to another instance
 * @param webSub how hubs reach this service
 */
public record PollConfig(
        boolean enabled,
        Duration minInterval,
        Duration maxInterval,
        Duration initialInterval,
        int maxInFlight,
        int hostMaxInFlight,
        int startPerSecond,
        Duration sessionTimeout,
        Duration releaseWithin,
        WebSubConfig webSub) {

    private static final String PREFIX = "ingest.poll.";
    private static final String ENABLED = PREFIX + "enabled";
    private static final String MIN_INTERVAL_MS = PREFIX + "interval.min.ms";
    private static final String MAX_INTERVAL_MS = PREFIX + "interval.max.ms";
    private static final String INITIAL_INTERVAL_MS = PREFIX + "interval.initial.ms";
    private static final String MAX_IN_FLIGHT = PREFIX + "max.in.flight";
    private static final String HOST_MAX_IN_FLIGHT = PREFIX + "host.max.in.flight";
    private static final String START_PER_SECOND = PREFIX + "start.per.second";
    private static final String SESSION_TIMEOUT_MS = PREFIX + "session.timeout.ms";
    private static final String RELEASE_WITHIN_MS = PREFIX + "release.within.ms";

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    public static ConfigDef define(ConfigDef definition) {
        return WebSubConfig.define(definition)
                .define(
                        ENABLED,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.HIGH,
                        "Whether this instance shares in the polling of sources.")
                .define(
                        MIN_INTERVAL_MS,
                        ConfigDef.Type.LONG,
                        2 * MINUTE,
                        Range.between(1_000, DAY),
                        Importance.HIGH,
                        "Shortest time between two polls of a source. A source may have its own.")
                .define(
                        MAX_INTERVAL_MS,
                        ConfigDef.Type.LONG,
                        6 * HOUR,
                        Range.between(1_000, 30 * DAY),
                        Importance.HIGH,
                        "Longest time between two polls of a source that answers, and the one while"
                                + " a WebSub hub delivers. A source may have its own.")
                .define(
                        INITIAL_INTERVAL_MS,
                        ConfigDef.Type.LONG,
                        15 * MINUTE,
                        Range.between(1_000, 30 * DAY),
                        Importance.LOW,
                        "Time between two polls until it is known how often a source has news.")
                .define(
                        MAX_IN_FLIGHT,
                        ConfigDef.Type.INT,
                        128,
                        Range.between(1, 10_000),
                        Importance.MEDIUM,
                        "Most sources that are polled at once by this instance.")
                .define(
                        HOST_MAX_IN_FLIGHT,
                        ConfigDef.Type.INT,
                        2,
                        Range.between(1, 100),
                        Importance.MEDIUM,
                        "Most sources of one host that are polled at once; others of it wait"
                                + " without taking a place. ingest.fetch.host.* set the pace of"
                                + " requests.")
                .define(
                        START_PER_SECOND,
                        ConfigDef.Type.INT,
                        50,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        "How many overdue sources a second are begun with when this instance starts"
                                + " or takes over from another.")
                .define(
                        SESSION_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        10_000L,
                        Range.between(1_000, 300_000),
                        Importance.MEDIUM,
                        "After how long without a sign of life the sources of an instance are taken"
                                + " over by others. The brokers have bounds for it"
                                + " (group.min.session.timeout.ms, 6000 by default).")
                .define(
                        RELEASE_WITHIN_MS,
                        ConfigDef.Type.LONG,
                        3_000L,
                        Range.between(0, 60_000),
                        Importance.LOW,
                        "How long polls under way may take to end when their sources go to another"
                                + " instance; then they are broken off.");
    }

    /**
     * Reads the keys of {@link #define}.
     *
     * @throws dev.wireroom.service.config.ConfigurationException naming an unusable value
     */
    public static PollConfig from(ConfigValues values) {
        PollConfig config =
                new PollConfig(
                        values.flag(ENABLED),
                        values.millis(MIN_INTERVAL_MS),
                        values.millis(MAX_INTERVAL_MS),
                        values.millis(INITIAL_INTERVAL_MS),
                        values.integer(MAX_IN_FLIGHT),
                        values.integer(HOST_MAX_IN_FLIGHT),
                        values.integer(START_PER_SECOND),
                        values.millis(SESSION_TIMEOUT_MS),
                        values.millis(RELEASE_WITHIN_MS),
                        WebSubConfig.from(values));
        if (config.minInterval().compareTo(config.maxInterval()) > 0) {
            throw values.unusable(
                    MAX_INTERVAL_MS,
                    "shorter than " + MIN_INTERVAL_MS,
                    "give at least " + config.minInterval().toMillis());
        }
        return config;
    }

    PollPolicy.Bounds bounds() {
        return new PollPolicy.Bounds(minInterval, maxInterval, initialInterval);
    }

    PollScheduler.Limits limits() {
        return new PollScheduler.Limits(maxInFlight, hostMaxInFlight, startPerSecond);
    }
}
