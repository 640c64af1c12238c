package dev.wireroom.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.service.config.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeliverConfigTest {

    @Test
    void hasADefaultForEveryKey() {
        DeliverConfig config = DeliverConfig.from(Map.of());
        assertThat(config.http().port()).isEqualTo(8402);
        assertThat(config.streamBuffer()).isEqualTo(2_000);
        assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.databaseConnections()).isEqualTo(8);
        assertThat(config.database().url()).startsWith("jdbc:postgresql:");
    }

    @Test
    void readsEveryKey() {
        DeliverConfig config =
                DeliverConfig.from(
                        Map.of(
                                DeliverConfig.STREAM_BUFFER,
                                "5",
                                DeliverConfig.HEARTBEAT_MS,
                                "250",
                                DeliverConfig.DATABASE_CONNECTIONS,
                                "2",
                                "database.url",
                                "jdbc:postgresql://db/x",
                                "deliver.http.port",
                                "0"));
        assertThat(config.streamBuffer()).isEqualTo(5);
        assertThat(config.heartbeat()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.databaseConnections()).isEqualTo(2);
        assertThat(config.database().url()).isEqualTo("jdbc:postgresql://db/x");
        assertThat(config.http().port()).isZero();
    }

    @Test
    void namesTheKeyThatIsWrong() {
        assertThatThrownBy(() -> DeliverConfig.from(Map.of(DeliverConfig.STREAM_BUFFER, "none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(DeliverConfig.STREAM_BUFFER)
                .hasMessageContaining("none");
    }
}
