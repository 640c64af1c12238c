package dev.wireroom.benchmarks.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.benchmarks.polling.Etiquette.Told;
import dev.wireroom.benchmarks.polling.Etiquette.Told.Direction;
import dev.wireroom.benchmarks.polling.Etiquette.Validators;
import dev.wireroom.benchmarks.polling.Violation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EtiquetteTest {

    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final Validators TAG = new Validators(Optional.of("\"1\""), Optional.empty());

    private final Etiquette etiquette =
            new Etiquette(
                    new FarmPlan(
                            10,
                            5,
                            1,
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(1),
                            2,
                            Duration.ofMinutes(1)));

    private static Instant at(double seconds) {
        return START.plusMillis((long) (seconds * 1_000));
    }

    private static Told document(Duration freshFor) {
        return new Told(Direction.HERE, freshFor, Duration.ZERO, Set.of(), Optional.of(TAG));
    }

    private void poll(String feed, double seconds, Validators sent, Told told) {
        etiquette.asked(feed, "host-of" + feed, sent, at(seconds));
        etiquette.answered(feed, "host-of" + feed, told, at(seconds));
    }

    private void assertBroken(Kind... kinds) {
        assertThat(etiquette.violations()).extracting(Violation::kind).containsExactly(kinds);
    }

    @Test
    void hasNothingAgainstAPoliteClient() {
        poll("/a", 0, Validators.NONE, document(Duration.ZERO));
        poll("/b", 0, Validators.NONE, document(Duration.ofSeconds(90)));
        poll("/a", 60, TAG, document(Duration.ZERO));
        poll("/b", 90, TAG, document(Duration.ZERO));
        assertBroken();
        assertThat(etiquette.counts()).isEmpty();
    }

    @Test
    void noticesAFeedThatIsAskedTooSoon() {
        poll("/a", 0, Validators.NONE, document(Duration.ZERO));
        poll("/a", 59.9, TAG, document(Duration.ofSeconds(90)));
        poll("/a", 149, TAG, document(Duration.ZERO));
        assertBroken(Kind.FEED_TOO_SOON, Kind.FEED_TOO_SOON);
        assertThat(etiquette.violations().getFirst().detail()).contains("59900").contains("60000");
    }

    @Test
    void noticesThatRetryAfterIsNotHeeded() {
        Told busy =
                new Told(
                        Direction.HERE,
                        Duration.ZERO,
                        Duration.ofSeconds(120),
                        Set.of(),
                        Optional.empty());
        poll("/a", 0, Validators.NONE, busy);
        poll("/a", 119, Validators.NONE, busy);
        poll("/a", 240, Validators.NONE, busy);
        assertBroken(Kind.BEFORE_RETRY_AFTER);
    }

    @Test
    void noticesARequestInAnHourToSkip() {
        Told told =
                new Told(
                        Direction.HERE,
                        Duration.ZERO,
                        Duration.ZERO,
                        Set.of(10, 11),
                        Optional.of(TAG));
        poll("/a", 0, Validators.NONE, told); // it could not know
        poll("/a", 2 * 3_600 - 1, TAG, told);
        poll("/a", 2 * 3_600 + 60, TAG, told);
        assertBroken(Kind.IN_SKIPPED_HOUR);
    }

    @Test
    void noticesValidatorsThatAreMissingOrChangedEvenAfterTrouble() {
        poll("/a", 0, Validators.NONE, document(Duration.ZERO));
        poll("/a", 60, Validators.NONE, Told.nothing());
        poll("/a", 120, new Validators(Optional.of("W/\"1\""), Optional.empty()), Told.nothing());
        poll("/a", 180, TAG, document(Duration.ZERO));
        assertBroken(Kind.WITHOUT_VALIDATORS, Kind.WITHOUT_VALIDATORS);
    }

    @Test
    void noticesThatGoneAndMovedAreNotBelieved() {
        Told gone =
                new Told(Direction.GONE, Duration.ZERO, Duration.ZERO, Set.of(), Optional.empty());
        Told moved =
                new Told(Direction.MOVED, Duration.ZERO, Duration.ZERO, Set.of(), Optional.empty());
        poll("/gone", 0, Validators.NONE, gone);
        poll("/gone", 600, Validators.NONE, gone);
        poll("/moved", 0, Validators.NONE, moved);
        poll("/moved", 60, Validators.NONE, moved);
        poll("/moved", 120, Validators.NONE, moved);
        assertBroken(Kind.AFTER_GONE, Kind.AFTER_MOVED);
    }

    @Test
    void noticesAHostThatIsAskedTooOften() {
        etiquette.asked("/a", "host", Validators.NONE, at(0));
        etiquette.asked("/b", "host", Validators.NONE, at(0.5));
        etiquette.asked("/c", "host", Validators.NONE, at(1.5));
        assertBroken(Kind.HOST_TOO_SOON, Kind.HOST_TOO_MANY);
        etiquette.answered("/a", "host", Told.nothing(), at(1.6));
        etiquette.answered("/b", "host", Told.nothing(), at(1.6));
        etiquette.asked("/d", "host", Validators.NONE, at(2.5));
        assertBroken(Kind.HOST_TOO_SOON, Kind.HOST_TOO_MANY);
    }
}
