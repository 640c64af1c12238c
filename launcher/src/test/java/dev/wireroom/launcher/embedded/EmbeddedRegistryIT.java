package dev.wireroom.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class EmbeddedRegistryIT {
    private static final Path DISTRIBUTION =
            Path.of(System.getProperty("wireroom.test.registry", "target/wireroom/registry"));

    @TempDir Path temp;

    @Test
    void keepsItsSchemasAndTheirIdsOverARestart() throws Exception {
        String registered;
        try (EmbeddedRegistry registry = start(Ports.anyFree())) {
            register(registry, "first-value", "\"string\"");
            registered = register(registry, "second-value", "\"long\"");
        }
        try (EmbeddedRegistry registry = start(Ports.anyFree())) {
            assertThat(register(registry, "second-value", "\"long\"")).isEqualTo(registered);
        }
    }

    @Test
    void saysWhereToLookWhenItEndsAtOnce() throws IOException {
        Path broken = Files.createDirectories(temp.resolve("broken"));
        for (String folder : new String[] {"app", "lib/boot", "lib/main"}) {
            Files.createDirectories(broken.resolve(folder));
        }
        assertThatThrownBy(
                        () ->
                                EmbeddedRegistry.start(
                                        broken,
                                        temp.resolve("data"),
                                        Ports.anyFree(),
                                        temp.resolve("registry.log"),
                                        new StartupCache.None()))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("ended with status 1 while starting")
                .hasMessageContaining("registry.log");
    }

    private EmbeddedRegistry start(int port) {
        return EmbeddedRegistry.start(
                DISTRIBUTION,
                temp.resolve("data"),
                port,
                temp.resolve("registry.log"),
                new StartupCache.None());
    }

    private static String register(EmbeddedRegistry registry, String subject, String schema)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(registry.uri() + "/subjects/" + subject + "/versions"))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }
}
