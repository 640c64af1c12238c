package dev.wireroom.lake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wireroom.contract.EnrichedArticle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/**
 * Answers, over real HTTP, what a registry answers that holds one schema under one id; can be out
 * of order.
 */
final class TestRegistry implements AutoCloseable {

    static final int KNOWN_ID = 7;

    private final HttpServer server;
    private volatile boolean down;

    TestRegistry() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/schemas/ids/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Schema schema = EnrichedArticle.getClassSchema();
        boolean known = exchange.getRequestURI().getPath().endsWith("/" + KNOWN_ID);
        String body =
                known
                        ? "{\"schema\":\"" + schema.toString().replace("\"", "\\\"") + "\"}"
                        : "{\"error_code\":40403,\"message\":\"Schema not found\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(down ? 503 : known ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    void setDown(boolean down) {
        this.down = down;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
