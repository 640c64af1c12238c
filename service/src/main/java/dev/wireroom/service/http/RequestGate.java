package dev.wireroom.service.http;

import dev.wireroom.service.config.HttpConfig;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * What every request passes before its route: concurrency limit (503), body limits (413, 408), and,
 * where keys are off, the check that the request really comes from this machine; thread-safe. It
 * also times requests.
 */
final class RequestGate implements Filter {
    private static final Set<String> UNLIMITED = Set.of("/healthz", "/readyz", "/metrics");

    private final HttpConfig config;
    private final ConnectionGuard guard;
    private final boolean keysOff;
    private final MeterRegistry meters;
    private final Semaphore permits;

    RequestGate(HttpConfig config, ConnectionGuard guard, boolean keysOff, MeterRegistry meters) {
        this.config = config;
        this.guard = guard;
        this.keysOff = keysOff;
        this.meters = meters;
        this.permits = new Semaphore(config.maxConcurrentRequests());
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        ConnectionGuard.Connection connection = guard.of(request.remotePeer().address());
        Timer.Sample sample = Timer.start(meters);
        boolean exempt = UNLIMITED.contains(request.path().path());
        if (!exempt && !permits.tryAcquire()) {
            ErrorAnswers.send(response, overloaded());
            return;
        }
        InFlight inFlight = new InFlight(connection, permits, !exempt);
        request.context().register(inFlight);
        try {
            limitBody(request, connection);
            if (keysOff) {
                requireLocal(request);
            }
            chain.proceed();
        } catch (ProblemException e) {
            ErrorAnswers.send(response, e);
        } finally {
            inFlight.release();
            connection.awaitHead();
            sample.stop(
                    Timer.builder("http.server.requests")
                            .tag("method", request.prologue().method().text())
                            .tag("route", inFlight.route())
                            .tag("status", String.valueOf(response.status().code()))
                            .register(meters));
        }
    }

    private static ProblemException overloaded() {
        return Problem.of(503, "overloaded", "Overloaded", "Too many requests are being worked on.")
                .withFix("send it again after the time in Retry-After")
                .toException()
                .header("Retry-After", "1");
    }

    private void limitBody(RoutingRequest request, ConnectionGuard.Connection connection) {
        // not request.content(): touching it before the stream filter is set would leave the filter
        // out
        long declared = request.headers().contentLength().orElse(0);
        if (declared == 0 && !request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
            return;
        }
        connection.awaitBody();
        if (declared > config.maxBodyBytes()) {
            throw RequestBody.tooLarge(config.maxBodyBytes());
        }
        request.streamFilter(raw -> new RequestBody(raw, config.maxBodyBytes(), connection));
    }

    /**
     * Keeps web pages of other origins, and names that were rebound to loopback, from using a door
     * without keys.
     */
    private static void requireLocal(RoutingRequest request) {
        Optional<String> host =
                request.headers().first(HeaderNames.HOST).map(text -> "http://" + text);
        Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
        if (!host.map(RequestGate::isLocal).orElse(true)) {
            throw notLocal("Host", host.orElse(""));
        }
        if (!origin.map(RequestGate::isLocal).orElse(true)) {
            throw notLocal("Origin", origin.orElse(""));
        }
    }

    private static boolean isLocal(String url) {
        try {
            String host = URI.create(url).getHost();
            return host != null
                    && (host.equalsIgnoreCase("localhost")
                            || host.equals("[::1]")
                            || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ProblemException notLocal(String header, String value) {
        return Problem.of(
                        403,
                        "not-local",
                        "Not local",
                        "Without API keys only this machine itself is served.")
                .withField(header)
                .withValue(value)
                .withFix("create API keys, or address the service as 127.0.0.1 or localhost")
                .toException();
    }
}
