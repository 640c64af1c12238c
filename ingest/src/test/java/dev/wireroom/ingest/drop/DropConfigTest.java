package dev.wireroom.ingest.drop;

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

class DropConfigTest {

    private static DropConfig from(Map<String, String> given) {
        return DropConfig.from(ConfigValues.parse(DropConfig.define(new ConfigDef()), given));
    }

    @Test
    void hasDefaultsThatWork() {
        DropConfig config = from(Map.of());
        assertThat(config.directory()).isEmpty();
        assertThat(config.createSources()).isFalse();
        assertThat(config.maxFileBytes()).isEqualTo(32L * 1024 * 1024);
    }

    @Test
    void readsEveryKey() {
        Map<String, String> given = new HashMap<>();
        given.put("ingest.files.directory", "/var/news");
        given.put("ingest.files.create.sources", "true");
        given.put("ingest.files.max.bytes", "1000");
        given.put("ingest.files.max.inflation.ratio", "7");
        given.put("ingest.files.settle.ms", "5");
        given.put("ingest.files.scan.ms", "50");
        Set<String> keys = DropConfig.define(new ConfigDef()).names();
        assertThat(given.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        DropConfig config = from(given);
        assertThat(config.directory().orElseThrow()).hasToString("/var/news");
        assertThat(config.createSources()).isTrue();
        assertThat(config.maxFileBytes()).isEqualTo(1000);
        assertThat(config.inflation().maxRatio()).isEqualTo(7);
        assertThat(config.settle()).isEqualTo(Duration.ofMillis(5));
        assertThat(config.scan()).isEqualTo(Duration.ofMillis(50));
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.files.max.bytes, 0",
        "ingest.files.scan.ms, 1",
        "ingest.files.create.sources, perhaps"
    })
    void refusesWhatCannotBe(String key, String value) {
        assertThatThrownBy(() -> from(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key);
    }
}
