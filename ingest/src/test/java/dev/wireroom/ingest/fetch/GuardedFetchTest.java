package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.ingest.fetch.FetchResult.Failed;
import dev.wireroom.ingest.fetch.FetchResult.Fetched;
import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.ingest.fetch.FetchResult.Rejected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That no URL, name server or redirect leads the fetcher to an address that is not public. */
class GuardedFetchTest {

    private LocalServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
        server.on("/secret", "HTTP/1.1 200 OK", "for this machine only");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static FetchResult fetch(FetchConfig config, GuardedResolver.Names names, URI uri)
            throws InterruptedException {
        try (WebFetcher fetcher = Fetchers.fetcher(config, names)) {
            return fetcher.fetch(FetchRequest.feed(uri));
        }
    }

    private static FetchConfig strict() {
        return Fetchers.config("allowed.private.networks", "");
    }

    private static void assertGuarded(FetchResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> {
                            assertThat(rejected.reason()).isEqualTo(Reason.GUARDED_ADDRESS);
                            assertThat(rejected.explanation())
                                    .contains("ingest.fetch.allowed.private.networks");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "localhost.",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.1",
                "0",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "169.254.169.254",
                "10.0.0.1",
                "192.168.1.1",
                "100.100.100.200",
                "news.example@127.0.0.1"
            })
    void goesToNoAddressThatIsNotPublic(String host) throws Exception {
        URI uri = URI.create("http://" + host + ":" + server.port() + "/secret");
        assertGuarded(fetch(strict(), InetAddress::getAllByName, uri));
        assertThat(server.connections()).isZero();
    }

    @Test
    void judgesWhatANameLeadsTo() throws Exception {
        URI uri = server.uri("harmless.example", "/secret");
        assertGuarded(fetch(strict(), name -> addresses("127.0.0.1"), uri));
        assertThat(server.connections()).isZero();
    }

    @Test
    void connectsToTheAddressThatWasJudgedWhateverIsAnsweredNext() throws Exception {
        // the guard sees an address that is allowed; who asks again gets the one with the secret
        AtomicInteger asked = new AtomicInteger();
        GuardedResolver.Names rebinding =
                name -> addresses(asked.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1");
        FetchConfig config =
                Fetchers.config(
                        "allowed.private.networks", "127.0.0.2/32", "connect.timeout.ms", "500");

        FetchResult result = fetch(config, rebinding, server.uri("rebinds.example", "/secret"));

        // nothing listens at 127.0.0.2, so the connection fails; it is not made elsewhere
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, f -> assertThat(f.cause()).isEqualTo(Cause.CONNECT));
        assertThat(asked).hasValue(1);
        assertThat(server.connections()).isZero();
    }

    @Test
    void judgesANameAnewOnTheNextConnection() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        GuardedResolver.Names rebinding =
                name -> addresses(asked.getAndIncrement() == 0 ? "127.0.0.1" : "10.0.0.1");
        server.on("/feed", "HTTP/1.1 302 See\r\nConnection: close\r\nLocation: /secret", "");
        FetchConfig config = Fetchers.config("allowed.private.networks", "127.0.0.1/32");

        assertGuarded(fetch(config, rebinding, server.uri("rebinds.example", "/feed")));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void usesOnlyThePublicOnesOfManyAddresses() throws Exception {
        server.on("/feed", "HTTP/1.1 200 OK", "<rss/>");
        FetchConfig config = Fetchers.config("allowed.private.networks", "127.0.0.1/32");
        GuardedResolver.Names mixed = name -> addresses("10.0.0.1", "::1", "127.0.0.1");
        assertThat(fetch(config, mixed, server.uri("mixed.example", "/feed")))
                .isInstanceOf(Fetched.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/secret",
                "http://2130706433:%d/secret",
                "http://[::1]:%d/secret",
                "http://[::ffff:127.0.0.1]:%d/secret",
                "//127.1:%d/secret",
                "http://169.254.169.254/latest/meta-data/",
                "http://metadata.example/computeMetadata/v1/",
                "http://10.1.2.3/",
                "https://192.168.0.1:8443/admin"
            })
    void judgesEveryRedirect(String location) throws Exception {
        try (LocalServer secret = new LocalServer()) {
            // the door in is allowed by its own address, so that only the redirect is at stake
            GuardedResolver.Names names =
                    name ->
                            switch (name) {
                                case "door.example" -> addresses("127.0.0.3");
                                case "metadata.example" -> addresses("169.254.169.254");
                                default -> InetAddress.getAllByName(name);
                            };
            FetchConfig config = Fetchers.config("allowed.private.networks", "127.0.0.3/32");
            try (LocalServer door = new LocalServer("127.0.0.3")) {
                door.on(
                        "/feed",
                        "HTTP/1.1 302 See\r\nLocation: " + location.formatted(secret.port()),
                        "");
                assertGuarded(fetch(config, names, door.uri("door.example", "/feed")));
                assertThat(door.requests()).hasSize(1);
            }
            assertThat(secret.connections()).isZero();
        }
    }

    @Test
    void goesToNoPortThatIsNotForTheWeb() throws Exception {
        Rejected rejected =
                (Rejected)
                        fetch(
                                Fetchers.config(),
                                InetAddress::getAllByName,
                                URI.create("http://127.0.0.1:25/"));
        assertThat(rejected.reason()).isEqualTo(Reason.GUARDED_ADDRESS);
        assertThat(rejected.explanation()).contains("ingest.fetch.allowed.ports");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://127.0.0.1/", "/feed", "mailto:a@b.example"})
    void goesToTheWebOnly(String uri) throws Exception {
        Rejected rejected = (Rejected) fetch(strict(), InetAddress::getAllByName, URI.create(uri));
        assertThat(rejected.reason()).isEqualTo(Reason.INVALID_ADDRESS);
    }

    @Test
    void saysThatANameDoesNotExist() throws Exception {
        GuardedResolver.Names none =
                name -> {
                    throw new UnknownHostException(name + ": no such name");
                };
        Failed failed = (Failed) fetch(strict(), none, URI.create("http://nowhere.example/"));
        assertThat(failed.cause()).isEqualTo(Cause.DNS);
        assertThat(failed.explanation()).contains("nowhere.example").contains("spelling");
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    @Test
    void givesANameServerUpThatNeverAnswers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        GuardedResolver.Names silent =
                name -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new InetAddress[0];
                };
        Failed failed =
                (Failed)
                        fetch(
                                Fetchers.config("connect.timeout.ms", "100"),
                                silent,
                                URI.create("http://slow.example/"));
        assertThat(failed.cause()).isEqualTo(Cause.DNS);
        never.countDown();
        assertThat(failed.explanation()).contains("100 ms");
    }
}
