package dev.wireroom.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CadenceTest {

    private static final Instant WEDNESDAY_NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void knowsNothingFromThreeArrivals() {
        assertThat(every(Duration.ofHours(1), 3, WEDNESDAY_NOON).interval(WEDNESDAY_NOON))
                .isEmpty();
    }

    @Test
    void asksTwicePerTypicalGap() {
        Cadence hourly = every(Duration.ofHours(1), 20, WEDNESDAY_NOON);
        assertThat(hourly.interval(WEDNESDAY_NOON)).contains(Duration.ofMinutes(30));
    }

    @Test
    void isNotMisledByOneLongGap() {
        List<Instant> arrivals =
                new ArrayList<>(every(Duration.ofMinutes(10), 10, WEDNESDAY_NOON).arrivals());
        arrivals.addAll(
                every(Duration.ofMinutes(10), 10, WEDNESDAY_NOON.minus(Duration.ofDays(2)))
                        .arrivals());
        assertThat(new Cadence(arrivals).typicalGap()).contains(Duration.ofMinutes(10));
    }

    @Test
    void countsABatchOfItemsAsOneArrival() {
        List<Instant> arrivals = new ArrayList<>();
        for (Instant hour : every(Duration.ofHours(1), 8, WEDNESDAY_NOON).arrivals()) {
            arrivals.addAll(List.of(hour, hour, hour.minusSeconds(1), hour.minusSeconds(2)));
        }
        Duration gap = new Cadence(arrivals).typicalGap().orElseThrow();
        assertThat(gap).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    }

    @Test
    void slowsDownWhileNothingComes() {
        Cadence busy = every(Duration.ofMinutes(10), 30, WEDNESDAY_NOON);
        assertThat(busy.interval(WEDNESDAY_NOON.plus(Duration.ofMinutes(20))))
                .contains(Duration.ofMinutes(5));
        assertThat(busy.interval(WEDNESDAY_NOON.plus(Duration.ofHours(8))))
                .contains(Duration.ofHours(1));
    }

    @Test
    void keepsTheNewestArrivalsOnly() {
        Cadence cadence =
                every(Duration.ofHours(1), 64, WEDNESDAY_NOON)
                        .with(List.of(WEDNESDAY_NOON.plusSeconds(600)));
        assertThat(cadence.arrivals()).hasSize(64).startsWith(WEDNESDAY_NOON.plusSeconds(600));
    }

    @Test
    void callsSilentOnlyWhatIsLongerThanItsHistoryLetsExpect() {
        Cadence daily = every(Duration.ofDays(1), 20, WEDNESDAY_NOON);
        assertThat(daily.silent(WEDNESDAY_NOON.plus(Duration.ofDays(3)))).isFalse();
        assertThat(daily.silent(WEDNESDAY_NOON.plus(Duration.ofDays(5)))).isTrue();
    }

    @Test
    void doesNotCountTheWeekendsOfAFeedThatKeepsThem() {
        Instant fridayEvening = Instant.parse("2026-11-27T18:00:00Z");
        Cadence officeHours = every(Duration.ofMinutes(20), 24, fridayEvening);
        Instant mondayMorning = Instant.parse("2026-11-30T08:00:00Z");
        assertThat(officeHours.silent(mondayMorning)).isFalse();
        assertThat(officeHours.silent(Instant.parse("2026-12-01T08:00:00Z"))).isTrue();
    }

    private static Cadence every(Duration gap, int count, Instant newest) {
        List<Instant> arrivals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arrivals.add(newest.minus(gap.multipliedBy(i)));
        }
        return new Cadence(arrivals);
    }
}
