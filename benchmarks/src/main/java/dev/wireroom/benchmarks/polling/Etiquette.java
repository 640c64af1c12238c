package dev.wireroom.benchmarks.polling;

import dev.wireroom.benchmarks.polling.Violation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges requests by what their client had been told when it made them. It knows no more than a
 * client can know: a feed's first request breaks no rule of the feed's own. Thread-safe.
 */
final class Etiquette {

    /** What a client sent to have an answer only if something is new. */
    record Validators(Optional<String> etag, Optional<String> lastModified) {
        static final Validators NONE = new Validators(Optional.empty(), Optional.empty());
    }

    /**
     * What an answer tells its client to keep to.
     *
     * @param freshFor of Cache-Control and ttl, the longer of them
     * @param validators to be sent next time; of a document or a 304
     */
    record Told(
            Direction kind,
            Duration freshFor,
            Duration retryAfter,
            Set<Integer> skipHours,
            Optional<Validators> validators) {

        /** Which way the answer points. */
        enum Direction {
            HERE,
            MOVED,
            GONE
        }

        static Told nothing() {
            return new Told(
                    Direction.HERE, Duration.ZERO, Duration.ZERO, Set.of(), Optional.empty());
        }
    }

    /** Of two clocks and of whole milliseconds; never in a client's favour by more than this. */
    private static final Duration TOLERANCE = Duration.ofMillis(20);

    private static final int MAX_KEPT = 1_000;

    private final FarmPlan plan;
    private final Map<String, FeedMemory> feeds = new HashMap<>();
    private final Map<String, HostMemory> hosts = new HashMap<>();
    private final List<Violation> kept = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    Etiquette(FarmPlan plan) {
        this.plan = plan;
    }

    /** A request has come. To be followed by {@link #answered}. */
    synchronized void asked(String feed, String host, Validators sent, Instant at) {
        judgeHost(feed, hosts.computeIfAbsent(host, key -> new HostMemory()), at);
        FeedMemory memory = feeds.get(feed);
        if (memory != null) {
            judgeFeed(feed, memory, sent, at);
        }
    }

    private void judgeHost(String feed, HostMemory host, Instant at) {
        host.underWay++;
        if (host.underWay > plan.hostMaxInFlight()) {
            add(
                    Kind.HOST_TOO_MANY,
                    feed,
                    "%d under way, %d at most".formatted(host.underWay, plan.hostMaxInFlight()));
        }
        if (host.lastAsked.isPresent()) {
            Duration since = Duration.between(host.lastAsked.get(), at);
            if (isShort(since, plan.hostMinDelay())) {
                add(Kind.HOST_TOO_SOON, feed, shortBy(since, plan.hostMinDelay()));
            }
        }
        host.lastAsked = Optional.of(at);
    }

    private void judgeFeed(String feed, FeedMemory memory, Validators sent, Instant at) {
        Told told = memory.told;
        Duration since = Duration.between(memory.answered, at);
        if (told.kind() == Told.Direction.GONE) {
            add(Kind.AFTER_GONE, feed, "said 410 " + since.toMillis() + " ms before");
        }
        if (told.kind() == Told.Direction.MOVED && memory.moves > 1) {
            add(Kind.AFTER_MOVED, feed, "said 301 " + memory.moves + " times before");
        }
        if (isShort(since, told.retryAfter())) {
            add(Kind.BEFORE_RETRY_AFTER, feed, shortBy(since, told.retryAfter()));
        }
        Duration wanted = longer(plan.minInterval(), told.freshFor());
        if (isShort(since, wanted)) {
            add(Kind.FEED_TOO_SOON, feed, shortBy(since, wanted));
        }
        int hour = at.atOffset(ZoneOffset.UTC).getHour();
        if (memory.skipHours.contains(hour)) {
            add(Kind.IN_SKIPPED_HOUR, feed, "at hour " + hour + " of " + memory.skipHours);
        }
        memory.validators
                .filter(wantedBack -> !wantedBack.equals(sent))
                .ifPresent(
                        wantedBack ->
                                add(
                                        Kind.WITHOUT_VALIDATORS,
                                        feed,
                                        "sent " + sent + " instead of " + wantedBack));
    }

    /** The answer to a request is on its way. */
    synchronized void answered(String feed, String host, Told told, Instant at) {
        HostMemory asked = hosts.get(host);
        if (asked != null) {
            asked.underWay--;
        }
        FeedMemory memory = feeds.computeIfAbsent(feed, key -> new FeedMemory());
        memory.answered = at;
        memory.told = told;
        memory.moves += told.kind() == Told.Direction.MOVED ? 1 : 0;
        if (told.validators().isPresent()) {
            memory.validators = told.validators();
            memory.skipHours = told.skipHours();
        }
    }

    /** The first of them, in order, and how many there were of each kind. */
    synchronized List<Violation> violations() {
        return List.copyOf(kept);
    }

    synchronized Map<Kind, Long> counts() {
        return Map.copyOf(counts);
    }

    private void add(Kind kind, String feed, String detail) {
        counts.merge(kind, 1L, Long::sum);
        if (kept.size() < MAX_KEPT) {
            kept.add(new Violation(kind, feed, detail));
        }
    }

    private static boolean isShort(Duration since, Duration wanted) {
        return since.plus(TOLERANCE).compareTo(wanted) < 0;
    }

    private static String shortBy(Duration since, Duration wanted) {
        return "after %d ms, %d ms at least".formatted(since.toMillis(), wanted.toMillis());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static final class FeedMemory {
        private Instant answered = Instant.MIN;
        private Told told = Told.nothing();
        private int moves;
        private Optional<Validators> validators = Optional.empty();
        private Set<Integer> skipHours = Set.of();
    }

    private static final class HostMemory {
        private int underWay;
        private Optional<Instant> lastAsked = Optional.empty();
    }
}
