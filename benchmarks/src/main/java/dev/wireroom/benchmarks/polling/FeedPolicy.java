package dev.wireroom.benchmarks.polling;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What one feed of a farm is like.
 *
 * @param cadence time from one new item to the next
 * @param etag whether it sends an ETag and honours If-None-Match
 * @param lastModified whether it sends Last-Modified and honours If-Modified-Since
 * @param maxAge of its Cache-Control
 * @param ttl of its RSS channel, in whole minutes
 * @param skipHours of its RSS channel, hours of the day in UTC
 * @param trouble what goes wrong with it
 * @param thinking how long its host takes to answer
 */
record FeedPolicy(
        Duration cadence,
        boolean etag,
        boolean lastModified,
        Optional<Duration> maxAge,
        Optional<Duration> ttl,
        Set<Integer> skipHours,
        Trouble trouble,
        Duration thinking) {

    /** What goes wrong with a feed. */
    enum Trouble {
        NONE,
        /** Every third answer is 503 with {@link #RETRY_AFTER}. */
        BUSY,
        /** Every third answer is 429 with {@link #RETRY_AFTER}. */
        THROTTLED,
        /** Answers 301 to another path from the start. */
        MOVED,
        /** Answers 410 from the second request on. */
        GONE
    }

    static final Duration RETRY_AFTER = Duration.ofSeconds(90);

    /** The feed at an index: the same one for the same seed, whichever others there are. */
    static FeedPolicy of(FarmPlan plan, int index, Instant start) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom")
                        .create(plan.seed() * 1_000_003 + index);
        double seconds =
                Math.pow(Math.max(plan.longestCadence().toMillis() / 1e3, 1), random.nextDouble());
        Duration cadence = Duration.ofMillis((long) (seconds * 1_000));
        boolean etag = random.nextInt(100) < 70;
        boolean lastModified = random.nextInt(100) < 60;
        int hint = random.nextInt(100);
        Optional<Duration> maxAge =
                hint < 30
                        ? Optional.of(Duration.ofSeconds(random.nextInt(30, 240)))
                        : Optional.empty();
        Optional<Duration> ttl =
                hint >= 30 && hint < 45
                        ? Optional.of(Duration.ofMinutes(random.nextInt(1, 6)))
                        : Optional.empty();
        Set<Integer> skipHours = hint == 99 ? hoursFrom(start) : Set.of();
        return new FeedPolicy(
                cadence,
                etag,
                lastModified,
                maxAge,
                ttl,
                skipHours,
                trouble(random.nextInt(1_000)),
                Duration.ofMillis(random.nextInt(5, 150)));
    }

    private static Trouble trouble(int luck) {
        if (luck < 20) {
            return Trouble.BUSY;
        }
        if (luck < 30) {
            return Trouble.THROTTLED;
        }
        if (luck < 50) {
            return Trouble.MOVED;
        }
        return luck < 55 ? Trouble.GONE : Trouble.NONE;
    }

    /** This hour and the two after it, so that a run of any hour meets them. */
    private static Set<Integer> hoursFrom(Instant start) {
        int now = start.atOffset(ZoneOffset.UTC).getHour();
        return new TreeSet<>(Set.of(now, (now + 1) % 24, (now + 2) % 24));
    }
}
