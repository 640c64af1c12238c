package dev.wireroom.ingest.feed;

import dev.wireroom.contract.IdentityPolicy;
import dev.wireroom.contract.SeenItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds, for each item of a document, the item seen before that it is, if any. The rules are in
 * {@link IdentityLearner}. One per document; not thread-safe.
 */
final class ItemMatcher {

    /** How sure a match is; the surer ones are made first, each seen item being given once. */
    private enum Strength {
        SURE,
        LIKELY,
        MOVED
    }

    private static final int ITEMS_THAT_SHOW = 3;

    private final List<ItemKeys> items;
    private final FeedHabits habits;
    private final Map<Long, List<SeenItem>> byGuid;
    private final Map<Long, List<SeenItem>> byLink;
    private final Map<Long, List<SeenItem>> byTitle;
    private final Map<String, SeenItem> byId = new HashMap<>();
    private final Set<Long> ambiguousGuids;
    private final Set<Long> ambiguousLinks;
    private final Set<Long> ambiguousTitles;
    private final Set<Long> guidsHere;
    private final boolean linksArePerItem;
    private final List<Optional<SeenItem>> matches;
    private final Set<SeenItem> given = Collections.newSetFromMap(new IdentityHashMap<>());

    ItemMatcher(List<ItemKeys> items, List<SeenItem> seen, FeedHabits habits) {
        this.items = items;
        this.habits = habits;
        this.byGuid = index(seen, SeenItem::getGuid);
        this.byLink = index(seen, SeenItem::getLink);
        this.byTitle = index(seen, SeenItem::getTitle);
        seen.forEach(item -> byId.putIfAbsent(item.getExternalId(), item));
        this.ambiguousGuids = ambiguous(ItemKeys::guidHash, ItemMatcher::titledOtherwise);
        this.ambiguousLinks = ambiguous(ItemKeys::linkHash, ItemMatcher::titledOtherwise);
        this.ambiguousTitles = ambiguous(ItemKeys::titleHash, (a, b) -> !a.equals(b));
        byGuid.forEach((guid, of) -> addIfMany(guid, of, ambiguousGuids));
        byLink.forEach((link, of) -> addIfMany(link, of, ambiguousLinks));
        this.guidsHere = items.stream().map(ItemKeys::guidHash).collect(Collectors.toSet());
        this.linksArePerItem = linksArePerItem(items);
        this.matches = new ArrayList<>(Collections.nCopies(items.size(), Optional.empty()));
    }

    /** Whether this document shows that each of its items has an address of its own. */
    private static boolean linksArePerItem(List<ItemKeys> items) {
        long links = items.stream().mapToLong(ItemKeys::linkHash).distinct().count();
        return links >= ITEMS_THAT_SHOW && links * 10 >= items.size() * 9L;
    }

    /** Guids that stand for several items, here or among those seen. */
    boolean isAmbiguousGuid(ItemKeys item) {
        return ambiguousGuids.contains(item.guidHash());
    }

    boolean isAmbiguousLink(ItemKeys item) {
        return ambiguousLinks.contains(item.linkHash());
    }

    /** Whether an item seen before had this guid, whatever else it was. */
    boolean guidWasSeen(ItemKeys item) {
        return byGuid.containsKey(item.guidHash());
    }

    boolean linkWasSeen(ItemKeys item) {
        return byLink.containsKey(item.linkHash());
    }

    /** By index of the item; the same item of the document twice gets the same one. */
    List<Optional<SeenItem>> matches() {
        return matches;
    }

    /** Makes the matches on which two of guid, link and title agree. */
    void matchSure() {
        give(Strength.SURE);
    }

    /** Makes the rest, by what the feed is known to do. */
    void matchRest() {
        give(Strength.LIKELY);
        give(Strength.MOVED);
    }

    /** Makes matches by the one key that an operator has named. */
    void matchBy(IdentityPolicy policy) {
        for (int i = 0; i < items.size(); i++) {
            ItemKeys item = items.get(i);
            Optional<SeenItem> same =
                    candidates(item).filter(seen -> agreeOn(policy, item, seen)).findFirst();
            matches.set(i, same);
            same.ifPresent(given::add);
        }
    }

    private static boolean agreeOn(IdentityPolicy policy, ItemKeys item, SeenItem seen) {
        return switch (policy) {
            case GUID -> equal(item.guidHash(), seen.getGuid());
            case LINK -> equal(item.linkHash(), seen.getLink());
            case LINK_AND_TITLE ->
                    equal(item.linkHash(), seen.getLink())
                            && equal(item.titleHash(), seen.getTitle());
            case TITLE_AND_DATE ->
                    equal(item.titleHash(), seen.getTitle()) && !datedOtherwise(item, seen);
            case CONTENT -> equal(item.contentHash(), seen.getContent());
            case AUTO, UNKNOWN -> false;
        };
    }

    /** Only an id made of title and date tells the date of an item seen before. */
    private static boolean datedOtherwise(ItemKeys item, SeenItem seen) {
        return seen.getExternalId().startsWith("title:")
                && IdentityForm.of(IdentityPolicy.TITLE_AND_DATE, item)
                        .filter(form -> form.externalId().equals(seen.getExternalId()))
                        .isEmpty();
    }

    private void give(Strength strength) {
        for (int i = 0; i < items.size(); i++) {
            if (matches.get(i).isEmpty()) {
                ItemKeys item = items.get(i);
                Optional<SeenItem> same =
                        candidates(item)
                                .filter(seen -> !given.contains(seen))
                                .filter(
                                        seen ->
                                                strength(item, seen)
                                                        .filter(strength::equals)
                                                        .isPresent())
                                .findFirst();
                matches.set(i, same);
                same.ifPresent(given::add);
            }
        }
    }

