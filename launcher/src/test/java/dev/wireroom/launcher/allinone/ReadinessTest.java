package dev.wireroom.launcher.allinone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.service.http.Health;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ReadinessTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Health health = Health.create();
    private final Readiness readiness = new Readiness(URI.create("http://127.0.0.1:1"), health);

    @Test
    @Timeout(60)
    void doesNotWaitForAServiceThatFailedForGood() {
        health.fail("encoder.onnx is damaged");
        assertThatThrownBy(() -> readiness.await("enrich", LONG, () -> false))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("enrich failed: encoder.onnx is damaged");
    }

    @Test
    void tellsTheLastAnswerWhenTimeIsUp() {
        assertThatThrownBy(() -> readiness.await("enrich", Duration.ZERO, () -> false))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("enrich was not ready within 0 s: no answer");
    }
}
