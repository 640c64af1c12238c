package dev.wireroom.ingest.feed;

import dev.wireroom.contract.SeenItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a feed's state remembers of its items: all that are in it, and as many again that were, so
 * that an item which drops out and comes back is not new. Pure.
 */
final class SeenItems {

    /** Most items of a document that are looked at; what is behind them is old. */
    static final int MOST_OF_A_DOCUMENT = 2_000;

    private static final int AT_LEAST = 100;
    private static final int AT_MOST = 2 * MOST_OF_A_DOCUMENT;

    private SeenItems() {}

    /**
     * Brings what is remembered up to date with one document.
     *
     * @param seen those remembered so far, newest first
     * @param items of the document just read
     * @return newest first
     */
    static List<SeenItem> merge(List<SeenItem> seen, List<ItemIdentity> items, Instant now) {
        List<SeenItem> merged = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (ItemIdentity item : items) {
            if (!item.repeated() && ids.add(item.externalId())) {
                merged.add(
                        new SeenItem(
                                item.externalId(),
                                item.keys().guidHash(),
                                item.keys().linkHash(),
                                item.keys().titleHash(),
                                item.keys().contentHash(),
                                item.seen().map(SeenItem::getFirstSeenAt).orElse(now),
                                now));
            }
        }
        int most = Math.max(AT_LEAST, Math.min(AT_MOST, 2 * merged.size()));
        seen.stream()
                .filter(item -> !ids.contains(item.getExternalId()))
                .sorted(Comparator.comparing(SeenItem::getLastSeenAt).reversed())
                .limit(Math.max(0, most - merged.size()))
                .forEach(merged::add);
        return merged;
    }
}
