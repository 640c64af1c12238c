package dev.wireroom.service.http;

import static dev.wireroom.service.http.DoorClient.config;
import static dev.wireroom.service.http.DoorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final int MAX_BODY_BYTES = 100_000;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private HttpDoor door;
    private DoorClient client;

    @BeforeEach
    void open() {
        door =
                HttpDoor.builder(
                                "test",
                                config(
                                        "max.body.bytes", String.valueOf(MAX_BODY_BYTES),
                                        "max.concurrent.requests", "1",
                                        "idle.timeout.ms", "700",
                                        "body.timeout.ms", "700"))
                        .post("/size", Access.EVERYONE, LimitsTest::size)
                        .get("/slow", Access.EVERYONE, this::slow)
                        .start();
        client = new DoorClient(door);
    }

    @AfterEach
    void close() {
        leave.countDown();
        client.close();
        door.close();
    }

    private static void size(Exchange exchange) throws Exception {
        exchange.reply(200, Map.of("bytes", exchange.bodyBytes().length));
    }

    private void slow(Exchange exchange) throws Exception {
        entered.countDown();
        leave.await();
        exchange.reply(204);
    }

    /** Sent in chunks: the length of a stream is not known beforehand. */
    private HttpResponse<String> postChunked(int bytes) {
        return client.send(
                client.request("/size")
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(new byte[bytes]))));
    }

    private HttpResponse<String> postWithLength(int bytes) {
        return client.send(
                client.request("/size").POST(BodyPublishers.ofByteArray(new byte[bytes])));
    }

    @Test
    void acceptsABodyOfExactlyTheLimit() {
        assertThat(json(postChunked(MAX_BODY_BYTES)).get("bytes").asInt())
                .isEqualTo(MAX_BODY_BYTES);
        assertThat(json(postWithLength(MAX_BODY_BYTES)).get("bytes").asInt())
                .isEqualTo(MAX_BODY_BYTES);
    }

    @Test
    void answersALargerChunkedBodyWith413AndGoesOn() {
        HttpResponse<String> response = postChunked(MAX_BODY_BYTES + 1);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(json(response).get("maxBytes").asInt()).isEqualTo(MAX_BODY_BYTES);
        assertThat(postChunked(1).statusCode()).isEqualTo(200);
    }

    @Test
    void answersALargerDeclaredBodyWith413EvenThoughTheClientIsStillSending() {
        HttpResponse<String> response = postWithLength(3 * MAX_BODY_BYTES);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response).get("type").asText()).endsWith(":body-too-large");
    }

    @Test
    void answersAHugeDeclaredBodyAtOnceWith413() throws Exception {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST /size HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Content-Length: 10000000000\r\n\r\n");

            String response = readAll(socket);
            assertThat(response).startsWith("HTTP/1.1 413").contains("application/problem+json");
        }
    }

    @Test
    void answersABrokenChunkWithAProblem() throws Exception {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST /size HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n"
                            + "zz\r\n");

            assertThat(readAll(socket))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json");
        }
    }

    @Test
    void answers503WithRetryAfterOverTheConcurrencyLimitButStaysObservable() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> first = executor.submit(() -> client.get("/slow"));
            entered.await();

            HttpResponse<String> second = postWithLength(1);
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(client.get("/readyz").statusCode()).isEqualTo(200);

            leave.countDown();
            assertThat(first.get().statusCode()).isEqualTo(204);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(postWithLength(1).statusCode()).isEqualTo(200));
        }
    }

    @Test
    void cutsAConnectionThatSendsNothing() throws Exception {
        try (Socket socket = connect()) {
            assertThat(readAll(socket)).isEmpty();
        }
    }

    @Test
    void cutsAConnectionThatTricklesItsHead() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /slow HTTP/1.1\r\nHost: localhost\r\n");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(8))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !trickle(socket, "X-Slow: 1\r\n"));
        }
    }

    @Test
    void answersABodyThatStallsWith408() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "POST /size HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");

            String response = readAll(socket);
            assertThat(response)
                    .startsWith("HTTP/1.1 408")
                    .contains(":body-too-slow")
                    .contains("3 bytes did");
        }
    }

    @Test
    void cutsAKeptConnectionThatRests() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(readAll(socket)).startsWith("HTTP/1.1 200").endsWith("{\"alive\":true}");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", door.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static boolean trickle(Socket socket, String text) {
        try {
            send(socket, text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Until the server closes; the socket's timeout turns a server that does not into a failure.
     */
    private static String readAll(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
