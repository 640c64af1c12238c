package dev.wireroom.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentTest {

    private static final Instant NOW = Instant.parse("2026-11-25T09:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "24h, 2026-11-24T09:30:00Z",
        "7d, 2026-11-18T09:30:00Z",
        "90s, 2026-11-25T09:28:30Z",
        "PT1M, 2026-11-25T09:29:00Z",
        "2026-11-23, 2026-11-23T00:00:00Z",
        "2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z"
    })
    void readsTimesAndSpansBeforeNow(String text, Instant moment) {
        assertThat(Moment.parse(text, NOW)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "24",
                "2026-13-01",
                "7 days",
                "-5h",
                "",
                "9999999999999999999h"
            })
    void saysWhatMayBeWritten(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moment.parse(text, NOW))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("24h");
    }

    @Test
    void readsSpans() {
        assertThat(Moment.span("1m")).isEqualTo(Duration.ofMinutes(1));
    }
}
