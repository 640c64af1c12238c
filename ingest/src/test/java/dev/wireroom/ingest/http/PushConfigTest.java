package dev.wireroom.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.ingest.body.Inflation;
import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushConfigTest {

    @Test
    void hasADefaultForEveryKey() {
        PushConfig config = PushConfig.defaults();
        assertThat(config.inflation()).isEqualTo(new Inflation.Limits(16 << 20, 100));
        assertThat(config.maxArticles()).isEqualTo(10_000);
        assertThat(config.answersKept()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.maxAnswerBytes()).isEqualTo(8 << 20);
    }

    @Test
    void readsEveryKey() {
        Map<String, String> given =
                Map.of(
                        "ingest.push.max.inflated.bytes", "1000",
                        "ingest.push.max.inflation.ratio", "20",
                        "ingest.push.max.articles", "5",
                        "ingest.idempotency.window.ms", "1234",
                        "ingest.idempotency.max.bytes", "99");
        assertThat(from(given))
                .isEqualTo(
                        new PushConfig(
                                new Inflation.Limits(1000, 20), 5, Duration.ofMillis(1234), 99));
        assertThat(PushConfig.define(new ConfigDef()).names())
                .containsExactlyInAnyOrderElementsOf(given.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.push.max.inflated.bytes, 0",
        "ingest.push.max.inflation.ratio, 0",
        "ingest.push.max.articles, none",
        "ingest.idempotency.window.ms, -1",
        "ingest.idempotency.max.bytes, -1"
    })
    void refusesAnUnusableValueByKey(String key, String value) {
        assertThatThrownBy(() -> from(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value);
    }

    private static PushConfig from(Map<String, String> given) {
        return PushConfig.from(ConfigValues.parse(PushConfig.define(new ConfigDef()), given));
    }
}
