package dev.wireroom.launcher.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TailStartTest {
    @Test
    void readsWords() {
        assertThat(TailStart.parse("beginning")).isEqualTo(new TailStart.Beginning());
        assertThat(TailStart.parse(" END ")).isEqualTo(new TailStart.End());
    }

    @Test
    void readsOffsets() {
        assertThat(TailStart.parse("0")).isEqualTo(new TailStart.Offset(0));
        assertThat(TailStart.parse("20261123")).isEqualTo(new TailStart.Offset(20261123));
    }

    @Test
    void readsTimesAndDays() {
        assertThat(TailStart.parse("2026-11-23T10:00:00Z"))
                .isEqualTo(new TailStart.Time(Instant.parse("2026-11-23T10:00:00Z")));
        assertThat(TailStart.parse("2026-11-23"))
                .isEqualTo(new TailStart.Time(Instant.parse("2026-11-23T00:00:00Z")));
    }

    @Test
    void refusesAnythingElseWithWhatIsPossible() {
        assertThatThrownBy(() -> TailStart.parse("-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'beginning', 'end', an offset");
        assertThatThrownBy(() -> TailStart.parse("2026-13-01"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
