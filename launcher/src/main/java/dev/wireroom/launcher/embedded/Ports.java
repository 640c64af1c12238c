package dev.wireroom.launcher.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.IntPredicate;

/** Which TCP ports of the loopback interface are to be had. */
public final class Ports {
    private Ports() {}

    /** Whether nobody listens on this port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** A port that was free a moment ago, of the system's choice. */
    public static int anyFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A free port that also satisfies {@code acceptable}: for instance one that was not handed out
     * before.
     */
    public static int anyFree(IntPredicate acceptable) {
        int port = anyFree();
        while (!acceptable.test(port)) {
            port = anyFree();
        }
        return port;
    }

    /**
     * Fails unless nobody listens on this port.
     *
     * @param key the setting that chooses this port, named in the error
     * @throws CannotStartException when the port is taken
     */
    public static void requireFree(int port, String part, String key) {
        if (!isFree(port)) {
            String holder =
                    PortHolder.of(port)
                            .map(process -> " by " + process)
                            .orElse(" by another process");
            throw new CannotStartException(
                    "port %d for %s is taken%s; choose another with --set %s=PORT"
                            .formatted(port, part, holder, key));
        }
    }
}
