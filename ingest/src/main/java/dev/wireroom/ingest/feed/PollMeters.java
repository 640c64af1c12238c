package dev.wireroom.ingest.feed;

import dev.wireroom.contract.PollOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What polling counts. Thread-safe. */
final class PollMeters {

    private final MeterRegistry registry;
    private final Map<PollOutcome, Counter> polls = new EnumMap<>(PollOutcome.class);
    private final Map<HubCallbacks.Delivery, Counter> deliveries =
            new EnumMap<>(HubCallbacks.Delivery.class);
    private final Counter articles;

    PollMeters(MeterRegistry registry) {
        this.registry = registry;
        for (PollOutcome outcome : PollOutcome.values()) {
            if (outcome != PollOutcome.NONE && outcome != PollOutcome.UNKNOWN) {
                polls.put(
                        outcome,
                        Counter.builder("wireroom.ingest.polls")
                                .description("Polls of sources, by how they ended")
                                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
        }
        for (HubCallbacks.Delivery delivery : HubCallbacks.Delivery.values()) {
            deliveries.put(
                    delivery,
                    Counter.builder("wireroom.ingest.websub.deliveries")
                            .description("Deliveries of WebSub hubs, by what became of them")
                            .tag(
                                    "outcome",
                                    delivery.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(registry));
        }
        this.articles =
                Counter.builder("wireroom.ingest.polled.articles")
                        .description("Articles published from polled sources, new or changed")
                        .register(registry);
    }

    void polled(PollOutcome outcome) {
        Counter counter = polls.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void delivered(HubCallbacks.Delivery delivery) {
        Counter counter = deliveries.get(delivery);
        if (counter != null) {
            counter.increment();
        }
    }

    void published(int count) {
        articles.increment(count);
    }

    /** Watches a value of something that lives as long as the service. */
    <T> void watch(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder("wireroom.ingest." + name, of, value)
                .description(description)
                .register(registry);
    }

    /** Counts something that happens seldom. */
    Counter counter(String name, String description) {
        return Counter.builder("wireroom.ingest." + name)
                .description(description)
                .register(registry);
    }
}
