package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wireroom.ingest.fetch.HostPacer.Entry.Paused;
import dev.wireroom.ingest.fetch.HostPacer.Entry.Turn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostPacerTest {

    private static HostPacer pacer(String... settings) {
        return new HostPacer(
                Fetchers.config(settings),
                RandomGenerator.of("L64X128MixRandom"),
                new FetchMeters(new SimpleMeterRegistry()));
    }

    private static Turn turn(HostPacer pacer, String host) throws InterruptedException {
        return (Turn) pacer.enter(host);
    }

    @Test
    void spacesRequestsToOneHostButNotToOthers() throws Exception {
        HostPacer pacer = pacer("host.min.delay.ms", "150");
        List<Long> moments = new CopyOnWriteArrayList<>();
        long began = System.nanoTime();
        List<FutureTask<Void>> fetches = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<Void> fetch =
                    new FutureTask<>(
                            () -> {
                                try (Turn turn = turn(pacer, "one.example")) {
                                    moments.add(System.nanoTime());
                                }
                                return null;
                            });
            fetches.add(fetch);
            Thread.ofVirtual().start(fetch);
        }
        try (Turn other = turn(pacer, "other.example")) {
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofMillis(140));
        }
        for (FutureTask<Void> fetch : fetches) {
            fetch.get();
        }
        for (int i = 1; i < moments.size(); i++) {
            assertThat(Duration.ofNanos(moments.get(i) - moments.get(i - 1)))
                    .isGreaterThan(Duration.ofMillis(145));
        }
    }

    @Test
    void letsOnlySoManyIntoOneHostAndIntoAllTogether() throws Exception {
        HostPacer pacer = pacer("host.max.in.flight", "2", "max.in.flight", "5");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch hold = new CountDownLatch(1);
        List<FutureTask<Void>> fetches = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String host = "host-" + i % 10;
            FutureTask<Void> fetch =
                    new FutureTask<>(
                            () -> {
                                try (Turn turn = turn(pacer, host)) {
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    hold.await();
                                    inside.decrementAndGet();
                                }
                                return null;
                            });
            fetches.add(fetch);
            Thread.ofVirtual().start(fetch);
        }
        await().until(() -> inside.get() == 5);
        hold.countDown();
        for (FutureTask<Void> fetch : fetches) {
            fetch.get();
        }
        assertThat(most).hasValue(5);
    }

    @Test
    void letsOnlySoManyIntoOneHost() throws Exception {
        HostPacer pacer = pacer("host.max.in.flight", "1");
        Turn first = turn(pacer, "one.example");
        FutureTask<Void> second =
                new FutureTask<>(
                        () -> {
                            turn(pacer, "one.example").close();
                            return null;
                        });
        Thread thread = Thread.ofVirtual().start(second);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(second.isDone()).isFalse();
        first.close();
        second.get(5, TimeUnit.SECONDS);
    }

    @Test
    void leavesAHostAloneThatAsksForIt() throws Exception {
        HostPacer pacer = pacer("host.max.pause.ms", "100");
        try (Turn turn = turn(pacer, "busy.example")) {
            turn.pauseHost(Optional.of(Duration.ofMinutes(5)));
            turn.pauseHost(Optional.of(Duration.ofSeconds(1))); // the longer one stays
        }
        assertThat(pacer.enter("busy.example"))
                .isInstanceOfSatisfying(
                        Paused.class,
                        paused ->
                                assertThat(paused.remaining())
                                        .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5)));
        turn(pacer, "other.example").close();
    }

    @Test
    void waitsForTheEndOfAShortPause() throws Exception {
        HostPacer pacer = pacer();
        try (Turn turn = turn(pacer, "busy.example")) {
            turn.pauseHost(Optional.of(Duration.ofMillis(200)));
        }
        long began = System.nanoTime();
        turn(pacer, "busy.example").close();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void pausesForAWhileWhenAHostDoesNotSayForHowLong() throws Exception {
        HostPacer pacer = pacer();
        try (Turn turn = turn(pacer, "busy.example")) {
            turn.pauseHost(Optional.empty());
        }
        assertThat(pacer.enter("busy.example")).isInstanceOf(Paused.class);
    }

    @Test
    void forgetsHostsThatNobodyWants() throws Exception {
        HostPacer idle = pacer();
        for (int i = 0; i < 20_000; i++) {
            turn(idle, "host-" + i).close();
        }
        assertThat(idle.hosts()).isZero();

        HostPacer paced = pacer("host.min.delay.ms", "1");
        for (int i = 0; i < 20_000; i++) {
            turn(paced, "host-" + i).close();
        }
        assertThat(paced.hosts()).isLessThan(10_000);
    }

    @Test
    void givesPlacesBackWhenItsThreadIsInterrupted() throws Exception {
        HostPacer pacer = pacer("host.min.delay.ms", "60000", "host.max.in.flight", "1");
        turn(pacer, "one.example").close();
        FutureTask<Turn> waiting = new FutureTask<>(() -> turn(pacer, "one.example"));
        Thread thread = Thread.ofVirtual().start(waiting);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        // the place at the host is free again: the next one waits for its moment, not for a place
        FutureTask<Turn> next = new FutureTask<>(() -> turn(pacer, "one.example"));
        Thread nextThread = Thread.ofVirtual().start(next);
        await().until(() -> nextThread.getState() == Thread.State.TIMED_WAITING);
        nextThread.interrupt();
    }

    @Test
    void slowsDownForAHostThatWantsItAndNeverBelowItsOwnPace() {
        HostSchedule schedule = new HostSchedule(Duration.ofSeconds(1));
        RandomGenerator none = () -> 0L; // no jitter
        schedule.slowDown(Duration.ofSeconds(5));
        assertThat(schedule.take(0, none)).isZero();
        assertThat(schedule.take(1, none)).isEqualTo(Duration.ofSeconds(5).toNanos() - 1);
        assertThat(schedule.isPast(Duration.ofSeconds(4).toNanos())).isFalse();
        assertThat(schedule.isPast(Duration.ofSeconds(5).toNanos())).isTrue();
        schedule.slowDown(Duration.ZERO);
        assertThat(schedule.take(Duration.ofSeconds(5).toNanos(), none)).isZero();
        assertThat(schedule.take(Duration.ofSeconds(6).toNanos(), none)).isZero();
    }

    @Test
    void addsJitterAndNeverTakesFromTheDelay() {
        HostSchedule schedule = new HostSchedule(Duration.ofSeconds(1));
        schedule.take(0, () -> -1L); // all bits set: the largest jitter
        long wait = schedule.take(0, () -> 0L);
        assertThat(Duration.ofNanos(wait))
                .isBetween(Duration.ofMillis(1190), Duration.ofMillis(1200));
    }
}
