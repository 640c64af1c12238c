package dev.wireroom.ingest.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Lets requests to one host begin one by one, a while apart, and few at once. A host is what the
 * address names, to the letter: sites of one owner under many names each have their own pace.
 * Thread-safe; a call to {@link #enter} blocks its thread until its turn, first come first served.
 *
 * <p>A turn is had in three steps: a place among the few at that host (a fair semaphore), then the
 * next free moment of the host, then a place among all requests. Only the last is held by many
 * hosts together, and nobody waits for anything while holding it, so that no slow host keeps
 * another from being asked.
 *
 * <p>What is known of a host is forgotten when nobody wants it and its next moment has passed;
 * forgetting happens once for every doubling of hosts, which costs a constant per call over time.
 */
final class HostPacer {

    /** What comes of wanting a turn. */
    sealed interface Entry {

        /** The host wants to be left alone for longer than a fetch waits. */
        record Paused(Duration remaining) implements Entry {}

        /** To be closed when the request is over. */
        final class Turn implements Entry, AutoCloseable {
            private final HostPacer pacer;
            private final Host host;

            private Turn(HostPacer pacer, Host host) {
                this.pacer = pacer;
                this.host = host;
            }

            /**
             * Nobody asks this host for a while, for it has said so.
             *
             * @param asked for how long, where it said that too
             */
            void pauseHost(Optional<Duration> asked) {
                Duration pause = asked.orElse(DEFAULT_PAUSE);
                host.schedule.pause(
                        System.nanoTime(), pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause);
            }

            @Override
            public void close() {
                pacer.total.release();
                pacer.meters.ended();
                pacer.leave(host);
            }
        }
    }

    /** After a 429 that does not say for how long. */
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(60);

    /** A host can't silence this instance for longer with one answer; its poller may. */
    private static final Duration MAX_PAUSE = Duration.ofHours(1);

    private static final int FIRST_SWEEP = 1_024;

    private final FetchConfig config;
    private final RandomGenerator random;
    private final FetchMeters meters;
    private final Semaphore total;
    private final ConcurrentHashMap<String, Host> hosts = new ConcurrentHashMap<>();
    private volatile int nextSweep = FIRST_SWEEP;

    HostPacer(FetchConfig config, RandomGenerator random, FetchMeters meters) {
        this.config = config;
        this.random = random;
        this.meters = meters;
        this.total = new Semaphore(config.maxInFlight(), true);
    }

    /** Waits for a turn at a host. */
    Entry enter(String name) throws InterruptedException {
        long began = System.nanoTime();
        Host host = join(name);
        boolean entered = false;
        try {
            host.places.acquire();
            boolean placed = false;
            try {
                Optional<Duration> pause = awaitMoment(host.schedule);
                if (pause.isPresent()) {
                    return new Entry.Paused(pause.get());
                }
                total.acquire();
                placed = true;
                entered = true;
                meters.began();
                return new Entry.Turn(this, host);
            } finally {
                meters.waited(Duration.ofNanos(System.nanoTime() - began));
                if (!placed) {
                    host.places.release();
                }
            }
        } finally {
            if (!entered) {
                forget(host);
            }
        }
    }

    /** A pause that is too long to wait for, else empty when the moment has come. */
    private Optional<Duration> awaitMoment(HostSchedule schedule) throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            Duration pause = schedule.pause(now);
            if (pause.compareTo(config.hostMaxPause()) > 0) {
                return Optional.of(pause);
            }
            long wait = schedule.take(now, random);
            if (wait <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    /** A host wants more time between requests than we would leave it (Crawl-delay). */
    void slowDown(String name, Duration delay) {
        Host host = join(name);
        host.schedule.slowDown(delay);
        forget(host);
    }

    private Host join(String name) {
        if (hosts.size() >= nextSweep) {
            sweep();
        }
        return hosts.compute(
                name,
                (key, known) -> {
                    Host host =
                            known == null
                                    ? new Host(key, config.hostMaxInFlight(), config.hostMinDelay())
                                    : known;
                    host.wanted++;
                    return host;
                });
    }

    private void leave(Host host) {
        host.schedule.ended(System.nanoTime());
        host.places.release();
        forget(host);
    }

    private void forget(Host host) {
        hosts.computeIfPresent(
                host.name,
                (key, known) -> {
                    known.wanted--;
                    return known.isIdle(System.nanoTime()) ? null : known;
                });
    }

    private void sweep() {
        long now = System.nanoTime();
        for (String name : hosts.keySet()) {
            hosts.computeIfPresent(name, (key, host) -> host.isIdle(now) ? null : host);
        }
        nextSweep = Math.max(FIRST_SWEEP, 2 * hosts.size());
    }

    /** Hosts that are remembered now. */
    int hosts() {
        return hosts.size();
    }

    /** One host; {@code wanted} is changed within the map's own lock of its entry only. */
    private static final class Host {
        private final String name;
        private final Semaphore places;
        private final HostSchedule schedule;
        private int wanted;

        Host(String name, int maxInFlight, Duration minDelay) {
            this.name = name;
            this.places = new Semaphore(maxInFlight, true);
            this.schedule = new HostSchedule(minDelay);
        }

        boolean isIdle(long now) {
            return wanted == 0 && schedule.isPast(now);
        }
    }
}
