package dev.wireroom.ingest.feed;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.PollingWishes;
import dev.wireroom.contract.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a feed is asked again. Pure but for its random generator.
 *
 * <p><b>After an answer</b> the interval is that of the {@link Cadence}, the initial one where too
 * little is known, within the bounds of the configuration or the source. While WebSub delivers it
 * is the longest one. Then what the publisher asks for can only make it longer: {@code
 * Cache-Control} and {@code Expires}, ttl and sy:updatePeriod, up to the longest interval, for
 * there are feeds that are said to be fresh for a year; {@code Retry-After} up to a day; skipHours
 * and skipDays without limit.
 *
 * <p><b>After a failure</b> it is b·2^(n-1) for the n-th in a row, at most a day. The base b
 * depends on what failed: a fault of network or server may pass in minutes; one who refuses (401,
 * 403, 404, 451) has to be asked by a person, so an hour; 429 is a complaint about the pace, so
 * twice what the interval was. {@code Retry-After} takes the place of the back-off where it is
 * longer.
 *
 * <p>Jitter is added, up to a tenth of the interval, never taken away: a request may come later
 * than the publisher allows, not sooner.
 */
final class PollPolicy {

    static final Duration LONGEST_BACK_OFF = Duration.ofDays(1);

    /** An address that says 404 for as long is not going to come back by itself. */
    static final Duration MISSING_UNTIL_PAUSED = Duration.ofDays(30);

    private static final Duration REFUSED_BASE = Duration.ofHours(1);
    private static final Duration PACE_BASE = Duration.ofMinutes(15);
    private static final Duration FAILED_BASE = Duration.ofMinutes(1);
    private static final Duration UNREADABLE_BASE = Duration.ofMinutes(15);

    private static final double JITTER = 0.1;
    private static final Duration MOST_JITTER = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 20;

    /** What kind of failure it was. */
    enum Trouble {
        /** Network, server, an answer over a limit. */
        FAILED(FAILED_BASE),
        /** 429, or 503 with Retry-After. */
        TOO_OFTEN(PACE_BASE),
        /** 401, 403, 451 and other refusals. */
        REFUSED(REFUSED_BASE),
        /** 404. */
        MISSING(REFUSED_BASE),
        /** An answer that is no feed. */
        UNREADABLE(UNREADABLE_BASE);

        private final Duration base;

        Trouble(Duration base) {
            this.base = base;
        }
    }

    /**
     * Bounds of the interval.
     *
     * @param initial where the cadence is not known yet
     */
    record Bounds(Duration min, Duration max, Duration initial) {

        /** These, as far as a source has none of its own. */
        Bounds of(Source source) {
            Duration least =
                    source.getMinPollIntervalMs() == null
                            ? min
                            : Duration.ofMillis(source.getMinPollIntervalMs());
            Duration most =
                    source.getMaxPollIntervalMs() == null
                            ? longer(max, least)
                            : longer(Duration.ofMillis(source.getMaxPollIntervalMs()), least);
            return new Bounds(shorter(least, most), most, initial);
        }

        Duration within(Duration interval) {
            return shorter(longer(interval, min), max);
        }
    }

    /**
     * When next, and why.
     *
     * @param interval as chosen, without jitter
     * @param reason for people
     */
    record Decision(Instant at, Duration interval, String reason) {}

    private record Choice(Duration interval, String reason) {

        Choice atLeast(Duration floor, String why) {
            return floor.compareTo(interval) > 0 ? new Choice(floor, why) : this;
        }
    }

    private final Bounds defaults;
    private final RandomGenerator random;

    PollPolicy(Bounds defaults, RandomGenerator random) {
        this.defaults = defaults;
        this.random = random;
    }

    /**
     * After a readable feed or 304.
     *
     * @param state with the arrivals and wishes as they are now
     * @param webSub whether a hub delivers, so that polling is a mere safety net
     */
    Decision afterAnswer(
            Source source, FeedState state, Freshness freshness, boolean webSub, Instant now) {
        Bounds bounds = defaults.of(source);
        Choice choice =
                webSub
                        ? new Choice(bounds.max(), "a WebSub hub delivers; polled for safety only")
                        : byCadence(new Cadence(state.getArrivals()), bounds, now);
        if (freshness.lifetime().isPresent()) {
            choice =
                    choice.atLeast(
                            shorter(freshness.lifetime().get(), bounds.max()), freshness.header());
        }
        PollingWishes wishes = state.getWishes();
        if (wishes != null && wishes.getMinIntervalMs() != null) {
            Duration wished = Duration.ofMillis(wishes.getMinIntervalMs());
            choice =
                    choice.atLeast(
                            shorter(wished, bounds.max()),
                            "the feed asks for %s (ttl, updatePeriod)".formatted(Spans.of(wished)));
        }
        return decide(withRetryAfter(choice, freshness.retryAfter()), wishes, now);
    }

