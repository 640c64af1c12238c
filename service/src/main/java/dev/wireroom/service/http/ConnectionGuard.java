package dev.wireroom.service.http;

import dev.wireroom.service.config.HttpConfig;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.Headers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off connections that are too slow, so that a client cannot hold one open for nothing
 * (slowloris); thread-safe.
 *
 * <p>Helidon's own timeouts do not cover this: its read timeout is not applied to NIO channels, and
 * its idle check leaves alone a connection that has sent nothing, or half of a request's head. So
 * every accepted channel is registered here (through the one hook that sees it, {@link
 * SocketOptions#configureSocket(SocketChannel)}) with the moment by which its present phase must
 * end. Its input is then shut down, which a blocked reader sees as the end of the stream; if it is
 * still open five seconds later, it is closed.
 */
final class ConnectionGuard implements Http1ConnectionListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /**
     * How long a request may take from its body's end to the response's; streams of events are
     * exempt.
     */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(5);

    private final HttpConfig config;
    private final Map<SocketAddress, Connection> connections = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("http-connection-guard").factory());

    private final ScheduledFuture<?> sweep;

    ConnectionGuard(HttpConfig config) {
        this.config = config;
        long shortest =
                Math.min(
                        Math.min(config.idleTimeout().toMillis(), config.bodyTimeout().toMillis()),
                        config.writeTimeout().toMillis());
        long period = Math.clamp(shortest / 4, 25, 1000);
        sweep =
                timer.scheduleWithFixedDelay(
                        this::cutOverdue, period, period, TimeUnit.MILLISECONDS);
    }

    /** One accepted connection and the moment by which its present phase must end. */
    final class Connection {
        private final SocketChannel channel;
        private volatile Deadline deadline;

        private Connection(SocketChannel channel) {
            this.channel = channel;
            this.deadline = Deadline.in(config.idleTimeout(), Phase.HEAD);
        }

        void awaitHead() {
            deadline = Deadline.in(config.idleTimeout(), Phase.HEAD);
        }

        void awaitBody() {
            deadline = Deadline.in(config.bodyTimeout(), Phase.BODY);
        }

        /** The body's end was read; not a change when the body is only drained after the answer. */
        void bodyArrived() {
            if (deadline.phase() == Phase.BODY) {
                awaitResponse();
            }
        }

        void awaitResponse() {
            deadline = Deadline.in(RESPONSE_TIMEOUT, Phase.RESPONSE);
        }

        /** A single event is being written to a stream's reader. */
        void awaitWrite() {
            deadline = Deadline.in(config.writeTimeout(), Phase.WRITE);
        }

        /** A stream is open and rests between events. */
        void rest() {
            deadline = Deadline.NEVER;
        }

        /** Whether the body was so late that its input has been shut down. */
        boolean bodyCut() {
            return deadline.phase() == Phase.BODY_CUT;
        }

        private void cutIfOverdue() {
            Deadline now = deadline;
            if (!now.passed()) {
                return;
            }
            try {
                if (now.phase() == Phase.HEAD || now.phase() == Phase.BODY) {
                    Phase next = now.phase() == Phase.BODY ? Phase.BODY_CUT : Phase.CUT;
                    deadline = Deadline.in(GRACE, next);
                    channel.shutdownInput();
                } else {
                    log.debug("closing a connection whose {} is overdue", now.phase());
                    channel.close();
                }
            } catch (IOException e) {
                log.debug("cutting an overdue connection: {}", e.toString());
            }
        }
    }

    private enum Phase {
        HEAD,
        BODY,
        BODY_CUT,
        RESPONSE,
        WRITE,
        CUT,
        REST
    }

    private record Deadline(long atNanos, Phase phase) {
        static final Deadline NEVER = new Deadline(0, Phase.REST);

        static Deadline in(Duration time, Phase phase) {
            return new Deadline(System.nanoTime() + time.toNanos(), phase);
        }

        boolean passed() {
            return phase != Phase.REST && System.nanoTime() - atNanos > 0;
        }
    }

    private void cutOverdue() {
        connections
                .values()
                .removeIf(
                        connection -> {
                            connection.cutIfOverdue();
                            return !connection.channel.isOpen();
                        });
    }

    /**
     * The connection a peer's address belongs to; if it is gone already, its request ends with it.
     */
    Connection of(SocketAddress remote) {
        Connection connection = connections.get(remote);
        if (connection == null) {
            throw new CloseConnectionException("connection already closed");
        }
        return connection;
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        Connection connection = connections.get(context.remotePeer().address());
        if (connection != null) {
            connection.awaitResponse();
        }
    }

    private void accepted(SocketChannel channel) {
        try {
            connections.put(channel.getRemoteAddress(), new Connection(channel));
        } catch (IOException e) {
            log.debug("a connection closed while being accepted: {}", e.toString());
        }
    }

    /** Socket options for accepted connections, whose application registers the channel here. */
    SocketOptions socketOptions() {
        return new Registering();
    }

    @Override
    public void close() {
        sweep.cancel(false);
        timer.shutdownNow();
    }

    private final class Registering implements SocketOptions {
        private final SocketOptions options = SocketOptions.builder().tcpNoDelay(true).build();

        @Override
        public void configureSocket(SocketChannel channel) {
            options.configureSocket(channel);
            accepted(channel);
        }

        @Override
        public Map<SocketOption<?>, Object> socketOptions() {
            return options.socketOptions();
        }

        @Override
        public Duration connectTimeout() {
            return options.connectTimeout();
        }

        @Override
        public Duration readTimeout() {
            return options.readTimeout();
        }

        @Override
        public Optional<Integer> socketReceiveBufferSize() {
            return options.socketReceiveBufferSize();
        }

        @Override
        public Optional<Integer> socketSendBufferSize() {
            return options.socketSendBufferSize();
        }

        @Override
        public boolean socketReuseAddress() {
            return options.socketReuseAddress();
        }

        @Override
        public boolean socketKeepAlive() {
            return options.socketKeepAlive();
        }

        @Override
        public boolean tcpNoDelay() {
            return options.tcpNoDelay();
        }
    }
}
