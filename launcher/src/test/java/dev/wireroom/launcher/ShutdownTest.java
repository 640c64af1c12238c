package dev.wireroom.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ShutdownTest {

    @Test
    @Timeout(10)
    void returnsWhatFailedWhileNobodyAskedToStop() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        try (Shutdown shutdown = Shutdown.onSignal()) {
            Optional<String> failure =
                    shutdown.awaitUnless(
                            () ->
                                    looks.incrementAndGet() < 3
                                            ? Optional.empty()
                                            : Optional.of("the line broke"));
            assertThat(failure).contains("the line broke");
            assertThat(shutdown.isAsked()).isFalse();
        }
    }

    @Test
    @Timeout(10)
    void waitsWhileNothingFails() throws InterruptedException {
        try (Shutdown shutdown = Shutdown.onSignal()) {
            Thread waiting =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            shutdown.awaitUnless(Optional::empty);
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                    });
            assertThat(waiting.join(Duration.ofSeconds(1))).isFalse();
            waiting.interrupt();
        }
    }
}
