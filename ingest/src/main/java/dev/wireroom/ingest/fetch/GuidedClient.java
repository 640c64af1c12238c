package dev.wireroom.ingest.fetch;

import dev.wireroom.contract.UsagePreference;
import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.service.net.WebAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gets one document, through redirects, each of them held to the same rules as the address asked
 * for: who may be asked, how often, for how long. Thread-safe.
 */
final class GuidedClient {

    /** What else has a say on an address before it is asked. */
    interface Gate {

        /** Asks everything at once. */
        Gate OPEN = address -> Optional.empty();

        /** An end of the fetch where the address must not be asked. */
        Optional<FetchResult> before(WebAddress address) throws InterruptedException;
    }

    private final FetchConfig config;
    private final HttpTransport transport;
    private final HostPacer pacer;
    private final FetchMeters meters;
    private final FailureReading failures;
    private final Clock clock;

    GuidedClient(
            FetchConfig config,
            HttpTransport transport,
            HostPacer pacer,
            FetchMeters meters,
            Clock clock) {
        this.config = config;
        this.transport = transport;
        this.pacer = pacer;
        this.meters = meters;
        this.failures = new FailureReading(config);
        this.clock = clock;
    }

    /** Gets the document at an address. */
    FetchResult get(WebAddress start, Profile profile, Map<String, String> validators, Gate gate)
            throws InterruptedException {
        return new Course(start, profile, validators, gate).run();
    }

    /** One fetch under way. */
    private final class Course {
        private final Profile profile;
        private final Map<String, String> validators;
        private final Gate gate;
        private final Trail trail;
        private Optional<WebResponse> last = Optional.empty();
        private long spentNanos;
        private long receivedBytes;

        Course(WebAddress start, Profile profile, Map<String, String> validators, Gate gate) {
            this.profile = profile;
            this.validators = validators;
            this.gate = gate;
            this.trail = new Trail(start, profile.maxRedirects());
        }

        FetchResult run() throws InterruptedException {
            while (true) {
                WebAddress address = trail.current();
                Optional<FetchResult> refused = portRefused(address);
                if (refused.isEmpty()) {
                    refused = gate.before(address);
                }
                if (refused.isPresent()) {
                    return refused.get();
                }
                HttpTransport.Answer answer;
                switch (pacer.enter(address.host())) {
                    case HostPacer.Entry.Paused paused -> {
                        return paused(address, paused.remaining());
                    }
                    case HostPacer.Entry.Turn turn -> {
                        try (turn) {
                            answer = ask(address);
                            heed(answer, turn);
                        } catch (IOException e) {
                            return failures.read(e, address, last);
                        }
                    }
                }
                WebResponse response = response(answer, address);
                last = Optional.of(response);
                if (!Trail.isRedirect(answer.status())) {
                    return ending(answer, response, address);
                }
                if (trail.follow(answer, response) instanceof Trail.Step.Ended ended) {
                    return ended.result();
                }
            }
        }

        private HttpTransport.Answer ask(WebAddress address)
                throws IOException, InterruptedException {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Accept", profile.accept());
            headers.put("Accept-Encoding", BodyReader.CODINGS);
            headers.putAll(validators);
            address.credentials().ifPresent(given -> headers.put("Authorization", basic(given)));
            Duration left = config.totalTimeout().minusNanos(spentNanos);
            if (!left.isPositive()) {
                throw new DeadlineException();
            }
            long began = System.nanoTime();
            try {
                HttpTransport.Answer answer =
                        transport.get(address, headers, profile.limits(), left);
                receivedBytes += answer.receivedBytes();
                meters.received(profile.kind(), answer.receivedBytes());
                return answer;
            } finally {
                spentNanos += System.nanoTime() - began;
            }
        }

        private void heed(HttpTransport.Answer answer, HostPacer.Entry.Turn turn) {
            Optional<Duration> asked = RetryAfter.read(answer, clock.instant());
            if (answer.status() == 429 || (answer.status() == 503 && asked.isPresent())) {
                turn.pauseHost(asked);
            }
        }

        private WebResponse response(HttpTransport.Answer answer, WebAddress address) {
            boolean good = answer.status() / 100 == 2 || answer.status() == 304;
            return new WebResponse(
                    answer.status(),
                    address.uri(),
                    good ? trail.movedTo() : Optional.<URI>empty(),
                    answer.headers(),
                    receivedBytes,
                    Duration.ofNanos(spentNanos));
        }

        private FetchResult ending(
                HttpTransport.Answer answer, WebResponse response, WebAddress address) {
            if (answer.status() == 304 && !validators.isEmpty()) {
                return new FetchResult.NotModified(response);
            }
            boolean document =
                    answer.status() / 100 == 2
                            && answer.status() != 206
                            && BotWall.of(answer).isEmpty();
            if (!document) {
                return StatusReading.read(answer, response, address, clock.instant());
            }
            List<UsagePreference> preferences = UsageSignals.of(response, config.agent());
            return new FetchResult.Fetched(response, answer.body(), preferences);
        }

        private Optional<FetchResult> portRefused(WebAddress address) {
            if (config.allowsPort(address.port())) {
                return Optional.empty();
            }
            return Optional.of(
                    new FetchResult.Rejected(
                            Reason.GUARDED_ADDRESS,
                            last,
                            "port %d of %s is not asked. If the feed is really there, add the port"
                                            .formatted(address.port(), address.host())
                                    + " to ingest.fetch.allowed.ports."));
        }

        private FetchResult paused(WebAddress address, Duration remaining) {
            return new FetchResult.Failed(
                    Cause.TOO_MANY_REQUESTS,
                    last,
                    "%s has asked to be left alone for another %d s and was not asked. Nothing"
                                    .formatted(address.host(), remaining.toSeconds())
                            + " needs doing unless that goes on; then poll it less often.",
                    Optional.of(remaining));
        }
    }

    private static String basic(String credentials) {
        String pair = credentials.indexOf(':') < 0 ? credentials + ":" : credentials;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
