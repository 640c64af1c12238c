package dev.wireroom.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PollLeaseTest {

    private static final Duration SESSION = Duration.ofSeconds(10);

    private long nanos = -50;
    private Instant wall = FeedStateFixture.NOW;
    private final PollLease lease = new PollLease(SESSION, () -> nanos, () -> wall);

    @Test
    void doesNotHoldBeforeItIsRenewed() {
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void endsWellBeforeTheSessionDoes() {
        lease.renew(lease.stamp());
        pass(Duration.ofMillis(6_900));
        assertThat(lease.holds()).isTrue();
        pass(Duration.ofMillis(200));
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void countsFromWhenTheRenewalWasSentNotFromWhenItWasAnswered() {
        PollLease.Stamp sent = lease.stamp();
        pass(Duration.ofSeconds(6));
        lease.renew(sent);
        pass(Duration.ofSeconds(2));
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void isNotShortenedByAnAnswerThatCameLate() {
        PollLease.Stamp early = lease.stamp();
        pass(Duration.ofSeconds(5));
        lease.renew(lease.stamp());
        lease.renew(early);
        pass(Duration.ofSeconds(5));
        assertThat(lease.holds()).isTrue();
    }

    @Test
    void noticesThatTheMachineWasSuspendedThoughItsMonotonicClockStoodStill() {
        lease.renew(lease.stamp());
        wall = wall.plusSeconds(60);
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void isNotProlongedByAWallClockThatIsSetBack() {
        lease.renew(lease.stamp());
        nanos += Duration.ofSeconds(60).toNanos();
        wall = wall.minusSeconds(3600);
        assertThat(lease.holds()).isFalse();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }
}
