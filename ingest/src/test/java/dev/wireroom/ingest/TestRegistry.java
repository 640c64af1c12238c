package dev.wireroom.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The part of the Confluent REST API that serdes use, with a switch that makes every answer fail.
 */
public final class TestRegistry implements AutoCloseable {

    private static final ObjectMapper json = new ObjectMapper();

    private final HttpServer server;
    private final List<String> schemas = new ArrayList<>();
    private volatile int failingWith;

    private TestRegistry(HttpServer server) {
        this.server = server;
    }

    public static TestRegistry start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        TestRegistry registry = new TestRegistry(server);
        server.createContext("/", registry::answer);
        server.start();
        return registry;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on every request is answered with this status; 0 ends that. */
    void failWith(int status) {
        failingWith = status;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (failingWith != 0) {
            reply(exchange, failingWith, Map.of("message", "told to fail"));
        } else if (path.endsWith("/versions")) {
            String schema =
                    json.readTree(exchange.getRequestBody().readAllBytes()).get("schema").asText();
            if (!schemas.contains(schema)) {
                schemas.add(schema);
            }
            reply(exchange, 200, Map.of("id", schemas.indexOf(schema) + 1));
        } else if (path.startsWith("/schemas/ids/")) {
            int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
            if (id > schemas.size()) {
                reply(exchange, 404, Map.of("message", "no such id"));
            } else {
                reply(exchange, 200, Map.of("schema", schemas.get(id - 1)));
            }
        } else {
            reply(exchange, 200, Map.of());
        }
    }

    private static void reply(HttpExchange exchange, int status, Map<String, ?> body)
            throws IOException {
        byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
