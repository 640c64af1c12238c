package dev.wireroom.service.http;

import static dev.wireroom.service.http.DoorClient.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.service.config.ConfigurationException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String PASSWORD = "correct horse";

    @TempDir static Path directory;
    private static Path keystore;

    @BeforeAll
    static void makeKeystore() throws Exception {
        keystore = directory.resolve("tls.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                keystore.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                "wireroom",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=ip:127.0.0.1")
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @Test
    void servesHttpsWithTheConfiguredCertificate() throws Exception {
        try (HttpDoor door =
                        HttpDoor.builder(
                                        "test",
                                        config(
                                                "tls.keystore.path",
                                                keystore.toString(),
                                                "tls.keystore.password",
                                                PASSWORD))
                                .start();
                HttpClient client =
                        HttpClient.newBuilder().sslContext(trusting(keystore)).build()) {
            assertThat(door.uri().getScheme()).isEqualTo("https");

            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(door.uri().resolve("/healthz")).build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    private static SSLContext trusting(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("wireroom", store.getCertificate("wireroom"));
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void refusesAWrongPasswordWithoutShowingIt() {
        assertThatThrownBy(
                        () ->
                                HttpDoor.builder(
                                                "test",
                                                config(
                                                        "tls.keystore.path",
                                                        keystore.toString(),
                                                        "tls.keystore.password",
                                                        "hunter2"))
                                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("test.http.tls.keystore.path = " + keystore)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesAMissingKeystore() {
        assertThatThrownBy(
                        () ->
                                HttpDoor.builder(
                                                "test", config("tls.keystore.path", "/no/such.p12"))
                                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no such file");
    }
}
