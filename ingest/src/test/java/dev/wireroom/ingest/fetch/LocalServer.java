package dev.wireroom.ingest.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server on loopback whose answers a test writes byte by byte, well-behaved or not. */
final class LocalServer implements AutoCloseable {

    /** What a client sent. */
    record Request(String target, Map<String, String> headers) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    /** Writes an answer; the connection stays open if it returns normally. */
    interface Answer {
        void write(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final String scheme;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger closedByClient = new AtomicInteger();

    LocalServer() throws IOException {
        this("127.0.0.1");
    }

    LocalServer(String address) throws IOException {
        this(ServerSocketFactory.getDefault(), "http", address);
    }

    LocalServer(ServerSocketFactory factory, String scheme, String address) throws IOException {
        this.socket = factory.createServerSocket(0, 1_000, InetAddress.getByName(address));
        this.scheme = scheme;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    URI uri(String target) {
        return uri("127.0.0.1", target);
    }

    URI uri(String host, String target) {
        return URI.create(scheme + "://" + host + ":" + port() + target);
    }

    /** Answers a path, whatever the query. */
    LocalServer on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    /** Answers a path with a head and a body; Content-Length is added. */
    LocalServer on(String path, String head, String body) {
        return on(path, (request, out) -> out.write(message(head, bytes(body))));
    }

    LocalServer on(String path, String head, byte[] body) {
        return on(path, (request, out) -> out.write(message(head, body)));
    }

    List<Request> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    /** Connections that a client closed, or that broke while they were written to. */
    int closedByClient() {
        return closedByClient.get();
    }

    static byte[] message(String head, byte[] body) {
        byte[] start = bytes(head + "\r\nContent-Length: " + body.length + "\r\n\r\n");
        byte[] message = new byte[start.length + body.length];
        System.arraycopy(start, 0, message, 0, start.length);
        System.arraycopy(body, 0, message, start.length, body.length);
        return message;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            for (Optional<Request> request = read(in); request.isPresent(); request = read(in)) {
                requests.add(request.get());
                String path = request.get().target().replaceFirst("\\?.*", "");
                Answer answer =
                        answers.getOrDefault(
                                path,
                                (r, out) ->
                                        out.write(message("HTTP/1.1 404 Not Found", bytes("no"))));
                answer.write(request.get(), client.getOutputStream());
                client.getOutputStream().flush();
            }
            closedByClient.incrementAndGet();
        } catch (IOException e) {
            closedByClient.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Request> read(InputStream in) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String target = line.split(" ")[1];
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return Optional.of(new Request(target, headers));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append(c == '\r' ? "" : String.valueOf((char) c));
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
