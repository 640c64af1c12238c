package dev.wireroom.enrich.topology;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.enrich.lifecycle.ArticleState;
import dev.wireroom.enrich.state.RawRecord;
import dev.wireroom.schema.topics.ReplayHeaders;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Stage: lets a published revision go out once more, as it was or with its text analysed anew. It
 * stands in one task with {@link ReviseArticles} and reads its store, so that a replay never
 * overtakes an arrival: a revision that is no longer the latest is dropped. It changes no state,
 * and what it lets on bears the replay's header (ADR 0014).
 */
final class ReplayArticles extends ContextualProcessor<byte[], byte[], byte[], Fate> {

    private final ArticleDecoder decoder;
    private final ArticleEnricher enricher;
    private KeyValueStore<String, ArticleState> states;

    @SuppressWarnings("NullAway.Init") // the store comes in init()
    private ReplayArticles(ArticleDecoder decoder, ArticleEnricher enricher) {
        this.decoder = decoder;
        this.enricher = enricher;
    }

    /**
     * @param states the one of {@link ReviseArticles}
     */
    static ProcessorSupplier<byte[], byte[], byte[], Fate> supplier(
            Supplier<ArticleDecoder> decoders,
            ArticleEnricher enricher,
            StoreBuilder<KeyValueStore<String, ArticleState>> states) {
        return new ProcessorSupplier<>() {
            @Override
            public ReplayArticles get() {
                return new ReplayArticles(decoders.get(), enricher);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(states);
            }
        };
    }

    @Override
    public void init(ProcessorContext<byte[], Fate> context) {
        super.init(context);
        states = context.getStateStore(ReviseArticles.STATES);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        RawRecord raw = RawRecords.of(record, context().recordMetadata().orElseThrow());
        boolean anew =
                ReplayHeaders.mode(record.headers())
                        .filter(ReplayHeaders.ENRICH::equals)
                        .isPresent();
        Optional<Fate> fate =
                decoder.decodeReplay(
                        raw,
                        now,
                        article ->
                                isLatest(article, states.get(article.getArticleId()))
                                        ? Optional.of(fate(article, anew, raw, now))
                                        : Optional.empty(),
                        Optional::of);
        fate.ifPresent(
                it ->
                        context()
                                .forward(
                                        record.withValue(it)
                                                .withHeaders(marked(record.headers()))));
    }

    private Fate fate(EnrichedArticle article, boolean anew, RawRecord raw, Instant now) {
        return anew && article.getRevision().getOutcome() != RevisionOutcome.WITHDRAWN
                ? enricher.enrichAnew(article, raw, now)
                : new Fate.Enriched(article);
    }

    /**
     * Whether nothing was published after this revision. Where no revision is remembered, the
     * record is all that is left of the article, and taken for the latest.
     */
    private static boolean isLatest(EnrichedArticle replayed, @Nullable ArticleState known) {
        if (known == null || known.status() == ArticleState.Status.UNSEEN) {
            return true;
        }
        if (known.revision() != replayed.getRevision().getNumber()) {
            return false;
        }
        boolean withdrawn = replayed.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN;
        return known.status() == ArticleState.Status.WITHDRAWN
                ? withdrawn
                : !withdrawn && replayed.getArticle().getContentHash().equals(known.contentHash());
    }

    /** Always marked, even where the sender forgot: it must not be taken for news. */
    private static Headers marked(Headers headers) {
        Header id = headers.lastHeader(ReplayHeaders.ID);
        return new RecordHeaders()
                .add(ReplayHeaders.ID, id == null || id.value() == null ? new byte[0] : id.value());
    }
}
