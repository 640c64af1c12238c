package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.ingest.fetch.FetchResult.Failed;
import dev.wireroom.ingest.fetch.FetchResult.Fetched;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFetchTest {

    private static final char[] PASSWORD = "correct horse".toCharArray();

    @TempDir static Path directory;
    private static KeyStore certificates;
    private static SSLContext trusting;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Path file = directory.resolve("certificates.p12");
        keytool(file, "authority", "-dname", "CN=Test authority", "-ext", "bc=ca:true");
        // not the authority itself: the dates of what is trusted are not looked at
        certificate(file, "good", "-startdate", "-1d");
        certificate(file, "expired", "-startdate", "-10d", "-validity", "5");
        certificate(file, "future", "-startdate", "+10d");
        certificates = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            certificates.load(in, PASSWORD);
        }
        trusting = trusting(certificates.getCertificate("authority"));
    }

    private static void certificate(Path file, String alias, String... dates) throws Exception {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-signer",
                                "authority",
                                "-dname",
                                "CN=news.example",
                                "-ext",
                                "SAN=dns:news.example"));
        options.addAll(List.of(dates));
        keytool(file, alias, options.toArray(String[]::new));
    }

    private static void keytool(Path file, String alias, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                file.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-alias",
                                alias,
                                "-keyalg",
                                "EC"));
        command.addAll(List.of(options));
        Process keytool =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(alias + ".log").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private static LocalServer server(String alias) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                alias,
                certificates.getKey(alias, PASSWORD),
                PASSWORD,
                certificates.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        LocalServer server =
                new LocalServer(context.getServerSocketFactory(), "https", "127.0.0.1");
        return server.on("/feed", "HTTP/1.1 200 OK", "<rss/>");
    }

    private static SSLContext trusting(Certificate authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static FetchResult fetch(URI uri, SSLContext tls, String... settings)
            throws InterruptedException {
        GuardedResolver.Names local = name -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        try (WebFetcher fetcher = Fetchers.fetcher(Fetchers.config(settings), local, tls)) {
            return fetcher.fetch(FetchRequest.feed(uri));
        }
    }

    private static void assertTlsFailure(FetchResult result, String explanation) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> {
                            assertThat(failed.cause()).isEqualTo(Cause.TLS);
                            assertThat(failed.explanation()).contains(explanation);
                        });
    }

    @Test
    void fetchesOverTlsFromTheHostThatTheCertificateIsFor() throws Exception {
        try (LocalServer server = server("good")) {
            FetchResult result = fetch(server.uri("news.example", "/feed"), trusting);
            assertThat(result).isInstanceOf(Fetched.class);
        }
    }

    @Test
    void trustsNobodyItDoesNotKnow() throws Exception {
        try (LocalServer server = server("good")) {
            URI uri = server.uri("news.example", "/feed");
            assertTlsFailure(fetch(uri, SSLContext.getDefault()), "signed by nobody");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void takesNoCertificateOfAnotherName() throws Exception {
        try (LocalServer server = server("good")) {
            URI uri = server.uri("other.example", "/feed");
            assertTlsFailure(fetch(uri, trusting), "for another name than other.example");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void saysThatACertificateHasExpired() throws Exception {
        try (LocalServer server = server("expired")) {
            URI uri = server.uri("news.example", "/feed");
            assertTlsFailure(fetch(uri, trusting), "has expired");
        }
    }

    @Test
    void saysThatACertificateIsNotValidYet() throws Exception {
        try (LocalServer server = server("future")) {
            URI uri = server.uri("news.example", "/feed");
            assertTlsFailure(fetch(uri, trusting), "clock");
        }
    }

    @Test
    void saysThatAServerSpeaksNoTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (Socket client = plain.accept()) {
                                    byte[] hello = new byte[64];
                                    if (client.getInputStream().read(hello) > 0) {
                                        client.getOutputStream()
                                                .write(
                                                        LocalServer.message(
                                                                "HTTP/1.1 400 Bad Request",
                                                                LocalServer.bytes("what?")));
                                    }
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            URI uri = URI.create("https://news.example:" + plain.getLocalPort() + "/feed");
            assertTlsFailure(fetch(uri, trusting), "speaks no TLS");
        }
    }

    @Test
    void neverRemembersAWayFromHttpsToHttp() throws Exception {
        try (LocalServer secure = server("good");
                LocalServer plain = new LocalServer()) {
            plain.on("/feed", "HTTP/1.1 200 OK", "<rss/>");
            secure.on(
                    "/old",
                    "HTTP/1.1 301 Moved\r\nLocation: " + plain.uri("news.example", "/feed"),
                    "");
            URI start = URI.create("https://me:secret@news.example:" + secure.port() + "/old");

            Fetched fetched = (Fetched) fetch(start, trusting);

            assertThat(fetched.response().uri()).isEqualTo(plain.uri("news.example", "/feed"));
            assertThat(fetched.response().movedTo()).isEmpty();
            assertThat(plain.requests().getFirst().header("authorization")).isEmpty();
        }
    }

    @Test
    void remembersAWayFromHttpToHttps() throws Exception {
        try (LocalServer secure = server("good");
                LocalServer plain = new LocalServer()) {
            URI better = secure.uri("news.example", "/feed");
            plain.on("/old", "HTTP/1.1 301 Moved\r\nLocation: " + better, "");
            Fetched fetched = (Fetched) fetch(plain.uri("news.example", "/old"), trusting);
            assertThat(fetched.response().movedTo()).contains(better);
        }
    }

    @Test
    void judgesTheNameBeforeAnyHandshake() throws Exception {
        try (LocalServer server = server("good")) {
            FetchResult result =
                    fetch(
                            server.uri("news.example", "/feed"),
                            trusting,
                            "allowed.private.networks",
                            "");
            assertThat(result).isInstanceOf(FetchResult.Rejected.class);
            assertThat(server.connections()).isZero();
        }
    }
}
