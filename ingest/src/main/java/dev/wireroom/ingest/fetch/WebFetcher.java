package dev.wireroom.ingest.fetch;

import dev.wireroom.contract.UsagePreference;
import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.service.net.AddressGuard;
import dev.wireroom.service.net.WebAddress;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * Gets documents from the web over HTTP/1.1. Thread-safe; a call blocks its thread, which should be
 * a virtual one, until its host's turn has come and its document is there or is not to be had.
 */
public final class WebFetcher implements Fetcher, FormPoster {

    private final FetchConfig config;
    private final HttpTransport transport;
    private final GuidedClient client;
    private final HostPacer pacer;
    private final RobotsPolicy robots;
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
        this.pacer = new HostPacer(config, random, meters);
        this.client = new GuidedClient(config, transport, pacer, meters, clock);
        this.robots = new RobotsPolicy(config, client);
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
        return switch (request.purpose()) {
            case FEED -> client.get(address, profile, validators(request), GuidedClient.Gate.OPEN);
            case PAGE -> page(address, profile, validators(request));
        };
    }

    @Override
    public FormPoster.Result post(URI address, Map<String, String> form)
            throws InterruptedException {
        try {
            HttpTransport.Answer answer =
                    transport.post(
                            WebAddress.of(address),
                            form,
                            Profile.page(config).limits(),
                            config.totalTimeout());
            return answer.status() / 100 == 2
                    ? new FormPoster.Result.Taken(answer.status())
                    : new FormPoster.Result.NotTaken(
                            "%s answered %d".formatted(address.getHost(), answer.status()));
        } catch (URISyntaxException e) {
            return new FormPoster.Result.NotTaken("no address to send to: " + e.getReason());
        } catch (IOException e) {
            return new FormPoster.Result.NotTaken(
                    "%s could not be asked: %s".formatted(address.getHost(), e.getMessage()));
        }
    }

    private FetchResult page(WebAddress address, Profile profile, Map<String, String> validators)
            throws InterruptedException {
        PageGate gate = new PageGate();
        FetchResult result = client.get(address, profile, validators, gate);
        if (result instanceof FetchResult.Fetched fetched) {
            List<UsagePreference> preferences = new ArrayList<>(gate.preferences);
            preferences.addAll(fetched.preferences());
            return new FetchResult.Fetched(
                    fetched.response(), fetched.body(), List.copyOf(preferences));
        }
        return result;
    }

    /** Asks robots.txt before each address of one fetch; keeps what the last one said. */
    private final class PageGate implements GuidedClient.Gate {
        private List<UsagePreference> preferences = List.of();

        @Override
        public Optional<FetchResult> before(WebAddress address) throws InterruptedException {
            RobotsPolicy.Verdict verdict = robots.check(address);
            preferences = verdict.preferences();
            verdict.crawlDelay().ifPresent(delay -> pacer.slowDown(address.host(), delay));
            return verdict.refusal()
                    .map(why -> new FetchResult.Rejected(Reason.ROBOTS, Optional.empty(), why));
        }
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
