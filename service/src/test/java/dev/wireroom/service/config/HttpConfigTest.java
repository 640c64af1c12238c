package dev.wireroom.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConfigTest {
    private static final ConfigDef DEFINITION = HttpConfig.define(new ConfigDef(), "ingest", 8401);

    private static HttpConfig from(Map<String, ?> given) {
        return HttpConfig.from(ConfigValues.parse(DEFINITION, given), "ingest");
    }

    @Test
    void hasADefaultForEveryKey() {
        assertThat(from(Map.of()))
                .isEqualTo(
                        new HttpConfig(
                                "ingest.http.",
                                "127.0.0.1",
                                8401,
                                8 * 1024 * 1024,
                                256,
                                4096,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(30),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void takesEveryKey() {
        Map<String, String> given =
                Map.ofEntries(
                        Map.entry("ingest.http.host", "0.0.0.0"),
                        Map.entry("ingest.http.port", "0"),
                        Map.entry("ingest.http.keys.file", "/etc/wireroom/keys"),
                        Map.entry("ingest.http.tls.keystore.path", "/etc/wireroom/tls.p12"),
                        Map.entry("ingest.http.tls.keystore.password", "secret"),
                        Map.entry("ingest.http.tls.keystore.type", "JKS"),
                        Map.entry("ingest.http.max.body.bytes", "10"),
                        Map.entry("ingest.http.max.concurrent.requests", "2"),
                        Map.entry("ingest.http.max.connections", "3"),
                        Map.entry("ingest.http.idle.timeout.ms", "100"),
                        Map.entry("ingest.http.body.timeout.ms", "200"),
                        Map.entry("ingest.http.write.timeout.ms", "300"));

        assertThat(given.keySet()).isEqualTo(DEFINITION.names());
        HttpConfig config = from(given);

        assertThat(config)
                .isEqualTo(
                        new HttpConfig(
                                "ingest.http.",
                                "0.0.0.0",
                                0,
                                10,
                                2,
                                3,
                                Duration.ofMillis(100),
                                Duration.ofMillis(200),
                                Duration.ofMillis(300),
                                Optional.of(
                                        new HttpConfig.Tls(
                                                Path.of("/etc/wireroom/tls.p12"),
                                                new Password("secret"),
                                                "JKS")),
                                Optional.of(Path.of("/etc/wireroom/keys"))));
        assertThat(config.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.http.port, 65536",
        "ingest.http.port, -1",
        "ingest.http.max.body.bytes, 0",
        "ingest.http.max.concurrent.requests, none",
        "ingest.http.idle.timeout.ms, 1",
        "ingest.http.tls.keystore.type, PEM",
    })
    void refusesUnusableValues(String key, String value) {
        assertThatThrownBy(() -> from(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key + " = " + value);
    }
}
