package dev.wireroom.ingest.feed;

import static dev.wireroom.ingest.feed.FeedStateFixture.NOW;
import static dev.wireroom.ingest.feed.FeedStateFixture.aSource;
import static dev.wireroom.ingest.feed.FeedStateFixture.aState;
import static dev.wireroom.ingest.feed.FeedStateFixture.every;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.PollingWishes;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.feed.PollPolicy.Decision;
import dev.wireroom.ingest.feed.PollPolicy.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollPolicyTest {

    private static final PollPolicy.Bounds BOUNDS =
            new PollPolicy.Bounds(
                    Duration.ofMinutes(2), Duration.ofHours(6), Duration.ofMinutes(15));

    private final PollPolicy policy = new PollPolicy(BOUNDS, new Random(7));

    @ParameterizedTest
    @CsvSource({"PT1M, PT2M, shortest", "PT1H, PT30M, learned cadence", "PT48H, PT6H, longest"})
    void followsTheCadenceWithinItsBounds(Duration gap, Duration interval, String reason) {
        Decision decision = after(withNews(gap), Freshness.UNKNOWN);
        assertThat(decision.interval()).isEqualTo(interval);
        assertThat(decision.reason()).contains(reason);
    }

    @Test
    void beginsWithTheInitialInterval() {
        assertThat(after(aState().build(), Freshness.UNKNOWN).interval())
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void takesTheBoundsOfTheSource() {
        Source source = aSource();
        source.setMinPollIntervalMs(10_000L);
        source.setMaxPollIntervalMs(20_000L);
        Decision decision =
                policy.afterAnswer(
                        source, withNews(Duration.ofHours(1)), Freshness.UNKNOWN, false, NOW);
        assertThat(decision.interval()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void isNeverSoonerThanThePublisherAllows() {
        Freshness fresh =
                new Freshness(
                        Optional.of(Duration.ofHours(2)),
                        Optional.empty(),
                        "Cache-Control: max-age=7200");
        for (int i = 0; i < 100; i++) {
            Decision decision = after(withNews(Duration.ofMinutes(10)), fresh);
            assertThat(decision.at())
                    .isBetween(NOW.plus(Duration.ofHours(2)), NOW.plus(Duration.ofMinutes(130)));
            assertThat(decision.reason()).contains("max-age=7200");
        }
    }

    @Test
    void doesNotBelieveThatAFeedIsFreshForAYear() {
        Freshness year =
                new Freshness(Optional.of(Duration.ofDays(365)), Optional.empty(), "Expires: then");
        assertThat(after(withNews(Duration.ofMinutes(10)), year).interval())
                .isEqualTo(Duration.ofHours(6));
    }

    @Test
    void heedsTtlAlsoWhereTheAnswerWas304() {
        FeedState state = withNews(Duration.ofMinutes(10));
        state.setWishes(new PollingWishes(Duration.ofHours(1).toMillis(), List.of(), List.of()));
        assertThat(after(state, Freshness.UNKNOWN).interval()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void waitsUntilSkippedHoursAndDaysAreOver() {
        FeedState state = withNews(Duration.ofMinutes(10));
        // it is Wednesday noon: this hour, the next, and all of Thursday
        state.setWishes(new PollingWishes(null, List.of(12, 13), List.of(4)));
        assertThat(after(state, Freshness.UNKNOWN).at())
                .isBetween(
                        Instant.parse("2026-11-25T14:00:00Z"),
                        Instant.parse("2026-11-25T14:10:00Z"));
        state.setWishes(new PollingWishes(null, List.of(), List.of(3, 4)));
        assertThat(after(state, Freshness.UNKNOWN).at())
                .isBetween(
                        Instant.parse("2026-11-27T00:00:00Z"),
                        Instant.parse("2026-11-27T00:10:00Z"));
    }

    @Test
    void ignoresAWishNeverToBeRead() {
        FeedState state = withNews(Duration.ofHours(1));
        state.setWishes(new PollingWishes(null, List.of(), List.of(1, 2, 3, 4, 5, 6, 7)));
        assertThat(after(state, Freshness.UNKNOWN).at()).isBefore(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void slowsDownWhileAHubDelivers() {
        Decision decision =
                policy.afterAnswer(
                        aSource(), withNews(Duration.ofMinutes(10)), Freshness.UNKNOWN, true, NOW);
        assertThat(decision.interval()).isEqualTo(Duration.ofHours(6));
        assertThat(decision.reason()).contains("WebSub");
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, 1, PT2M", "FAILED, 4, PT16M", "FAILED, 30, PT24H",
        "REFUSED, 1, PT1H", "REFUSED, 3, PT4H", "REFUSED, 9, PT24H",
        "MISSING, 1, PT1H", "UNREADABLE, 2, PT30M", "TOO_OFTEN, 1, PT40M"
    })
    void doublesTheBackOffUpToADay(Trouble trouble, int failures, Duration interval) {
        FeedState state =
                aState().setFailures(failures)
                        .setPollIntervalMs(Duration.ofMinutes(20).toMillis())
                        .build();
        Decision decision =
                policy.afterFailure(aSource(), state, trouble, "no answer", Optional.empty(), NOW);
        assertThat(decision.interval()).isEqualTo(interval);
        assertThat(decision.reason()).contains("back-off").contains("no answer");
    }

    @Test
    void honoursRetryAfterUpToADay() {
        FeedState state = aState().setFailures(1).build();
        assertThat(
                        policy.afterFailure(
                                        aSource(),
                                        state,
                                        Trouble.TOO_OFTEN,
                                        "429",
                                        Optional.of(Duration.ofHours(5)),
                                        NOW)
                                .interval())
                .isEqualTo(Duration.ofHours(5));
        assertThat(
                        policy.afterFailure(
                                        aSource(),
                                        state,
                                        Trouble.TOO_OFTEN,
                                        "429",
                                        Optional.of(Duration.ofDays(30)),
                                        NOW)
                                .interval())
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void stopsAfterAMonthOfNothingBut404() {
        FeedState state =
                aState().setLastSucceededAt(NOW.minus(Duration.ofDays(31))).setFailures(35).build();
        assertThat(PollPolicy.stop(Trouble.MISSING, state, NOW)).isPresent();
        assertThat(PollPolicy.stop(Trouble.REFUSED, state, NOW)).isEmpty();
        state.setLastSucceededAt(NOW.minus(Duration.ofDays(29)));
        assertThat(PollPolicy.stop(Trouble.MISSING, state, NOW)).isEmpty();
    }

    private Decision after(FeedState state, Freshness freshness) {
        return policy.afterAnswer(aSource(), state, freshness, false, NOW);
    }

    private static FeedState withNews(Duration gap) {
        return aState().setArrivals(every(gap, 20, NOW)).build();
    }
}
