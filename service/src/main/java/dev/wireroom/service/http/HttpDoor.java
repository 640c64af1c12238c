package dev.wireroom.service.http;

import dev.wireroom.service.config.ConfigurationException;
import dev.wireroom.service.config.HttpConfig;
import io.helidon.common.tls.Tls;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's HTTP server: its own routes, plus {@code /healthz}, {@code /readyz}, {@code /metrics}
 * and {@code /openapi.json}, behind API keys and limits, each request on a virtual thread. Built
 * once; {@link #close()} lets running requests end for up to two seconds.
 */
public final class HttpDoor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpDoor.class);
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(2);

    /**
     * Helidon buffers a whole chunk of a chunked body before anyone sees it, so it must have a
     * limit too; this many times ours, so that a body somewhat too large is read to its end and the
     * client gets to see the 413.
     */
    private static final int HARD_LIMIT_FACTOR = 4;

    private static final int MAX_HEAD_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADERS_BYTES = 16 * 1024;

    private final WebServer server;
    private final ConnectionGuard guard;
    private final URI uri;

    private HttpDoor(WebServer server, ConnectionGuard guard, URI uri) {
        this.server = server;
        this.guard = guard;
        this.uri = uri;
    }

    /** Starts describing the door of {@code service}, the name used in logs. */
    public static Builder builder(String service, HttpConfig config) {
        return new Builder(service, config);
    }

    /** The port really listened on. */
    public int port() {
        return server.port();
    }

    /** Where this door is reached from this machine, without a trailing slash. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        server.stop();
        guard.close();
    }

    private record Route(Method method, String pattern, Access access, Handler handler) {}

    /** Collects routes and opens the door; not thread-safe. */
    public static final class Builder {
        private final String service;
        private final HttpConfig config;
        private final List<Route> routes = new ArrayList<>();
        private Optional<Health> health = Optional.empty();
        private Optional<Metrics> metrics = Optional.empty();
        private Optional<byte[]> openApi = Optional.empty();

        private Builder(String service, HttpConfig config) {
            this.service = service;
            this.config = config;
        }

        /**
         * What {@code /healthz} and {@code /readyz} tell; without it both answer 200. The caller
         * owns it.
         */
        public Builder health(Health shared) {
            health = Optional.of(shared);
            return this;
        }

        /**
         * What {@code /metrics} shows and requests are timed in; without it the door makes its own.
         * The caller owns it.
         */
        public Builder metrics(Metrics shared) {
            metrics = Optional.of(shared);
            return this;
        }

        /**
         * Serves a classpath resource, such as {@code /dev/wireroom/ingest/openapi.json}, as {@code
         * /openapi.json}.
         */
        public Builder openApi(String resource) {
            try (InputStream in = HttpDoor.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalArgumentException(
                            "no such resource on the classpath: " + resource);
                }
                openApi = Optional.of(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        public Builder get(String pattern, Access access, Handler handler) {
            return route(Method.GET, pattern, access, handler);
        }

        public Builder post(String pattern, Access access, Handler handler) {
            return route(Method.POST, pattern, access, handler);
        }

        public Builder put(String pattern, Access access, Handler handler) {
            return route(Method.PUT, pattern, access, handler);
        }

        public Builder patch(String pattern, Access access, Handler handler) {
            return route(Method.PATCH, pattern, access, handler);
        }

        public Builder delete(String pattern, Access access, Handler handler) {
            return route(Method.DELETE, pattern, access, handler);
        }

        /**
         * Adds a route; the pattern is Helidon's, {@code /v1/articles/{id}}. Earlier routes win
         * over later ones.
         */
        public Builder route(Method method, String pattern, Access access, Handler handler) {
            routes.add(new Route(method, pattern, access, handler));
            return this;
        }

        /**
         * Opens the door; returns when it accepts connections. Throws {@link PortTakenException} or
         * another {@link ConfigurationException} for an address, keystore or keys file that cannot
         * be used.
         */
        public HttpDoor start() {
            Optional<ApiKeys> keys = config.keysFile().map(this::readKeys);
            InetAddress address = resolve();
            if (keys.isEmpty() && !address.isLoopbackAddress()) {
                throw new ConfigurationException(
                        config.prefix() + "host",
                        config.host(),
                        "given",
                        "listening beyond this machine needs API keys",
                        "set %skeys.file (`./wireroom keys create` makes one), or listen on 127.0.0.1"
                                .formatted(config.prefix()));
            }
            Optional<Tls> tls = config.tls().map(given -> TlsContext.load(config, given));
            tryBinding(address);
            ConnectionGuard guard = new ConnectionGuard(config);
            WebServer server = server(address, keys, tls, guard).start();
            if (!server.isRunning()) {
                guard.close();
                throw cannotBind("the server did not start, see the log", null);
            }
            URI uri = uri(address, server.port(), tls.isPresent());
            log.info(
                    "{} listens on {}, API keys {}", service, uri, keys.isPresent() ? "on" : "off");
            return new HttpDoor(server, guard, uri);
        }

        /**
         * Finds out beforehand what Helidon would only log: its {@code start()} returns all the
         * same.
         */
        private void tryBinding(InetAddress address) {
            try (ServerSocketChannel channel = ServerSocketChannel.open()) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(new InetSocketAddress(address, config.port()));
            } catch (IOException e) {
                String why = String.valueOf(e.getMessage());
                if (why.contains("in use")) {
                    throw new PortTakenException(
                            config.prefix() + "port", config.host(), config.port(), e);
                }
                throw cannotBind(why, e);
            }
        }

        private ConfigurationException cannotBind(String why, @Nullable Exception cause) {
            return new ConfigurationException(
                    config.prefix() + "host",
                    config.host() + ":" + config.port(),
                    "given",
                    "cannot listen there: " + why,
                    "give an address of this machine and a port this user may open",
                    cause);
        }

        private ApiKeys readKeys(java.nio.file.Path file) {
            try {
                return ApiKeys.read(file);
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigurationException(
                        config.prefix() + "keys.file",
                        file.toString(),
                        "given",
                        e instanceof IOException
                                ? "cannot be read: " + e
                                : String.valueOf(e.getMessage()),
                        "make it with `./wireroom keys create`",
                        e);
            }
        }

        private InetAddress resolve() {
            try {
                return InetAddress.getByName(config.host());
            } catch (UnknownHostException e) {
                throw new ConfigurationException(
                        config.prefix() + "host",
                        config.host(),
                        "given",
                        "no such host",
                        "give an address of this machine, such as 127.0.0.1",
                        e);
            }
        }

        private static URI uri(InetAddress address, int port, boolean tls) {
            InetAddress reached =
                    address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
            String host = reached.getHostAddress();
            return URI.create(
                    "%s://%s:%d"
                            .formatted(
                                    tls ? "https" : "http",
                                    host.contains(":") ? "[" + host + "]" : host,
                                    port));
        }

        private WebServer server(
                InetAddress address,
                Optional<ApiKeys> keys,
                Optional<Tls> tls,
                ConnectionGuard guard) {
            WebServerConfig.Builder builder =
                    WebServer.builder()
                            .address(address)
                            .host(config.host())
                            .port(config.port())
                            .shutdownHook(false)
                            .featuresDiscoverServices(false)
                            .protocolsDiscoverServices(false)
                            .maxTcpConnections(config.maxConnections())
                            .maxPayloadSize(HARD_LIMIT_FACTOR * config.maxBodyBytes())
                            .shutdownGracePeriod(SHUTDOWN_GRACE)
                            .connectionOptions(guard.socketOptions())
                            .contentEncoding(new BodiesAsSent())
                            .directHandlers(ErrorAnswers.directHandlers())
                            .errorHandling(handling -> handling.includeEntity(true))
                            .addProtocol(
                                    Http1Config.builder()
                                            .maxPrologueLength(MAX_HEAD_LINE_BYTES)
                                            .maxHeadersSize(MAX_HEADERS_BYTES)
                                            // a log of heads would hold API keys
                                            .log(log -> log.receiveLog(false).sendLog(false))
                                            .addReceiveListener(guard)
                                            .build())
                            .routing(routing -> addRoutes(routing, keys, guard));
            tls.ifPresent(builder::tls);
            return builder.build();
        }

        private void addRoutes(
                HttpRouting.Builder routing, Optional<ApiKeys> keys, ConnectionGuard guard) {
            Metrics meters = metrics.orElseGet(() -> Metrics.create(service));
            List<Route> all = new ArrayList<>(routes);
            OwnRoutes own = new OwnRoutes(health.orElseGet(Health::create), meters);
            all.add(new Route(Method.GET, "/healthz", Access.EVERYONE, own::live));
            all.add(new Route(Method.GET, "/readyz", Access.EVERYONE, own::ready));
            all.add(new Route(Method.GET, "/metrics", Access.only(Role.OPERATOR), own::metrics));
            openApi.ifPresent(
                    document ->
                            all.add(
                                    new Route(
                                            Method.GET,
                                            "/openapi.json",
                                            Access.EVERYONE,
                                            exchange ->
                                                    exchange.reply(
                                                            200, "application/json", document))));
            ErrorAnswers.install(routing);
            routing.addFilter(new RequestGate(config, guard, keys.isEmpty(), meters.registry()));
            Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
            for (Route route : all) {
                routing.route(
                        route.method(),
                        PathMatchers.create(route.pattern()),
                        (request, response) -> handle(route, keys, request, response));
                methods.computeIfAbsent(route.pattern(), pattern -> new TreeSet<>())
                        .add(route.method().text());
            }
            methods.forEach(
                    (pattern, allowed) ->
                            routing.any(
                                    pattern,
                                    (request, response) -> {
                                        throw methodNotAllowed(request, String.join(", ", allowed));
                                    }));
        }

        private static void handle(
                Route route, Optional<ApiKeys> keys, ServerRequest request, ServerResponse response)
                throws Exception {
            InFlight inFlight = request.context().get(InFlight.class).orElseThrow();
            inFlight.matched(route.pattern());
            Caller caller = Authentication.of(request, route.access(), keys);
            route.handler().handle(new Exchange(request, response, caller, inFlight));
        }

        private static ProblemException methodNotAllowed(ServerRequest request, String allowed) {
            return Problem.of(
                            405,
                            "method-not-allowed",
                            "Method not allowed",
                            "This path does not answer this method.")
                    .withField("method")
                    .withValue(request.prologue().method().text())
                    .withFix("use one of: " + allowed)
                    .toException()
                    .header("Allow", allowed);
        }
    }
}
