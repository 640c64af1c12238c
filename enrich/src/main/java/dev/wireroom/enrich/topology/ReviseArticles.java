package dev.wireroom.enrich.topology;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.enrich.lifecycle.ArticleState;
import dev.wireroom.enrich.lifecycle.ArticleState.Held;
import dev.wireroom.enrich.lifecycle.Lifecycle;
import dev.wireroom.enrich.lifecycle.Verdict;
import dev.wireroom.enrich.state.RawRecord;
import dev.wireroom.enrich.state.StateSerdes;
import dev.wireroom.enrich.topology.Fate.Arrived;
import dev.wireroom.enrich.topology.Fate.Noted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Stage: stamps each arrival with what it does to its article, and has what goes on analysed. An
 * article's state moves only once its analysis succeeded, so that a failed arrival can be sent
 * again. Embargoed arrivals wait here, in a store ordered by the time of release.
 */
final class ReviseArticles extends ContextualProcessor<byte[], Fate, byte[], Fate> {

    static final String STATES = "article-states";
    static final String EMBARGOES = "embargoes";

    private static final Duration RELEASE_INTERVAL = Duration.ofMillis(250);

    /** While more is due than one punctuation could let go: as soon as news had its turn. */
    private static final Duration SOONER = Duration.ofMillis(1);

    /** So many are read from the store at once. */
    private static final int PAGE = 8;

    private final ArticleDecoder decoder;
    private final ArticleEnricher enricher;
    private final ReleaseBudget budget;
    private @Nullable Cancellable sooner;
    private KeyValueStore<String, ArticleState> states;
    private KeyValueStore<String, RawRecord> embargoes;

    @SuppressWarnings("NullAway.Init") // stores come in init()
    private ReviseArticles(ArticleDecoder decoder, ArticleEnricher enricher, ReleaseBudget budget) {
        this.decoder = decoder;
        this.enricher = enricher;
        this.budget = budget;
    }

