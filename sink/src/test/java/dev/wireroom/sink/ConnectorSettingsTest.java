package dev.wireroom.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class ConnectorSettingsTest {

    private static final Map<String, String> LEAST =
            Map.of(
                    "database.url",
                    "jdbc:postgresql://db/wireroom",
                    "schema.registry.url",
                    "http://registry");

    @Test
    void needsOnlyTheDatabaseAndTheRegistry() {
        ConnectorSettings settings = ConnectorSettings.from(LEAST);

        assertThat(settings.user()).isEqualTo("wireroom");
        assertThat(settings.migrate()).isTrue();
        assertThat(settings.firstBackoff()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.longestBackoff()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void takesEveryKey() {
        Map<String, String> given = new HashMap<>(LEAST);
        given.put("database.user", "writer");
        given.put("database.password", "pw");
        given.put("database.migrate", "false");
        given.put("database.connect.timeout.ms", "2000");
        given.put("database.socket.timeout.ms", "3000");
        given.put("retry.backoff.ms", "4");
        given.put("retry.backoff.max.ms", "5");
        given.put("retention.days", "6");
        given.put("retention.revisions.days", "7");
        given.put("retention.interval.ms", "8");
        given.put("retention.batch.articles", "9");

        ConnectorSettings settings = ConnectorSettings.from(given);

        assertThat(settings.user()).isEqualTo("writer");
        assertThat(settings.password().value()).isEqualTo("pw");
        assertThat(settings.migrate()).isFalse();
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.socketTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.firstBackoff()).isEqualTo(Duration.ofMillis(4));
        assertThat(settings.longestBackoff()).isEqualTo(Duration.ofMillis(5));
        assertThat(settings.retention())
                .isEqualTo(RetentionSettings.of(6, 7, Duration.ofMillis(8), 9));
        assertThat(settings.toString()).doesNotContain("pw");
    }

    @Test
    void refusesADatabaseOfAnotherKindAndAMissingOne() {
        Map<String, String> given = new HashMap<>(LEAST);
        given.put("database.url", "jdbc:mysql://db/x");
        assertThatThrownBy(() -> ConnectorSettings.from(given))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("database.url");

        given.remove("database.url");
        assertThatThrownBy(() -> ConnectorSettings.from(given))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("database.url");
    }

    @Test
    void connectFindsTheConnectorByItsServiceFile() {
        assertThat(ServiceLoader.load(SinkConnector.class))
                .hasAtLeastOneElementOfType(WireroomSinkConnector.class);
    }
}
