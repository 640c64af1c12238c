package dev.wireroom.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wireroom.service.http.ProblemException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final RateLimits limits = new RateLimits(5, now::get);

    @Test
    void letsABatchInWholeAndMakesItsSourceWaitUntilItIsPaid() {
        limits.admit("a");
        limits.count("a", 60);
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> limits.admit("a"));
        assertThat(refused.problem().status()).isEqualTo(429);
        assertThat(refused.problem().fix()).contains("3 s");
        now.set(Instant.EPOCH.plusSeconds(3));
        assertThatCode(() -> limits.admit("a")).doesNotThrowAnyException();
    }

    @Test
    void boundsEachSourceByItself() {
        limits.count("a", 1000);
        assertThatCode(() -> limits.admit("b")).doesNotThrowAnyException();
    }

    @Test
    void hasNoLimitWhereNoneIsSet() {
        RateLimits none = new RateLimits(0, now::get);
        none.count("a", 1_000_000);
        assertThatCode(() -> none.admit("a")).doesNotThrowAnyException();
    }
}
