package dev.wireroom.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class ConnectionConfigTest {
    private static final ConfigDef DEFINITION = ConnectionConfig.define(new ConfigDef());

    private static ConnectionConfig from(Map<String, ?> given) {
        return ConnectionConfig.from(ConfigValues.parse(DEFINITION, given));
    }

    @Test
    void hasADefaultForEveryKey() {
        ConnectionConfig config = from(Map.of());

        assertThat(config.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(config.registryUrl())
                .isEqualTo(URI.create("http://127.0.0.1:8404/apis/ccompat/v7"));
        assertThat(config.topicsPrefix()).isEqualTo("wireroom.");
        assertThat(config.partitions()).isEqualTo(12);
        assertThat(config.replicationFactor()).isEqualTo((short) 1);
        assertThat(config.registryUsername()).isEmpty();
        assertThat(config.registryPassword()).isEmpty();
        assertThat(config.registryToken()).isEmpty();
        assertThat(config.clientProperties())
                .isEqualTo(Map.of("bootstrap.servers", "127.0.0.1:9092"));
    }

    @Test
    void takesEveryKey() {
        ConnectionConfig config =
                from(
                        Map.of(
                                "kafka.bootstrap.servers", "a:1,b:2",
                                "kafka.client.security.protocol", "SSL",
                                "registry.url", "https://registry:8081",
                                "registry.username", "me",
                                "registry.password", "secret",
                                "registry.token", "token",
                                "topics.prefix", "news.",
                                "topics.partitions", "3",
                                "topics.replication.factor", "2"));

        assertThat(config)
                .isEqualTo(
                        new ConnectionConfig(
                                "a:1,b:2",
                                Map.of("security.protocol", "SSL"),
                                URI.create("https://registry:8081"),
                                Optional.of("me"),
                                Optional.of(new Password("secret")),
                                Optional.of(new Password("token")),
                                "news.",
                                3,
                                (short) 2));
        assertThat(config.clientProperties())
                .isEqualTo(Map.of("bootstrap.servers", "a:1,b:2", "security.protocol", "SSL"));
    }

    @Test
    void neverPrintsASecret() {
        ConnectionConfig config =
                from(
                        Map.of(
                                "registry.password", "hunter2",
                                "registry.token", "hunter2",
                                "kafka.client.sasl.jaas.config", "hunter2"));

        assertThat(config.toString()).doesNotContain("hunter2").contains("sasl.jaas.config");
    }

    @Test
    void refusesUnusableValuesNamingKeyValueOriginAndFix() {
        Settings settings =
                Settings.knowing(KnownKeys.of(DEFINITION))
                        .environment(Map.of("WIREROOM_TOPICS_PARTITIONS", "many"))
                        .set(List.of("topics.prefix=a b", "topics.replication.factor=0"))
                        .load();

        assertThatThrownBy(() -> from(settings))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.faults()).hasSize(3))
                .hasMessageContaining(
                        "topics.partitions = many (environment WIREROOM_TOPICS_PARTITIONS)")
                .hasMessageContaining("a whole number within [1,...,10000]")
                .hasMessageContaining("--set topics.partitions=... or WIREROOM_TOPICS_PARTITIONS")
                .hasMessageContaining("topics.prefix = a b (--set)");
    }

    @Test
    void refusesARelativeRegistryUrl() {
        assertThatThrownBy(() -> from(Map.of("registry.url", "localhost:8081")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("registry.url = localhost:8081")
                .hasMessageContaining("not an absolute URL");
    }
}