    private Stream<SeenItem> candidates(ItemKeys item) {
        return Stream.of(
                        IdentityForm.candidates(IdentityPolicy.LINK_AND_TITLE, item).stream()
                                .flatMap(
                                        form ->
                                                Optional.ofNullable(byId.get(form.externalId()))
                                                        .stream()),
                        of(byGuid, item.guidHash(), ambiguousGuids, item),
                        of(byLink, item.linkHash(), ambiguousLinks, item),
                        of(byTitle, item.titleHash(), Set.of(), item))
                .flatMap(found -> found);
    }

    /** Of many with an ambiguous key only those that agree in another one are worth a look. */
    private static Stream<SeenItem> of(
            Map<Long, List<SeenItem>> index, long key, Set<Long> ambiguous, ItemKeys item) {
        Stream<SeenItem> found = index.getOrDefault(key, List.of()).stream();
        return ambiguous.contains(key) ? found.filter(seen -> agreements(item, seen) > 1) : found;
    }

    private static int agreements(ItemKeys item, SeenItem seen) {
        return (equal(item.guidHash(), seen.getGuid()) ? 1 : 0)
                + (equal(item.linkHash(), seen.getLink()) ? 1 : 0)
                + (equal(item.titleHash(), seen.getTitle()) ? 1 : 0);
    }

    private Optional<Strength> strength(ItemKeys item, SeenItem seen) {
        boolean guid = guidCounts(item) && equal(item.guidHash(), seen.getGuid());
        boolean link = linkCounts(item) && equal(item.linkHash(), seen.getLink());
        boolean title = equal(item.titleHash(), seen.getTitle());
        if ((guid && link) || (title && (guid || link)) || madeTheSameId(item, seen)) {
            return Optional.of(Strength.SURE);
        }
        if (guid) {
            boolean anotherItem =
                    differ(item.linkHash(), seen.getLink())
                            && differ(item.titleHash(), seen.getTitle());
            return likely(!anotherItem || habits.linksChange());
        }
        if (link) {
            boolean anotherGuid = guidCounts(item) && differ(item.guidHash(), seen.getGuid());
            boolean replaced = linksArePerItem && !guidsHere.contains(seen.getGuid());
            return likely(!anotherGuid || replaced || habits.guidsChange());
        }
        if (title
                && !ambiguousTitles.contains(item.titleHash())
                && (equal(item.contentHash(), seen.getContent()) || nothingElseLasts(item))) {
            return Optional.of(Strength.MOVED);
        }
        return Optional.empty();
    }

    private boolean guidCounts(ItemKeys item) {
        return !isAmbiguousGuid(item) && !habits.guidsReused();
    }

    private boolean linkCounts(ItemKeys item) {
        return !isAmbiguousLink(item) && !habits.linksReused();
    }

    private boolean nothingElseLasts(ItemKeys item) {
        return habits.linksChange() && (item.guid().isEmpty() || habits.guidsChange());
    }

    /** An id that has the title or the content in it can't be another item's. */
    private static boolean madeTheSameId(ItemKeys item, SeenItem seen) {
        return Stream.of(
                        IdentityPolicy.LINK_AND_TITLE,
                        IdentityPolicy.TITLE_AND_DATE,
                        IdentityPolicy.CONTENT)
                .flatMap(policy -> IdentityForm.of(policy, item).stream())
                .anyMatch(form -> form.externalId().equals(seen.getExternalId()));
    }

    private static Optional<Strength> likely(boolean same) {
        return same ? Optional.of(Strength.LIKELY) : Optional.empty();
    }

    /** Whether both have it and it is the same. */
    private static boolean equal(long one, long other) {
        return one != 0 && one == other;
    }

    /** Whether both have it and it is not the same. */
    private static boolean differ(long one, long other) {
        return one != 0 && other != 0 && one != other;
    }

    /** One document does not have one item under two titles. */
    private static boolean titledOtherwise(ItemKeys one, ItemKeys other) {
        return differ(one.titleHash(), other.titleHash());
    }

    private interface Contradiction {
        boolean between(ItemKeys one, ItemKeys other);
    }

    /** Keys that two items of the document share although they contradict each other. */
    private Set<Long> ambiguous(ToLongFunction<ItemKeys> key, Contradiction contradiction) {
        Map<Long, ItemKeys> firsts = new HashMap<>();
        Set<Long> ambiguous = new HashSet<>();
        for (ItemKeys item : items) {
            long value = key.applyAsLong(item);
            ItemKeys first = firsts.putIfAbsent(value, item);
            if (value != 0 && first != null && contradiction.between(first, item)) {
                ambiguous.add(value);
            }
        }
        return ambiguous;
    }

    private static Map<Long, List<SeenItem>> index(
            List<SeenItem> seen, ToLongFunction<SeenItem> key) {
        Map<Long, List<SeenItem>> index = new HashMap<>();
        for (SeenItem item : seen) {
            long value = key.applyAsLong(item);
            if (value != 0) {
                index.computeIfAbsent(value, none -> new ArrayList<>(1)).add(item);
            }
        }
        return index;
    }

    private static void addIfMany(Long key, List<SeenItem> of, Set<Long> ambiguous) {
        if (of.size() > 1) {
            ambiguous.add(key);
        }
    }
}