    /** What is known of each article; the stages that look at it share one. */
    static StoreBuilder<KeyValueStore<String, ArticleState>> statesStore() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STATES),
                Serdes.String(),
                StateSerdes.articleStates());
    }

    static ProcessorSupplier<byte[], Fate, byte[], Fate> supplier(
            Supplier<ArticleDecoder> decoders,
            ArticleEnricher enricher,
            ReleaseBudget budget,
            StoreBuilder<KeyValueStore<String, ArticleState>> states) {
        return new ProcessorSupplier<>() {
            @Override
            public ReviseArticles get() {
                return new ReviseArticles(decoders.get(), enricher, budget);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        states,
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(EMBARGOES),
                                Serdes.String(),
                                StateSerdes.rawRecords()));
            }
        };
    }

    @Override
    public void init(ProcessorContext<byte[], Fate> context) {
        super.init(context);
        states = context.getStateStore(STATES);
        embargoes = context.getStateStore(EMBARGOES);
        context.schedule(
                RELEASE_INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                time -> {
                    if (sooner == null) {
                        releaseDue(Instant.ofEpochMilli(time));
                    }
                });
    }

    @Override
    public void process(Record<byte[], Fate> record) {
        if (record.value() instanceof Arrived arrived) {
            Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
            ArticleState known = states.get(arrived.article().getArticleId());
            settle(arrived, known, Lifecycle.decide(known, arrived.article(), now), now);
        } else {
            context().forward(record);
        }
    }

    private void settle(
            Arrived arrived, @Nullable ArticleState known, Verdict verdict, Instant now) {
        Article article = arrived.article();
        RawRecord raw = arrived.raw();
        switch (verdict) {
            case Verdict.Publish publish -> {
                Fate fate = enricher.enrich(arrived, publish, now);
                forward(raw, fate);
                if (fate instanceof Fate.Dead) {
                    return;
                }
            }
            case Verdict.Hold hold ->
                    forward(raw, new Noted(Counted.held(article.getSourceId(), raw)));
            case Verdict.Unchanged unchanged ->
                    forward(raw, Noted.as(LedgerOutcome.UNCHANGED, article.getSourceId(), raw));
            case Verdict.Late late ->
                    forward(raw, Noted.as(LedgerOutcome.LATE, article.getSourceId(), raw));
        }
        dropOvertaken(known, verdict.next(), article);
        if (verdict instanceof Verdict.Hold hold) {
            embargoes.put(embargoKey(hold.next().held(), article.getArticleId()), raw);
        }
        states.put(article.getArticleId(), verdict.next());
    }

    /** What waited and was overtaken never goes on: it is late. */
    private void dropOvertaken(@Nullable ArticleState known, ArticleState next, Article article) {
        Held held = known == null ? null : known.held();
        if (held == null || held.equals(next.held())) {
            return;
        }
        RawRecord overtaken = embargoes.delete(embargoKey(held, article.getArticleId()));
        if (overtaken != null) {
            noteHeldNoMore(held, overtaken);
            String source = held.sourceId() == null ? article.getSourceId() : held.sourceId();
            forward(overtaken, Noted.as(LedgerOutcome.LATE, source, overtaken));
        }
    }

    /** Lets go what is due, for as long as the budget allows, and sees to what is left. */
    private void releaseDue(Instant now) {
        ReleaseBudget.Deadline deadline = budget.begin();
        Deque<KeyValue<String, RawRecord>> page = due(now);
        while (!page.isEmpty() && !deadline.isOver()) {
            KeyValue<String, RawRecord> due = page.remove();
            release(due.key, due.value, now);
            if (page.isEmpty()) {
                page = due(now);
            }
        }
        comeBackSooner(!page.isEmpty());
    }

    private void comeBackSooner(boolean backlog) {
        if (backlog && sooner == null) {
            sooner =
                    context()
                            .schedule(
                                    SOONER,
                                    PunctuationType.WALL_CLOCK_TIME,
                                    time -> releaseDue(Instant.ofEpochMilli(time)));
        } else if (!backlog && sooner != null) {
            sooner.cancel();
            sooner = null;
        }
    }

    private void release(String embargoKey, RawRecord raw, Instant now) {
        embargoes.delete(embargoKey);
        String articleId = articleIdOf(embargoKey);
        ArticleState known = states.get(articleId);
        Held held = known == null ? null : known.held();
        ArticleState free = known == null ? null : known.withHeld(null);
        if (free != null) {
            states.put(articleId, free);
        }
        noteHeldNoMore(held, raw);
        switch (decoder.decode(raw, now)) {
            case Arrived arrived ->
                    settle(arrived, free, Lifecycle.release(free, arrived.article()), now);
            case Fate.Dead dead -> forward(raw, ofSource(held, dead));
            case Fate other -> throw new IllegalStateException("decoded to " + other);
        }
    }

    private void noteHeldNoMore(@Nullable Held held, RawRecord raw) {
        if (held != null && held.sourceId() != null) {
            forward(raw, new Noted(Counted.heldNoMore(held.sourceId(), raw)));
        }
    }

    /** It could be read when it came, so its source is known even where it can't be read again. */
    private static Fate.Dead ofSource(@Nullable Held held, Fate.Dead dead) {
        if (held != null && dead.letter().getSourceId() == null) {
            dead.letter().setSourceId(held.sourceId());
        }
        return dead;
    }

    private Deque<KeyValue<String, RawRecord>> due(Instant now) {
        Deque<KeyValue<String, RawRecord>> due = new ArrayDeque<>();
        try (KeyValueIterator<String, RawRecord> waiting =
                embargoes.range("", orderedBy(now.plusMillis(1)))) {
            while (waiting.hasNext() && due.size() < PAGE) {
                due.add(waiting.next());
            }
        }
        return due;
    }

    private void forward(RawRecord raw, Fate fate) {
        context().forward(new Record<>(raw.key(), fate, raw.timestamp()));
    }

    private static String embargoKey(@Nullable Held held, String articleId) {
        if (held == null) {
            throw new IllegalStateException("article " + articleId + " is not held");
        }
        return orderedBy(held.releaseAt()) + "/" + articleId;
    }

    private static String articleIdOf(String embargoKey) {
        return embargoKey.substring(embargoKey.indexOf('/') + 1);
    }

    /** Sorts as the instants do, up to the year 9999 and beyond. */
    private static String orderedBy(Instant instant) {
        return "%018d".formatted(instant.toEpochMilli());
    }
}