    /**
     * After a failure.
     *
     * @param state with this failure counted
     * @param what the failure, for people
     * @param retryAfter what the server asks for
     */
    Decision afterFailure(
            Source source,
            FeedState state,
            Trouble trouble,
            String what,
            Optional<Duration> retryAfter,
            Instant now) {
        Duration base = longer(trouble.base, defaults.of(source).min());
        Long last = state.getPollIntervalMs();
        if (trouble == Trouble.TOO_OFTEN && last != null && state.getFailures() <= 1) {
            base = longer(base, Duration.ofMillis(last).multipliedBy(2));
        }
        int doublings = Math.min(Math.max(0, state.getFailures() - 1), MOST_DOUBLINGS);
        Duration backOff = shorter(base.multipliedBy(1L << doublings), LONGEST_BACK_OFF);
        Choice choice =
                new Choice(
                        backOff,
                        state.getFailures() <= 1
                                ? "back-off: " + what
                                : "back-off after %d failures in a row, the last: %s"
                                        .formatted(state.getFailures(), what));
        return decide(withRetryAfter(choice, retryAfter), state.getWishes(), now);
    }

    /** Why polling has to stop until a person resumes it; empty where it goes on. */
    static Optional<String> stop(Trouble trouble, FeedState state, Instant now) {
        Instant since = state.getLastSucceededAt() == null ? now : state.getLastSucceededAt();
        boolean long404 =
                trouble == Trouble.MISSING
                        && since.plus(MISSING_UNTIL_PAUSED).isBefore(now)
                        && state.getFailures() > MISSING_UNTIL_PAUSED.toDays();
        return long404
                ? Optional.of(
                        "404 Not Found since %s: the feed is not at this address any more"
                                .formatted(since))
                : Optional.empty();
    }

    private static Choice byCadence(Cadence cadence, Bounds bounds, Instant now) {
        Optional<Duration> learned = cadence.interval(now);
        if (learned.isEmpty()) {
            return new Choice(
                    bounds.within(bounds.initial()), "how often it has news is not known yet");
        }
        Duration interval = bounds.within(learned.get());
        String news = Spans.of(cadence.typicalGap().orElse(interval));
        if (interval.compareTo(learned.get()) > 0) {
            return new Choice(
                    interval, "learned cadence (news every %s), shortest interval".formatted(news));
        }
        if (interval.compareTo(learned.get()) < 0) {
            return new Choice(
                    interval, "learned cadence (news every %s), longest interval".formatted(news));
        }
        return new Choice(interval, "learned cadence (news every %s)".formatted(news));
    }

    private static Choice withRetryAfter(Choice choice, Optional<Duration> retryAfter) {
        return retryAfter
                .map(
                        asked ->
                                choice.atLeast(
                                        shorter(asked, LONGEST_BACK_OFF),
                                        "Retry-After: " + Spans.of(asked)))
                .orElse(choice);
    }

    private Decision decide(Choice choice, @Nullable PollingWishes wishes, Instant now) {
        Instant at = now.plus(choice.interval()).plus(jitter(choice.interval()));
        Instant allowed = wishes == null ? at : PublisherHours.of(wishes).next(at);
        if (allowed.equals(at)) {
            return new Decision(at, choice.interval(), choice.reason());
        }
        return new Decision(
                allowed.plus(jitter(Duration.ofHours(1))),
                choice.interval(),
                choice.reason() + "; then skipHours or skipDays until " + allowed);
    }

    private Duration jitter(Duration interval) {
        Duration most =
                shorter(MOST_JITTER, Duration.ofMillis((long) (interval.toMillis() * JITTER)));
        return Duration.ofMillis((long) (most.toMillis() * random.nextDouble()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
