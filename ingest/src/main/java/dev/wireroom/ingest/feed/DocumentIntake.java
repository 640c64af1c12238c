package dev.wireroom.ingest.feed;

import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.IdentityPolicy;
import dev.wireroom.contract.LearnedIdentity;
import dev.wireroom.contract.Provenance;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.UsagePreference;
import dev.wireroom.ingest.wire.ArticleLog;
import dev.wireroom.ingest.wire.Receipt;
import dev.wireroom.schema.ArticleIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes what is new or changed in a document and learns from it. When it returns, every article
 * is safe in Kafka; only then may the state that knows them be kept, so that a crash in between
 * publishes them again, which their identity makes harmless. Thread-safe.
 */
final class DocumentIntake {

    /** A page costs a request; the rest of the items wait for the next poll. */
    private static final int MOST_PAGES_PER_POLL = 30;

    /** A published date so far back says nothing about the cadence of today. */
    private static final Duration CADENCE_LOOKS_BACK = Duration.ofDays(60);

    /**
     * How a document came.
     *
     * @param address what it was read from
     * @param preferences signals about automated use that came with it
     */
    record Via(ArrivalWay way, String address, List<UsagePreference> preferences) {}

    /**
     * What came of it.
     *
     * @param published articles, new or changed
     * @param fresh new ones among them
     * @param postponed items left for the next poll, which has to get the document again
     */
    record Taken(int published, int fresh, int postponed) {}

    private final ArticleLog articles;
    private final PageText pages;
    private final PublisherItems siblings;

    DocumentIntake(ArticleLog articles, PageText pages, PublisherItems siblings) {
        this.articles = articles;
        this.pages = pages;
        this.siblings = siblings;
    }

    /**
     * @param state is brought up to date: items seen, identity, arrivals, counts
     * @throws KafkaException where not all articles are safe in Kafka; the state must not be kept
     */
    Taken take(
            Source source,
            FeedState state,
            PolledDocument document,
            Via via,
            Permit permit,
            Instant now)
            throws InterruptedException {
        List<PolledDocument.Item> items =
                document.items()
                        .subList(
                                0, Math.min(document.items().size(), SeenItems.MOST_OF_A_DOCUMENT));
        IdentityLearner.Result result =
                learner(source, state, document).identify(keys(items), state.getSeen());
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        Set<ItemIdentity> left = new HashSet<>();
        List<Instant> arrivals = new ArrayList<>();
        int pageRequests = 0;
        int fresh = 0;
        for (int i = 0; i < items.size(); i++) {
            ItemIdentity identity = result.items().get(i);
            if (identity.repeated() || !(identity.isNew() || identity.changed())) {
                continue;
            }
            Article article = items.get(i).article();
            if (pages.wanted(source, article) && pageRequests++ >= MOST_PAGES_PER_POLL) {
                left.add(identity);
                continue;
            }
            identify(article, identity, source);
            article.setProvenance(provenance(source, via, items.get(i), now));
            article.setUsagePreferences(via.preferences());
            pages.complete(source, article, permit);
            permit.require();
            receipts.add(articles.append(article, Optional.empty()));
            if (identity.isNew()) {
                fresh++;
                arrivedAt(article, state, now).ifPresent(arrivals::add);
            }
        }
        await(receipts);
        List<ItemIdentity> taken =
                result.items().stream().filter(item -> !left.contains(item)).toList();
        learn(state, result.learned(), taken, arrivals, receipts.size(), now);
        return new Taken(receipts.size(), fresh, left.size());
    }

    private IdentityLearner learner(Source source, FeedState state, PolledDocument document) {
        IdentityPolicy policy =
                document.idsAreTheWires() && source.getIdentityPolicy() == IdentityPolicy.AUTO
                        ? IdentityPolicy.GUID
                        : source.getIdentityPolicy();
        LearnedIdentity learned =
                state.getIdentity() == null ? FeedHabits.none() : state.getIdentity();
        return new IdentityLearner(
                policy, source.getPublisherId() != null, learned, siblings.of(source));
    }

    private static List<ItemKeys> keys(List<PolledDocument.Item> items) {
        return items.stream().map(item -> ItemKeys.of(item.article(), item.guid())).toList();
    }

    private static void identify(Article article, ItemIdentity identity, Source source) {
        String namespace =
                source.getPublisherId() == null ? source.getSourceId() : source.getPublisherId();
        article.setExternalId(identity.externalId());
        article.setExternalIdKind(identity.kind());
        article.setArticleId(ArticleIds.of(namespace, identity.externalId()));
    }

    private static Provenance provenance(
            Source source, Via via, PolledDocument.Item item, Instant now) {
        return new Provenance(
                source.getSourceId(), via.way(), via.address(), item.guid().orElse(null), now);
    }

    /**
     * When an item appeared: when it says, if that lies between this poll and the last; else now.
     * At the first poll what the items say is the only history there is.
     */
    private static Optional<Instant> arrivedAt(Article article, FeedState state, Instant now) {
        Optional<Instant> published =
                Optional.ofNullable(article.getFirstPublished())
                        .map(time -> time.getInstant())
                        .filter(at -> !at.isAfter(now));
        if (state.getSeen().isEmpty()) {
            return published.filter(at -> at.isAfter(now.minus(CADENCE_LOOKS_BACK)));
        }
        Instant last = state.getLastPolledAt();
        return Optional.of(published.filter(at -> last != null && at.isAfter(last)).orElse(now));
    }

    private static void learn(
            FeedState state,
            LearnedIdentity learned,
            List<ItemIdentity> items,
            List<Instant> arrivals,
            int published,
            Instant now) {
        state.setIdentity(learned);
        state.setSeen(SeenItems.merge(state.getSeen(), items, now));
        state.setArrivals(new Cadence(state.getArrivals()).with(arrivals).arrivals());
        state.setArticles(state.getArticles() + published);
        if (published > 0) {
            state.setLastArticleAt(now);
        }
    }

    private static void await(List<CompletableFuture<Receipt>> receipts) {
        try {
            CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KafkaException kafka
                    ? kafka
                    : new KafkaException("an article was not published", e.getCause());
        }
    }
}
