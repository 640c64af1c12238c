package dev.wireroom.enrich.topology;

import dev.wireroom.contract.DuplicateKind;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.NearDuplicate;
import dev.wireroom.contract.SharedPassage;
import dev.wireroom.enrich.state.FiledText;
import dev.wireroom.enrich.state.StateSerdes;
import dev.wireroom.enrich.text.duplicate.Comparison;
import dev.wireroom.enrich.text.duplicate.Duplicate;
import dev.wireroom.enrich.text.duplicate.Fingerprint;
import dev.wireroom.enrich.text.duplicate.Sketch;
import dev.wireroom.schema.topics.ReplayHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stage: says of each article which earlier one it repeats. Runs on a single partition, where every
 * article meets every other (ADR 0010); both stores forget what is older than their retention.
 *
 * <p>An article is filed under each of its sketch keys. Those filed under the same keys are
 * candidates; at most {@value #MAX_PER_KEY} a key, the earliest, and the {@value #MAX_COMPARED}
 * that share most keys are compared exactly. Work per article is bounded by that.
 */
final class FindDuplicates
        extends ContextualProcessor<byte[], EnrichedArticle, byte[], EnrichedArticle> {

    static final String KEYS = "duplicate-keys";
    static final String TEXTS = "duplicate-texts";

    private static final Logger log = LoggerFactory.getLogger(FindDuplicates.class);

    private static final int MAX_PER_KEY = 8;
    private static final int MAX_COMPARED = 16;

    private final Duration retention;
    private WindowStore<String, String> keys;
    private WindowStore<String, FiledText> texts;

    @SuppressWarnings("NullAway.Init") // the stores come in init()
    private FindDuplicates(Duration retention) {
        this.retention = retention;
    }

    /**
     * @param retention how long an article can be found again; at least a minute
     */
    static ProcessorSupplier<byte[], EnrichedArticle, byte[], EnrichedArticle> supplier(
            Duration retention) {
        return new ProcessorSupplier<>() {
            @Override
            public FindDuplicates get() {
                return new FindDuplicates(retention);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        Stores.windowStoreBuilder(
                                Stores.persistentWindowStore(
                                        KEYS, retention, Duration.ofMillis(1), true),
                                Serdes.String(),
                                Serdes.String()),
                        Stores.windowStoreBuilder(
                                Stores.persistentWindowStore(
                                        TEXTS, retention, Duration.ofMillis(1), false),
                                Serdes.String(),
                                StateSerdes.filedTexts()));
            }
        };
    }

    @Override
    public void init(ProcessorContext<byte[], EnrichedArticle> context) {
        super.init(context);
        keys = context.getStateStore(KEYS);
        texts = context.getStateStore(TEXTS);
    }

    @Override
    public void process(Record<byte[], EnrichedArticle> record) {
        if (ReplayHeaders.isReplay(record.headers())) {
            context().forward(record); // it was compared when it was news
            return;
        }
        EnrichedArticle article = record.value();
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        FiledText before = forget(article.getArticleId(), now);
        Optional<Fingerprint> text = fingerprint(article);
        if (text.isPresent()) {
            List<String> sketch = Sketch.keys(text.get());
            Map<String, Integer> hits = hits(sketch, now);
            List<Fingerprint> candidates = candidates(hits, before, now);
            article.setDuplicate(best(text.get(), candidates));
            file(text.get(), sketch, before, now);
        }
        context().forward(record.withValue(article));
    }

    /** How many of an article's keys each filed article shares, the earliest filed first. */
    private Map<String, Integer> hits(List<String> sketch, Instant now) {
        Map<String, Integer> hits = new LinkedHashMap<>();
        for (String key : sketch) {
            try (WindowStoreIterator<String> filed = keys.fetch(key, now.minus(retention), now)) {
                for (int i = 0; i < MAX_PER_KEY && filed.hasNext(); i++) {
                    hits.merge(filed.next().value, 1, Integer::sum);
                }
            }
        }
        return hits;
    }

    /** Only what was filed before the article itself was filed first can be what it repeats. */
    private List<Fingerprint> candidates(
            Map<String, Integer> hits, @Nullable FiledText before, Instant now) {
        List<String> byHits =
                hits.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .limit(MAX_COMPARED)
                        .map(Map.Entry::getKey)
                        .toList();
        List<FiledText> found = new ArrayList<>();
        for (String articleId : byHits) {
            FiledText filed = latest(articleId, now);
            if (filed != null && (before == null || filed.filedAt().isBefore(before.filedAt()))) {
                found.add(filed);
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(FiledText::filedAt))
                .map(FiledText::fingerprint)
                .toList();
    }

    private void file(
            Fingerprint text, List<String> sketch, @Nullable FiledText before, Instant now) {
        Instant filedAt = before == null ? now : before.filedAt();
        texts.put(text.articleId(), new FiledText(filedAt, text), now.toEpochMilli());
        for (String key : sketch) {
            keys.put(key, text.articleId(), now.toEpochMilli());
        }
    }

    private @Nullable FiledText latest(String articleId, Instant now) {
        try (WindowStoreIterator<FiledText> filed =
                texts.backwardFetch(articleId, now.minus(retention), now)) {
            return filed.hasNext() ? filed.next().value : null;
        }
    }

    /** Takes the filed text of an article away and answers it, if there is one. */
    private @Nullable FiledText forget(String articleId, Instant now) {
        FiledText latest = null;
        List<Long> times = new ArrayList<>();
        try (WindowStoreIterator<FiledText> filed =
                texts.fetch(articleId, now.minus(retention), now)) {
            while (filed.hasNext()) {
                KeyValue<Long, FiledText> entry = filed.next();
                times.add(entry.key);
                latest = entry.value;
            }
        }
        for (Long time : times) {
            texts.put(articleId, null, time);
        }
        return latest;
    }

    /** Empty where there is no text, and where reading it fails: that stops no article. */
    private static Optional<Fingerprint> fingerprint(EnrichedArticle article) {
        String body = article.getArticle().getBody();
        if (body == null || body.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Fingerprint.of(article.getArticleId(), body));
        } catch (RuntimeException e) {
            log.error("can't look for copies of article {}", article.getArticleId(), e);
            return Optional.empty();
        }
    }

    private static @Nullable NearDuplicate best(Fingerprint text, List<Fingerprint> candidates) {
        try {
            return Comparison.best(text, candidates).map(FindDuplicates::inContract).orElse(null);
        } catch (RuntimeException e) {
            log.error("can't compare article {} with others", text.articleId(), e);
            return null;
        }
    }

    private static NearDuplicate inContract(Duplicate duplicate) {
        return new NearDuplicate(
                duplicate.duplicateOf(),
                switch (duplicate.kind()) {
                    case IDENTICAL -> DuplicateKind.IDENTICAL;
                    case SYNDICATED -> DuplicateKind.SYNDICATED;
                    case PARTIAL -> DuplicateKind.PARTIAL;
                },
                (float) duplicate.score(),
                duplicate.passages().stream()
                        .map(
                                p ->
                                        new SharedPassage(
                                                p.begin(), p.end(), p.otherBegin(), p.otherEnd()))
                        .sorted(
                                Comparator.comparingInt(
                                        (SharedPassage p) -> p.getBegin() - p.getEnd()))
                        .toList());
    }
}
