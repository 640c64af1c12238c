package dev.wireroom.ingest.feed;

import static dev.wireroom.ingest.feed.FeedStateFixture.NOW;
import static dev.wireroom.ingest.feed.FeedStateFixture.aSource;
import static dev.wireroom.ingest.feed.FeedStateFixture.aState;
import static dev.wireroom.ingest.feed.FeedStateFixture.every;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.FeedSymptom;
import dev.wireroom.contract.PollOutcome;
import dev.wireroom.contract.SeenItem;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.feed.FeedHealth.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedHealthTest {

    @Test
    void isNewBeforeTheFirstPollAndAfterAChangeOfAddress() {
        assertThat(FeedHealth.of(aSource(), Optional.empty(), NOW).kind()).isEqualTo(Kind.NEW);
        FeedState elsewhere = aState().setUrl("https://old.example/feed").build();
        assertThat(of(elsewhere).kind()).isEqualTo(Kind.NEW);
    }

    @Test
    void isHealthyAtItsUsualPace() {
        FeedHealth health =
                of(
                        aState().setArrivals(every(Duration.ofHours(2), 10, NOW.minusSeconds(60)))
                                .build());
        assertThat(health.kind()).isEqualTo(Kind.HEALTHY);
        assertThat(health.explanation()).contains("2 h");
    }

    @Test
    void isStaleWhenTheSameOldItemsKeepComing() {
        Instant newest = NOW.minus(Duration.ofDays(9));
        FeedHealth health =
                of(
                        aState().setOutcome(PollOutcome.NOT_MODIFIED)
                                .setArrivals(every(Duration.ofDays(1), 10, newest))
                                .build());
        assertThat(health)
                .extracting(FeedHealth::kind, FeedHealth::silent)
                .containsExactly(Kind.STALE, true);
        assertThat(health.since()).contains(newest);
    }

    @Test
    void isBlockedWithTheExplanationKept() {
        FeedHealth health =
                of(
                        aState().setOutcome(PollOutcome.BLOCKED)
                                .setOutcomeDetail("403: it wants a browser")
                                .build());
        assertThat(health.kind()).isEqualTo(Kind.BLOCKED);
        assertThat(health.explanation()).contains("403: it wants a browser");
    }

    @Test
    void stumblesBeforeItIsBroken() {
        assertThat(of(aState().setOutcome(PollOutcome.FAILED).setFailures(1).build()).kind())
                .isEqualTo(Kind.STUMBLING);
        assertThat(of(aState().setOutcome(PollOutcome.UNREADABLE).setFailures(3).build()).kind())
                .isEqualTo(Kind.BROKEN);
    }

    @Test
    void isEmptyOnlyUntilItemsComeBack() {
        FeedSymptom empty =
                new FeedSymptom(
                        "feed-empty",
                        "no items",
                        "",
                        NOW.minusSeconds(7200),
                        NOW.minusSeconds(3600),
                        4L);
        SeenItem before =
                new SeenItem("a", 0L, 0L, 0L, 0L, NOW.minusSeconds(9000), NOW.minusSeconds(8000));
        FeedState state = aState().setSymptoms(List.of(empty)).setSeen(List.of(before)).build();
        assertThat(of(state).kind()).isEqualTo(Kind.EMPTY);
        assertThat(of(state).since()).contains(NOW.minusSeconds(7200));
        SeenItem after =
                new SeenItem("b", 0L, 0L, 0L, 0L, NOW.minusSeconds(60), NOW.minusSeconds(60));
        state.setSeen(List.of(after, before));
        assertThat(of(state).kind()).isEqualTo(Kind.HEALTHY);
    }

    @Test
    void isOverdueWhenNobodyPollsIt() {
        assertThat(of(aState().setNextPollAt(NOW.minus(Duration.ofHours(2))).build()).kind())
                .isEqualTo(Kind.OVERDUE);
    }

    @Test
    void saysWhyItIsPaused() {
        Source source = aSource();
        source.setState(SourceState.PAUSED);
        source.setPauseReason("410 Gone");
        FeedState state = aState().setOutcome(PollOutcome.GONE).build();
        FeedHealth health = FeedHealth.of(source, Optional.of(state), NOW);
        assertThat(health.kind()).isEqualTo(Kind.GONE);
        assertThat(health.explanation()).contains("410 Gone");
    }

    private static FeedHealth of(FeedState state) {
        return FeedHealth.of(aSource(), Optional.of(state), NOW);
    }
}
