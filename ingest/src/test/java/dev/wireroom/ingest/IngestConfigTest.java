package dev.wireroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.ingest.http.PushConfig;
import dev.wireroom.service.config.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {

    @Test
    void hasADefaultForEveryKey() {
        IngestConfig config = IngestConfig.from(Map.of());
        assertThat(config.http().port()).isEqualTo(8401);
        assertThat(config.publishTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.compression()).isEqualTo("zstd");
        assertThat(config.limits().body()).isEqualTo(200_000);
        assertThat(config.maxArticlesPerSecond()).isZero();
        assertThat(config.maxInFlightBytes()).isGreaterThanOrEqualTo(config.http().maxBodyBytes());
    }

    @Test
    void readsEveryKeyOfItsOwn() {
        Map<String, String> given = new HashMap<>();
        given.put("ingest.publish.timeout.ms", "20000");
        given.put("ingest.publish.linger.ms", "7");
        given.put("ingest.publish.batch.bytes", "1000");
        given.put("ingest.publish.buffer.bytes", "17000000");
        given.put("ingest.publish.compression", "lz4");
        given.put("ingest.max.in.flight.bytes", "19000000");
        given.put("ingest.article.max.body.length", "1234");
        given.put("ingest.source.max.articles.per.second", "5");
        given.put("ingest.ledger.flush.ms", "250");
        IngestConfig config = IngestConfig.from(given);
        assertThat(config.publishTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.linger()).isEqualTo(Duration.ofMillis(7));
        assertThat(config.batchBytes()).isEqualTo(1000);
        assertThat(config.bufferBytes()).isEqualTo(17_000_000);
        assertThat(config.compression()).isEqualTo("lz4");
        assertThat(config.maxInFlightBytes()).isEqualTo(19_000_000);
        assertThat(config.maxBodyLength()).isEqualTo(1234);
        assertThat(config.maxArticlesPerSecond()).isEqualTo(5);
        assertThat(config.ledgerFlush()).isEqualTo(Duration.ofMillis(250));
        assertThat(IngestConfig.definition().names().stream().filter(IngestConfigTest::isOwn))
                .containsExactlyInAnyOrderElementsOf(given.keySet());
    }

    private static boolean isOwn(String key) {
        return key.startsWith("ingest.")
                && !key.startsWith("ingest.http.")
                && !key.startsWith("ingest.fetch.")
                && !key.startsWith("ingest.poll.")
                && !key.startsWith("ingest.files.")
                && !key.startsWith("ingest.websub.")
                && !PushConfig.define(new ConfigDef()).names().contains(key);
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.publish.timeout.ms, soon",
        "ingest.publish.timeout.ms, 1",
        "ingest.publish.linger.ms, -1",
        "ingest.publish.compression, brotli",
        "ingest.max.in.flight.bytes, 100",
        "ingest.article.max.body.length, 0",
        "ingest.ledger.flush.ms, 1"
    })
    void refusesAnUnusableValueByKey(String key, String value) {
        assertThatThrownBy(() -> IngestConfig.from(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value);
    }

    @Test
    void refusesALingerThatLeavesNoTimeToAnswer() {
        Map<String, String> given =
                Map.of("ingest.publish.timeout.ms", "1000", "ingest.publish.linger.ms", "900");
        assertThatThrownBy(() -> IngestConfig.from(given))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ingest.publish.linger.ms");
    }
}
