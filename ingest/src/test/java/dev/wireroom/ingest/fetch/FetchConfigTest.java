package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.config.ConfigurationException;
import dev.wireroom.service.net.AddressRange;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchConfigTest {

    private static FetchConfig config(Map<String, String> given) {
        return FetchConfig.from(ConfigValues.parse(FetchConfig.define(new ConfigDef()), given));
    }

    @Test
    void hasADefaultForEveryKey() {
        FetchConfig config = config(Map.of());
        assertThat(config.agent()).isEqualTo("Wireroom");
        assertThat(config.userAgent()).matches("Wireroom/\\S+");
        assertThat(config.allowedNetworks()).isEmpty();
        assertThat(config.allowsPort(80)).isTrue();
        assertThat(config.allowsPort(443)).isTrue();
        assertThat(config.allowsPort(8080)).isTrue();
        assertThat(config.allowsPort(25)).isFalse();
        assertThat(config.hostMinDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.robotsTtl()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void readsEveryKey() {
        Map<String, String> given = new HashMap<>();
        given.put("ingest.fetch.user.agent", "Ticker-Bot");
        given.put("ingest.fetch.contact", "mailto:desk@news.example");
        given.put("ingest.fetch.connect.timeout.ms", "1001");
        given.put("ingest.fetch.read.timeout.ms", "1002");
        given.put("ingest.fetch.total.timeout.ms", "1003");
        given.put("ingest.fetch.max.redirects", "3");
        given.put("ingest.fetch.feed.max.bytes", "2048");
        given.put("ingest.fetch.page.max.bytes", "4096");
        given.put("ingest.fetch.max.decompression.ratio", "50");
        given.put("ingest.fetch.max.in.flight", "7");
        given.put("ingest.fetch.host.min.delay.ms", "1500");
        given.put("ingest.fetch.host.max.in.flight", "1");
        given.put("ingest.fetch.host.max.pause.ms", "5");
        given.put("ingest.fetch.robots.ttl.ms", "3600000");
        given.put("ingest.fetch.allowed.private.networks", "10.0.0.0/8, fd00::/8");
        given.put("ingest.fetch.allowed.ports", "443, 8000-8100");

        FetchConfig config = config(given);

        assertThat(config.userAgent()).matches("Ticker-Bot/\\S+ \\(\\+mailto:desk@news.example\\)");
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofMillis(1001));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofMillis(1002));
        assertThat(config.totalTimeout()).isEqualTo(Duration.ofMillis(1003));
        assertThat(config.maxRedirects()).isEqualTo(3);
        assertThat(config.maxFeedBytes()).isEqualTo(2048);
        assertThat(config.maxPageBytes()).isEqualTo(4096);
        assertThat(config.maxDecompressionRatio()).isEqualTo(50);
        assertThat(config.maxInFlight()).isEqualTo(7);
        assertThat(config.hostMinDelay()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.hostMaxInFlight()).isEqualTo(1);
        assertThat(config.hostMaxPause()).isEqualTo(Duration.ofMillis(5));
        assertThat(config.robotsTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(config.allowedNetworks())
                .containsExactly(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8"));
        assertThat(config.allowsPort(8050)).isTrue();
        assertThat(config.allowsPort(80)).isFalse();
        assertThat(FetchConfig.define(new ConfigDef()).names())
                .containsExactlyInAnyOrderElementsOf(given.keySet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user.agent | Mozilla/5.0",
                "user.agent | a b",
                "contact | https://a.example/ (me)",
                "total.timeout.ms | 0",
                "max.redirects | 21",
                "feed.max.bytes | 1",
                "max.in.flight | 0",
                "host.max.in.flight | 0",
                "robots.ttl.ms | 86400001",
                "allowed.private.networks | 10.0.0.1/8",
                "allowed.private.networks | intranet",
                "allowed.ports | 0",
                "allowed.ports | 90-80",
                "allowed.ports | http"
            })
    void refusesAnUnusableValueByKey(String key, String value) {
        assertThatThrownBy(() -> config(Map.of("ingest.fetch." + key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ingest.fetch." + key)
                .hasMessageContaining(value);
    }
}
