package dev.wireroom.ingest.http;

import dev.wireroom.service.http.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how many articles a second each source may push: a token bucket per source that holds ten
 * seconds' worth. A batch is let in whole while a token is left, and what it takes beyond that is
 * owed: the source waits until it has paid. Thread-safe.
 */
final class RateLimits {

    private static final Duration BURST = Duration.ofSeconds(10);
    private static final double NANOS_PER_SECOND = 1e9;

    private record Bucket(double tokens, long asOfNanos) {}

    private final int perSecond;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param perSecond articles a second; 0 is no limit
     */
    RateLimits(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** Lets a request of the source in, or throws the 429 that says when to come again. */
    void admit(String sourceId) {
        if (perSecond == 0) {
            return;
        }
        double tokens = take(sourceId, 0);
        if (tokens < 1) {
            long wait = (long) Math.ceil((1 - tokens) / perSecond);
            throw Problem.of(
                            429,
                            "rate-limit",
                            "Too many articles",
                            "The source sends more than %d articles a second.".formatted(perSecond))
                    .withField("source")
                    .withValue(sourceId)
                    .withFix("send again in %d s, and more slowly then".formatted(wait))
                    .toException()
                    .header("Retry-After", String.valueOf(wait));
        }
    }

    /** Counts articles that a request turned out to have. */
    void count(String sourceId, int articles) {
        if (perSecond > 0) {
            take(sourceId, articles);
        }
    }

    private double take(String sourceId, int articles) {
        long now = nanos();
        double full = perSecond * (double) BURST.toSeconds();
        return buckets.compute(
                        sourceId,
                        (id, bucket) -> {
                            if (bucket == null) {
                                return new Bucket(full - articles, now);
                            }
                            double earned =
                                    (now - bucket.asOfNanos()) / NANOS_PER_SECOND * perSecond;
                            return new Bucket(
                                    Math.min(full, bucket.tokens() + earned) - articles, now);
                        })
                .tokens();
    }

    private long nanos() {
        var now = clock.instant();
        return Math.addExact(now.getEpochSecond() * 1_000_000_000L, now.getNano());
    }
}
