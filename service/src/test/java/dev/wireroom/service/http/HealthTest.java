package dev.wireroom.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Health health = new Health(clock());

    private Clock clock() {
        InstantSource source = now::get;
        ZoneId zone = ZoneOffset.UTC;
        return source.withZone(zone);
    }

    @Test
    void tellsOurOwnSentenceWithoutTheNameOfAClass() {
        health.fail(new IllegalStateException("model x: there is no encoder.onnx in the folder"));
        assertThat(health.failure()).contains("model x: there is no encoder.onnx in the folder");
        health.fail(new ArithmeticException("/ by zero"));
        assertThat(health.failure()).contains("java.lang.ArithmeticException: / by zero");
    }

    @Test
    void startsMissing() {
        health.part("kafka");

        assertThat(health.ready()).isFalse();
        assertThat(health.states())
                .containsExactly(new Health.State("kafka", false, "starting", Instant.EPOCH));
    }

    @Test
    void keepsTheMomentAPartWentMissingWhenOnlyTheReasonChanges() {
        Health.Part kafka = health.part("kafka");
        kafka.up();
        now.set(Instant.ofEpochSecond(10));
        kafka.down("timeout");
        now.set(Instant.ofEpochSecond(20));
        kafka.down("refused");

        assertThat(health.states())
                .containsExactly(
                        new Health.State("kafka", false, "refused", Instant.ofEpochSecond(10)));
    }

    @Test
    void asksAPartThatIsAsked() {
        AtomicReference<Optional<String>> missing = new AtomicReference<>(Optional.empty());
        health.check("disk", missing::get);

        assertThat(health.ready()).isTrue();
        missing.set(Optional.of("full"));
        assertThat(health.ready()).isFalse();
    }
}
