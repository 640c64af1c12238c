package dev.wireroom.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.service.config.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConsoleConfigTest {

    @Test
    void hasADefaultForEveryKey() {
        ConsoleConfig config = ConsoleConfig.from(Map.of());
        assertThat(config.http().port()).isEqualTo(8403);
        assertThat(config.services()).containsOnlyKeys("ingest", "enrich", "sink", "deliver");
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.enrichGroup()).isEqualTo("wireroom.enrich");
        assertThat(config.sinkGroup()).isEqualTo("connect-wireroom-sink");
    }

    @Test
    void readsEveryKey() {
        ConsoleConfig config =
                ConsoleConfig.from(
                        Map.of(
                                ConsoleConfig.SERVICES, "a=http://one:1,b=http://two:2",
                                ConsoleConfig.ENRICH_GROUP, "e",
                                ConsoleConfig.SINK_GROUP, "s",
                                ConsoleConfig.INTERVAL_MS, "500"));
        assertThat(config.services()).containsEntry("b", URI.create("http://two:2"));
        assertThat(config.enrichGroup()).isEqualTo("e");
        assertThat(config.sinkGroup()).isEqualTo("s");
        assertThat(config.interval()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void saysHowAServiceIsWritten() {
        assertThatThrownBy(() -> ConsoleConfig.from(Map.of(ConsoleConfig.SERVICES, "ingest")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(ConsoleConfig.SERVICES)
                .hasMessageContaining("name=address");
    }
}
