package dev.wireroom.ingest.feed;

import dev.wireroom.contract.SeenItem;
import dev.wireroom.contract.Source;
import dev.wireroom.ingest.wire.FeedStates;
import dev.wireroom.ingest.wire.SourceCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds items in the other feeds of a publisher, so that one item in two of them is one article
 * with two provenances. Thread-safe.
 *
 * <p>Every instance has all states in memory, so this costs no request; the states of the siblings
 * are decoded once per document that has something new.
 */
final class PublisherItems {

    private final SourceCatalog catalog;
    private final FeedStates states;

    PublisherItems(SourceCatalog catalog, FeedStates states) {
        this.catalog = catalog;
        this.states = states;
    }

    /** The siblings of a source, looked up when first asked for; for one document. */
    IdentityLearner.Siblings of(Source source) {
        String publisher = source.getPublisherId();
        if (publisher == null) {
            return IdentityLearner.Siblings.NONE;
        }
        return new IdentityLearner.Siblings() {
            private Optional<Map<Long, List<SeenItem>>> byKey = Optional.empty();

            @Override
            public Optional<String> apply(ItemKeys item) {
                if (byKey.isEmpty()) {
                    byKey = Optional.of(index(source, publisher));
                }
                return find(byKey.get(), item);
            }
        };
    }

    /** By link and by guid: both are hashes of 64 bits, so one table does. */
    private Map<Long, List<SeenItem>> index(Source source, String publisher) {
        Map<Long, List<SeenItem>> byKey = new HashMap<>();
        for (Source other : catalog.all()) {
            boolean sibling =
                    publisher.equals(other.getPublisherId())
                            && !other.getSourceId().equals(source.getSourceId());
            if (sibling) {
                states.find(other.getSourceId())
                        .ifPresent(state -> state.getSeen().forEach(item -> add(byKey, item)));
            }
        }
        return byKey;
    }

    private static void add(Map<Long, List<SeenItem>> byKey, SeenItem item) {
        for (long key : new long[] {item.getGuid(), item.getLink()}) {
            if (key != 0) {
                byKey.computeIfAbsent(key, none -> new ArrayList<>(1)).add(item);
            }
        }
    }

    /** Two of guid, link and title have to agree, as within a feed. */
    private static Optional<String> find(Map<Long, List<SeenItem>> byKey, ItemKeys item) {
        return List.of(item.guidHash(), item.linkHash()).stream()
                .flatMap(key -> byKey.getOrDefault(key, List.of()).stream())
                .filter(seen -> agreements(seen, item) >= 2)
                .map(SeenItem::getExternalId)
                .findFirst();
    }

    private static int agreements(SeenItem seen, ItemKeys item) {
        return agree(seen.getGuid(), item.guidHash())
                + agree(seen.getLink(), item.linkHash())
                + agree(seen.getTitle(), item.titleHash());
    }

    private static int agree(long one, long other) {
        return one != 0 && one == other ? 1 : 0;
    }
}
