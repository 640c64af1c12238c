package dev.wireroom.service.http;

import static dev.wireroom.service.http.DoorClient.config;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final String END = "end";

    private final BlockingQueue<String> feed = new ArrayBlockingQueue<>(10);
    private final CountDownLatch readerGone = new CountDownLatch(1);
    private HttpDoor door;
    private DoorClient client;

    @BeforeEach
    void open() {
        door =
                HttpDoor.builder(
                                "test",
                                config(
                                        "max.concurrent.requests", "1",
                                        "idle.timeout.ms", "300",
                                        "write.timeout.ms", "500"))
                        .get("/stream", Access.EVERYONE, this::stream)
                        .get("/flood", Access.EVERYONE, this::flood)
                        .get("/other", Access.EVERYONE, exchange -> exchange.reply(204))
                        .start();
        client = new DoorClient(door);
    }

    @AfterEach
    void close() {
        client.close();
        door.close();
    }

    private void stream(Exchange exchange) throws Exception {
        try (EventStream events = exchange.events()) {
            events.comment("hello");
            for (String data = feed.take(); !data.equals(END); data = feed.take()) {
                if (!events.send("7", "article", data)) {
                    readerGone.countDown();
                    return;
                }
            }
        }
    }

    private void flood(Exchange exchange) {
        String event = "x".repeat(100_000);
        try (EventStream events = exchange.events()) {
            while (events.send("1", "article", event)) {
                // until the reader is cut off
            }
            readerGone.countDown();
        }
    }

    private Socket subscribe(String path) throws Exception {
        Socket socket = new Socket("127.0.0.1", door.port());
        socket.setSoTimeout(10_000);
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws Exception {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void readUntil(BufferedReader reader, String wanted) throws Exception {
        for (String line = reader.readLine(); !wanted.equals(line); line = reader.readLine()) {
            assertThat(line).as("the stream's end before " + wanted).isNotNull();
        }
    }

    @Test
    void sendsEventsAsTheyComeAndOutlivesTheIdleTimeout() throws Exception {
        try (Socket socket = subscribe("/stream")) {
            BufferedReader reader = reader(socket);
            readUntil(reader, ":hello");
            // longer than the idle timeout, in which other requests are served: the stream holds no
            // permit
            Awaitility.await()
                    .during(Duration.ofMillis(900))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> client.get("/other").statusCode() == 204);
            feed.add("{\"a\":\"é\"}");
            readUntil(reader, "id:7");
            assertThat(reader.readLine()).isEqualTo("event:article");
            assertThat(reader.readLine()).isEqualTo("data:{\"a\":\"é\"}");
            assertThat(reader.readLine()).isEmpty();
            feed.add(END);
        }
    }

    @Test
    void findsOutThatTheReaderLeft() throws Exception {
        try (Socket socket = subscribe("/stream")) {
            readUntil(reader(socket), ":hello");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> feed.offer("x") && readerGone.await(20, TimeUnit.MILLISECONDS));
    }

    @Test
    void cutsOffAReaderThatDoesNotRead() throws Exception {
        Socket socket = subscribe("/flood");
        try (socket) {
            assertThat(readerGone.await(15, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void refusesAClientThatDoesNotAcceptEvents() {
        HttpResponse<String> response =
                client.send(client.request("/stream").header("Accept", "application/json"));

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @Test
    void endsTheResponseWhenClosed() {
        feed.add("1");
        feed.add(END);

        HttpResponse<String> response =
                client.send(client.request("/stream").header("Accept", "text/event-stream"));

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.body()).isEqualTo(":hello\n\nid:7\nevent:article\ndata:1\n\n");
    }
}
