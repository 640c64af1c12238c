package dev.wireroom.ingest.feed;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.SourceCatalog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the sources are, as gauges: of all sources and not only those that this instance polls, so
 * that every instance says the same. Counted anew at most every half minute, as each count decodes
 * every state. Thread-safe.
 */
public final class SourceMeters {

    private static final Duration FRESH = Duration.ofSeconds(30);

    private record Count(
            Instant at, Map<FeedHealth.Kind, Integer> byKind, int silent, double overdueSeconds) {}

    private final SourceCatalog catalog;
    private final FeedStates states;
    private final InstantSource clock;
    private Optional<Count> last = Optional.empty();

    private SourceMeters(SourceCatalog catalog, FeedStates states, InstantSource clock) {
        this.catalog = catalog;
        this.states = states;
        this.clock = clock;
    }

    /** Registers the gauges, which hold on to the tables. */
    public static SourceMeters register(
            SourceCatalog catalog, FeedStates states, InstantSource clock, MeterRegistry registry) {
        SourceMeters meters = new SourceMeters(catalog, states, clock);
        for (FeedHealth.Kind kind : FeedHealth.Kind.values()) {
            Gauge.builder(
                            "wireroom.ingest.sources",
                            meters,
                            m -> m.count().byKind().getOrDefault(kind, 0))
                    .description("Polled sources, by what the feed doctor says of them")
                    .tag("health", kind.name().toLowerCase(Locale.ROOT))
                    .strongReference(true)
                    .register(registry);
        }
        Gauge.builder("wireroom.ingest.sources.silent", meters, m -> m.count().silent())
                .description("Polled sources silent for longer than their cadence lets expect")
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "wireroom.ingest.sources.overdue.seconds",
                        meters,
                        m -> m.count().overdueSeconds())
                .description("How long the poll that is latest is overdue")
                .strongReference(true)
                .register(registry);
        return meters;
    }

    private synchronized Count count() {
        Instant now = clock.instant();
        Count counted =
                last.filter(known -> known.at().plus(FRESH).isAfter(now))
                        .orElseGet(() -> count(now));
        last = Optional.of(counted);
        return counted;
    }

    private Count count(Instant now) {
        Map<FeedHealth.Kind, Integer> byKind = new EnumMap<>(FeedHealth.Kind.class);
        int silent = 0;
        double overdue = 0;
        for (Source source : catalog.all()) {
            if (source.getKind() != SourceKind.POLL) {
                continue;
            }
            Optional<FeedState> state = states.find(source.getSourceId());
            FeedHealth health = FeedHealth.of(source, state, now);
            byKind.merge(health.kind(), 1, Integer::sum);
            silent += health.silent() ? 1 : 0;
            Optional<Instant> due =
                    source.getState() == SourceState.ACTIVE
                            ? state.map(FeedState::getNextPollAt)
                            : Optional.empty();
            overdue =
                    Math.max(
                            overdue,
                            due.map(at -> Duration.between(at, now).toMillis() / 1000.0)
                                    .orElse(0.0));
        }
        return new Count(now, byKind, silent, overdue);
    }
}
