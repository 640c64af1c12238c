package dev.wireroom.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.enrich.text.AnnotatorConfig;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.service.config.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichConfigTest {

    @Test
    void hasDefaultsForEverything() {
        EnrichConfig config = EnrichConfig.from(Map.of());

        assertThat(config.http().port()).isEqualTo(8405);
        assertThat(config.stateDirectory()).isEqualTo(Path.of("wireroom-data/enrich"));
        assertThat(config.threads()).isEqualTo(2);
        assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.transactionTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.registryPatience()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.duplicateRetention()).isEqualTo(Duration.ofDays(3));
        assertThat(config.storeMemoryBytes()).isEqualTo(48 * 1024 * 1024);
        assertThat(config.text()).isEqualTo(AnnotatorConfig.of(ModelVariant.FAST));
        assertThat(config.applicationId()).isEqualTo("wireroom.enrich");
    }

    @Test
    void takesEveryKey() {
        Map<String, String> given = new HashMap<>();
        given.put("topics.prefix", "desk.");
        given.put(EnrichConfig.STATE_DIR, "/var/lib/enrich");
        given.put(EnrichConfig.THREADS, "5");
        given.put(EnrichConfig.COMMIT_INTERVAL_MS, "250");
        given.put(EnrichConfig.TRANSACTION_TIMEOUT_MS, "30000");
        given.put(EnrichConfig.REGISTRY_PATIENCE_MS, "1000");
        given.put(EnrichConfig.DUPLICATES_RETENTION_MS, "3600000");
        given.put(EnrichConfig.STORE_MEMORY_BYTES, "10000000");
        given.put(EnrichConfig.MODEL, "accurate");
        given.put(EnrichConfig.TEXT_MAX_CHARS, "5000");
        given.put(EnrichConfig.TEXT_CACHE_CHARS, "0");
        EnrichConfig config = EnrichConfig.from(given);

        assertThat(config.applicationId()).isEqualTo("desk.enrich");
        assertThat(config.stateDirectory()).isEqualTo(Path.of("/var/lib/enrich"));
        assertThat(config.threads()).isEqualTo(5);
        assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.transactionTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.registryPatience()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.duplicateRetention()).isEqualTo(Duration.ofHours(1));
        assertThat(config.storeMemoryBytes()).isEqualTo(10_000_000);
        assertThat(config.text())
                .isEqualTo(
                        AnnotatorConfig.of(ModelVariant.ACCURATE)
                                .withMaxChars(5_000)
                                .withCacheChars(0));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "enrich.threads, 0",
        "enrich.threads, many",
        "enrich.model, huge",
        "enrich.commit.interval.ms, 0",
        "enrich.transaction.timeout.ms, 10",
        "enrich.text.max.chars, 0",
        "enrich.store.memory.bytes, 1",
        "enrich.duplicates.retention.ms, 5",
    })
    void refusesWhatCannotBeUsed(String key, String value) {
        assertThatThrownBy(() -> EnrichConfig.from(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key);
    }
}
