package dev.wireroom.ingest.feed;

import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.IdentityPolicy;
import dev.wireroom.contract.LearnedIdentity;
import dev.wireroom.contract.SeenItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells which article each item of a feed is, in spite of what publishers do to their ids. Pure.
 *
 * <p><b>The idea.</b> No single key can be trusted: guids are missing, constant, random or count
 * revisions, links carry sessions, and titles are edited. But publishers seldom break two keys of
 * one item between two polls. So an item is matched against those seen before by agreement, and
 * only a new item gets an id, made by the policy; one that was seen keeps the id it was published
 * under, whatever the policy has become. A change of policy therefore never makes a feed new again.
 *
 * <p><b>The rules</b>, in this order; each seen item is given to one item of the document:
 *
 * <ol>
 *   <li>Two of guid, link and title agree: the same. A guid or link that stands for several items,
 *       in this document, among those seen or by habit, does not count.
 *   <li>Only the guid agrees: the same, unless link and title both differ; that is a reused guid
 *       (except where links are known to change with every request).
 *   <li>Only the link agrees: the same with a new title, unless both have guids, and other ones;
 *       that is a page with several items (except where guids are known to change, or where every
 *       item of the document has a link of its own and the old guid is gone: guids that count
 *       revisions).
 *   <li>Only the title agrees: the same, moved, if the content is equal too and no other item of
 *       the document has the title.
 * </ol>
 *
 * <p>What contradicted is counted ({@link FeedHabits} holds the thresholds and the policy for new
 * items). An id that another item has already is not given twice: the next form of {@link
 * IdentityForm#candidates} is taken.
 *
 * <p><b>Cost.</b> Linear in items and seen items, by hash tables. <b>Limits.</b> An item that
 * changes two of its keys at once and whose feed has no known habit is a new article; one that
 * comes back after it was forgotten gets the id that the policy makes by then.
 */
final class IdentityLearner {

    /** Finds the id that another source of the same publisher gave an item. */
    interface Siblings extends Function<ItemKeys, Optional<String>> {
        Siblings NONE = item -> Optional.empty();
    }

    /**
     * @param items one for each item given, in order
     * @param learned the counts, with what this document added
     */
    record Result(List<ItemIdentity> items, LearnedIdentity learned) {}

    private final IdentityPolicy configured;
    private final boolean shared;
    private final LearnedIdentity learned;
    private final Siblings siblings;

    /**
     * @param configured what the source's definition says
     * @param shared whether the source has a publisherId
     */
    IdentityLearner(
            IdentityPolicy configured, boolean shared, LearnedIdentity learned, Siblings siblings) {
        this.configured = configured == IdentityPolicy.UNKNOWN ? IdentityPolicy.AUTO : configured;
        this.shared = shared;
        this.learned = FeedHabits.faded(learned);
        this.siblings = siblings;
    }

    Result identify(List<ItemKeys> items, List<SeenItem> seen) {
        List<Integer> firsts = firstPlaces(items);
        List<ItemKeys> distinct = firsts.stream().distinct().map(items::get).toList();
        ItemMatcher matcher = new ItemMatcher(distinct, seen, new FeedHabits(learned));
        LearnedIdentity counts;
        if (configured == IdentityPolicy.AUTO) {
            matcher.matchSure();
            // what the sure ones show already helps with the doubtful ones
            LearnedIdentity soFar = counted(distinct, matcher, false);
            ItemMatcher informed = new ItemMatcher(distinct, seen, new FeedHabits(soFar));
            informed.matchSure();
            informed.matchRest();
            matcher = informed;
        } else {
            matcher.matchBy(configured);
        }
        counts = counted(distinct, matcher, true);
        IdentityPolicy policy =
                configured == IdentityPolicy.AUTO
                        ? new FeedHabits(counts).policy(shared)
                        : configured;
        counts.setPolicy(policy);
        return new Result(named(items, firsts, distinct, matcher, seen, policy), counts);
    }

    private List<ItemIdentity> named(
            List<ItemKeys> items,
            List<Integer> firsts,
            List<ItemKeys> distinct,
            ItemMatcher matcher,
            List<SeenItem> seen,
            IdentityPolicy policy) {
        Set<String> taken = new HashSet<>();
        seen.forEach(item -> taken.add(item.getExternalId()));
        Map<ItemKeys, ItemIdentity> byKeys = new HashMap<>();
        for (int i = 0; i < distinct.size(); i++) {
            ItemKeys item = distinct.get(i);
            Optional<SeenItem> before = matcher.matches().get(i);
            if (before.isPresent()) {
                String id = before.get().getExternalId();
                byKeys.put(item, new ItemIdentity(item, id, kindOf(id, item), before, false));
            }
        }
        for (ItemKeys item : distinct) {
            byKeys.computeIfAbsent(item, fresh -> fresh(fresh, policy, matcher, taken));
        }
        Set<String> used = new HashSet<>();
        List<ItemIdentity> result = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ItemIdentity first = Objects.requireNonNull(byKeys.get(items.get(firsts.get(i))));
            boolean repeated = firsts.get(i) != i || !used.add(first.externalId());
            result.add(
                    new ItemIdentity(
                            items.get(i),
                            first.externalId(),
                            first.kind(),
                            first.seen(),
                            repeated));
        }
        return result;
    }

    private ItemIdentity fresh(
            ItemKeys item, IdentityPolicy policy, ItemMatcher matcher, Set<String> taken) {
        Optional<String> sibling = siblings.apply(item).filter(id -> !taken.contains(id));
        IdentityForm form =
                sibling.map(id -> new IdentityForm(id, kindOf(id, item)))
                        .orElseGet(() -> free(item, policy, matcher, taken));
        taken.add(form.externalId());
        return new ItemIdentity(item, form.externalId(), form.kind(), Optional.empty(), false);
    }

    private IdentityForm free(
            ItemKeys item, IdentityPolicy policy, ItemMatcher matcher, Set<String> taken) {
        List<IdentityForm> candidates = IdentityForm.candidates(policy, item);
        if (configured != IdentityPolicy.AUTO) {
            return candidates.get(0);
        }
        return candidates.stream()
                .filter(form -> !taken.contains(form.externalId()))
                .filter(
                        form ->
                                !(form.externalId().equals(item.guid())
                                        && matcher.isAmbiguousGuid(item)))
                .filter(
                        form ->
                                !(form.externalId().equals(item.link())
                                        && matcher.isAmbiguousLink(item)))
                .findFirst()
                .orElseGet(() -> candidates.get(candidates.size() - 1));
    }

    private static ExternalIdKind kindOf(String externalId, ItemKeys item) {
        return IdentityForm.candidates(IdentityPolicy.GUID, item).stream()
                .filter(form -> form.externalId().equals(externalId))
                .map(IdentityForm::kind)
                .findFirst()
                .orElse(ExternalIdKind.PUBLISHER);
    }

    /** For each item the place where the document first has it. */
    private List<Integer> firstPlaces(List<ItemKeys> items) {
        Map<List<Object>, Integer> places = new HashMap<>();
        Map<Long, Set<Long>> linksOfGuid = new HashMap<>();
        items.forEach(
                item ->
                        linksOfGuid
                                .computeIfAbsent(item.guidHash(), none -> new HashSet<>())
                                .add(item.linkHash()));
        List<Integer> firsts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ItemKeys item = items.get(i);
            List<List<Object>> names = commonNames(item, linksOfGuid);
            int here = i;
            int first =
                    names.stream()
                            .flatMap(name -> Stream.ofNullable(places.get(name)))
                            .findFirst()
                            .orElse(here);
            names.forEach(name -> places.putIfAbsent(name, first));
            firsts.add(first);
        }
        return firsts;
    }

    /**
     * What two places of one item have in common. A guid that many links have is no key; with it,
     * items that share a title would be one.
     */
    private static List<List<Object>> commonNames(ItemKeys item, Map<Long, Set<Long>> linksOfGuid) {
        long guid = item.guidHash();
        long link = item.linkHash();
        long title = item.titleHash();
        List<List<Object>> names = new ArrayList<>();
        if (guid == 0 && link == 0) {
            names.add(List.of("all", title, item.date(), item.contentHash()));
            return names;
        }
        names.add(List.of("keys", guid, link, title));
        if (guid != 0 && title != 0 && linksOfGuid.getOrDefault(guid, Set.of()).size() <= 2) {
            names.add(List.of("guid and title", guid, title));
        }
        if (link != 0 && title != 0) {
            names.add(List.of("link, title and content", link, title, item.contentHash()));
        }
        return names;
    }

    /**
     * Adds up what the matches show, from items that are new or have another key than before.
     *
     * @param withNew whether items without a match are known to be new
     */
    private LearnedIdentity counted(List<ItemKeys> items, ItemMatcher matcher, boolean withNew) {
        LearnedIdentity counts = LearnedIdentity.newBuilder(learned).build();
        for (int i = 0; i < items.size(); i++) {
            ItemKeys item = items.get(i);
            Optional<SeenItem> before = matcher.matches().get(i);
            if (before.isPresent()) {
                count(item, before.get(), counts);
            } else if (withNew) {
                countNew(item, matcher, counts);
            }
        }
        return counts;
    }

    private static void count(ItemKeys item, SeenItem before, LearnedIdentity counts) {
        if (item.sameKeysAs(before)) {
            return;
        }
        counts.setItems(counts.getItems() + 1);
        if (item.guidHash() == 0) {
            counts.setGuidsMissing(counts.getGuidsMissing() + 1);
        }
        if (changed(item.guidHash(), before.getGuid())) {
            counts.setGuidsChanged(counts.getGuidsChanged() + 1);
        }
        if (changed(item.linkHash(), before.getLink())) {
            counts.setLinksChanged(counts.getLinksChanged() + 1);
        }
        if (changed(item.titleHash(), before.getTitle())) {
            counts.setRetitled(counts.getRetitled() + 1);
        }
    }

    private static void countNew(ItemKeys item, ItemMatcher matcher, LearnedIdentity counts) {
        counts.setItems(counts.getItems() + 1);
        if (item.guidHash() == 0) {
            counts.setGuidsMissing(counts.getGuidsMissing() + 1);
        } else if (matcher.guidWasSeen(item) || matcher.isAmbiguousGuid(item)) {
            counts.setGuidsReused(counts.getGuidsReused() + 1);
        }
        if (item.linkHash() != 0 && (matcher.linkWasSeen(item) || matcher.isAmbiguousLink(item))) {
            counts.setLinksReused(counts.getLinksReused() + 1);
        }
    }

    private static boolean changed(long now, long before) {
        return now != 0 && before != 0 && now != before;
    }
}
