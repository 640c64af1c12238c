package dev.wireroom.ingest.feed;

import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.service.config.ConfigValues;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * How WebSub hubs reach this service.
 *
 * @param callback public address of ingest, without a trailing slash; empty where hubs are not used
 * @param lease how long a subscription is asked for
 */
public record WebSubConfig(Optional<String> callback, Duration lease) {

    private static final String CALLBACK_URL = "ingest.websub.callback.url";
    private static final String LEASE_MS = "ingest.websub.lease.ms";

    private static final long HOUR_MS = 3_600_000;

    /** Adds the keys of WebSub to a definition and returns it. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        CALLBACK_URL,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "Address under which the world reaches ingest, like"
                                + " https://news.example.org. With it, feeds that name a WebSub hub"
                                + " are subscribed to, and deliveries are taken at /v1/websub/.")
                .define(
                        LEASE_MS,
                        ConfigDef.Type.LONG,
                        10 * 24 * HOUR_MS,
                        Range.between(HOUR_MS, 30 * 24 * HOUR_MS),
                        Importance.LOW,
                        "How long a subscription at a hub is asked for; it is renewed before it"
                                + " ends.");
    }

    /**
     * Reads the keys of {@link #define}.
     *
     * @throws dev.wireroom.service.config.ConfigurationException naming an unusable value
     */
    public static WebSubConfig from(ConfigValues values) {
        Optional<String> callback =
                values.optionalString(CALLBACK_URL).map(url -> url.replaceFirst("/+$", ""));
        if (callback.isPresent() && CanonicalUrl.parse(callback.get()).isEmpty()) {
            throw values.unusable(
                    CALLBACK_URL,
                    "no absolute http or https address",
                    "give one like https://news.example.org");
        }
        return new WebSubConfig(callback, values.millis(LEASE_MS));
    }
}
