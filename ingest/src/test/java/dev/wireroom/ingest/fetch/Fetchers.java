package dev.wireroom.ingest.fetch;

import dev.wireroom.service.config.ConfigValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;

/** Real fetchers for tests, with loopback allowed unless the test says otherwise. */
final class Fetchers {

    private Fetchers() {}

    static FetchConfig config(String... keysAndValues) {
        Map<String, String> given = new HashMap<>();
        given.put("ingest.fetch.allowed.private.networks", "127.0.0.0/8");
        given.put("ingest.fetch.host.min.delay.ms", "0");
        given.put("ingest.fetch.host.max.in.flight", "8");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            given.put("ingest.fetch." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return FetchConfig.from(ConfigValues.parse(FetchConfig.define(new ConfigDef()), given));
    }

    static WebFetcher fetcher(String... keysAndValues) {
        return fetcher(config(keysAndValues), InetAddress::getAllByName);
    }

    static WebFetcher fetcher(FetchConfig config, GuardedResolver.Names names) {
        return fetcher(config, names, new SimpleMeterRegistry());
    }

    static WebFetcher fetcher(FetchConfig config, GuardedResolver.Names names, SSLContext tls) {
        return fetcher(config, names, tls, new SimpleMeterRegistry());
    }

    static WebFetcher fetcher(
            FetchConfig config, GuardedResolver.Names names, MeterRegistry meters) {
        try {
            return fetcher(config, names, SSLContext.getDefault(), meters);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static WebFetcher fetcher(
            FetchConfig config, GuardedResolver.Names names, SSLContext tls, MeterRegistry meters) {
        return new WebFetcher(
                config,
                names,
                tls,
                RandomGenerator.of("L64X128MixRandom"),
                Clock.systemUTC(),
                meters);
    }
}
