package dev.wireroom.ingest.fetch;

import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.service.net.AddressGuard;
import dev.wireroom.service.net.WebAddress;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * Gets documents from the web over HTTP/1.1. Thread-safe; a call blocks its thread, which should be
 * a virtual one, until its host's turn has come and its document is there or is not to be had.
 */
public final class WebFetcher implements Fetcher {

    private final FetchConfig config;
    private final HttpTransport transport;
    private final GuidedClient client;
    private final FetchMeters meters;

    WebFetcher(
            FetchConfig config,
            GuardedResolver.Names names,
            SSLContext tls,
            RandomGenerator random,
            Clock clock,
            MeterRegistry registry) {
        this.config = config;
        this.meters = new FetchMeters(registry);
        AddressGuard guard = AddressGuard.allowing(config.allowedNetworks());
        this.transport =
                new HttpTransport(
                        config, new GuardedResolver(names, guard, config.connectTimeout()), tls);
        this.client =
                new GuidedClient(
                        config, transport, new HostPacer(config, random, meters), meters, clock);
    }

    /** A fetcher that looks names up and trusts certificates as this JVM does. */
    public static WebFetcher create(FetchConfig config, Clock clock, MeterRegistry registry) {
        try {
            return new WebFetcher(
                    config,
                    InetAddress::getAllByName,
                    SSLContext.getDefault(),
                    RandomGenerator.getDefault(),
                    clock,
                    registry);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    @Override
    public FetchResult fetch(FetchRequest request) throws InterruptedException {
        Profile profile =
                switch (request.purpose()) {
                    case FEED -> Profile.feed(config);
                    case PAGE -> Profile.page(config);
                };
        FetchResult result = get(request, profile);
        meters.count(profile.kind(), result);
        return result;
    }

    private FetchResult get(FetchRequest request, Profile profile) throws InterruptedException {
        WebAddress address;
        try {
            address = WebAddress.of(request.uri());
        } catch (URISyntaxException e) {
            return new FetchResult.Rejected(
                    Reason.INVALID_ADDRESS,
                    Optional.empty(),
                    "this is no address to fetch from: %s. Give an http:// or https:// address."
                            .formatted(e.getReason()));
        }
        return client.get(address, profile, validators(request), GuidedClient.Gate.OPEN);
    }

    private static Map<String, String> validators(FetchRequest request) {
        Map<String, String> validators = new LinkedHashMap<>();
        request.etag().ifPresent(etag -> validators.put("If-None-Match", etag));
        request.lastModified().ifPresent(since -> validators.put("If-Modified-Since", since));
        return validators;
    }

    @Override
    public void close() {
        transport.close();
    }
}
