package dev.wireroom.enrich;

import dev.wireroom.enrich.text.Annotator;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How many sentences went through the model, and how many were known already. */
record SentenceMeters(Annotator annotator) implements MeterBinder {

    private static final String SENTENCES = "wireroom.enrich.sentences";

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(SENTENCES, annotator, a -> a.cacheStatistics().hits())
                .tag("from", "cache")
                .description("Sentences whose analysis was known: wire copy, updates, boilerplate.")
                .register(registry);
        FunctionCounter.builder(SENTENCES, annotator, a -> a.cacheStatistics().misses())
                .tag("from", "model")
                .description("Sentences that went through the model.")
                .register(registry);
        Gauge.builder(SENTENCES + ".held", annotator, a -> a.cacheStatistics().entries())
                .description("Sentences whose analysis is kept.")
                .register(registry);
    }
}
