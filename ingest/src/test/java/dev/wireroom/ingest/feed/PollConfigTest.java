package dev.wireroom.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollConfigTest {

    private static PollConfig from(Map<String, String> given) {
        return PollConfig.from(ConfigValues.parse(PollConfig.define(new ConfigDef()), given));
    }

    @Test
    void hasDefaultsThatWork() {
        PollConfig config = from(Map.of());
        assertThat(config.enabled()).isTrue();
        assertThat(config.minInterval()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.webSub().callback()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        Map<String, String> given = new HashMap<>();
        given.put("ingest.poll.enabled", "false");
        given.put("ingest.poll.interval.min.ms", "1000");
        given.put("ingest.poll.interval.max.ms", "3000");
        given.put("ingest.poll.interval.initial.ms", "2000");
        given.put("ingest.poll.max.in.flight", "3");
        given.put("ingest.poll.host.max.in.flight", "1");
        given.put("ingest.poll.start.per.second", "4");
        given.put("ingest.poll.session.timeout.ms", "6000");
        given.put("ingest.poll.release.within.ms", "10");
        given.put("ingest.websub.callback.url", "https://news.example.org/");
        given.put("ingest.websub.lease.ms", "3600000");
        Set<String> keys = PollConfig.define(new ConfigDef()).names();
        assertThat(given.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        PollConfig config = from(given);
        assertThat(config.enabled()).isFalse();
        assertThat(config.minInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maxInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.initialInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.maxInFlight()).isEqualTo(3);
        assertThat(config.hostMaxInFlight()).isEqualTo(1);
        assertThat(config.startPerSecond()).isEqualTo(4);
        assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.releaseWithin()).isEqualTo(Duration.ofMillis(10));
        assertThat(config.webSub().callback()).contains("https://news.example.org");
        assertThat(config.webSub().lease()).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.poll.interval.max.ms, 1000",
        "ingest.poll.max.in.flight, 0",
        "ingest.websub.callback.url, news.example.org"
    })
    void refusesWhatCannotBe(String key, String value) {
        assertThatThrownBy(() -> from(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key);
    }
}
