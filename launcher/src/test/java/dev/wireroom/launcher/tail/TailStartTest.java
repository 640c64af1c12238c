package dev.wireroom.launcher.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TailStartTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:30:00Z");

    @Test
    void readsWords() {
        assertThat(TailStart.parse("beginning", NOW)).isEqualTo(new TailStart.Beginning());
        assertThat(TailStart.parse(" END ", NOW)).isEqualTo(new TailStart.End());
    }

    @Test
    void readsOffsets() {
        assertThat(TailStart.parse("0", NOW)).isEqualTo(new TailStart.Offset(0));
        assertThat(TailStart.parse("20261123", NOW)).isEqualTo(new TailStart.Offset(20261123));
    }

    @Test
    void readsTimesAndDays() {
        assertThat(TailStart.parse("2026-11-23T10:00:00Z", NOW))
                .isEqualTo(new TailStart.Time(Instant.parse("2026-11-23T10:00:00Z")));
        assertThat(TailStart.parse("2026-11-23", NOW))
                .isEqualTo(new TailStart.Time(Instant.parse("2026-11-23T00:00:00Z")));
    }

    @Test
    void readsSpansBeforeNow() {
        assertThat(TailStart.parse("24h", NOW))
                .isEqualTo(new TailStart.Time(Instant.parse("2026-11-24T09:30:00Z")));
    }

    @Test
    void refusesAnythingElseWithWhatIsPossible() {
        assertThatThrownBy(() -> TailStart.parse("-1", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'beginning', 'end', an offset");
        assertThatThrownBy(() -> TailStart.parse("2026-13-01", NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
