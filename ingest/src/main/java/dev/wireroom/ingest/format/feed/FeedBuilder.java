package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.Arrival;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A feed while it is read. Not thread-safe. */
final class FeedBuilder {

    final Arrival arrival;
    String format = "";
    @Nullable String title;
    @Nullable String description;
    @Nullable String language;
    @Nullable String image;
    @Nullable String generator;
    @Nullable String rights;
    @Nullable NewsTime updated;
    final Set<String> authors = new LinkedHashSet<>(2);

    @Nullable Duration ttl;
    @Nullable Duration updatePeriod;
    int updateFrequency = 1;
    final Set<Integer> skipHours = new TreeSet<>();
    final Set<DayOfWeek> skipDays = EnumSet.noneOf(DayOfWeek.class);
    boolean expired;

    @Nullable String homepage;
    @Nullable String self;
    @Nullable String next;
    @Nullable String newFeedUrl;
    final Set<String> hubs = new LinkedHashSet<>(1);
    final Set<String> alternates = new LinkedHashSet<>(1);

    final List<ItemFields> items = new ArrayList<>();
    final Symptoms symptoms = new Symptoms();

    FeedBuilder(Arrival arrival) {
        this.arrival = arrival;
    }

    /** Adds an item, unless there is nothing in it. */
    void add(ItemFields item) {
        if (item.isEmpty()) {
            symptoms.note("item-empty", "", "An item has nothing in it; left out");
            return;
        }
        items.add(item);
        if (item.canceled) {
            return;
        }
        if (item.link == null && item.guid != null && !Boolean.FALSE.equals(item.permaLink)) {
            item.link(WebLinks.isWeb(item.guid) ? WebLinks.resolve(null, item.guid) : null, 100);
        }
        noteMissing(item);
    }

    private static void noteMissing(ItemFields item) {
        Symptoms symptoms = item.symptoms;
        if (item.guid == null) {
            symptoms.note("guid-missing", "guid", "An item has no id of its own");
        } else if (Boolean.TRUE.equals(item.permaLink) && !WebLinks.isWeb(item.guid)) {
            symptoms.note(
                    "guid-not-permalink",
                    "guid",
                    "The guid says it is an address, but is none: '%s'".formatted(item.guid));
        }
        if (item.title == null) {
            symptoms.note("title-missing", "title", "An item has no title");
        }
        if (item.link == null) {
            symptoms.note("link-missing", "link", "An item has no link");
        } else if (!WebLinks.isWeb(item.link)) {
            symptoms.note(
                    "link-not-web", "link", "A link is no web address: '%s'".formatted(item.link));
        }
        if (item.published == null && item.updated == null && !symptoms.has("time-invalid")) {
            symptoms.note("time-missing", "pubDate", "An item does not say when it is from");
        }
    }

    FeedDocument build() {
        FeedContext context =
                new FeedContext(
                        arrival,
                        format,
                        ItemArticle.language(language),
                        rights,
                        List.copyOf(authors));
        ItemIdentities identities = new ItemIdentities(items);
        List<FeedItem> built = new ArrayList<>(items.size());
        for (ItemFields item : items) {
            built.add(new FeedItem(item, context, identities.of(item)));
            symptoms.addAll(item.symptoms);
        }
        return new FeedDocument(
                format,
                new FeedDocument.About(
                        Optional.ofNullable(title),
                        Optional.ofNullable(description),
                        Optional.ofNullable(ItemArticle.language(language)),
                        Optional.ofNullable(image),
                        Optional.ofNullable(generator),
                        Optional.ofNullable(rights),
                        Optional.ofNullable(updated)),
                new FeedDocument.Schedule(
                        Optional.ofNullable(ttl),
                        Optional.ofNullable(updatePeriod)
                                .map(period -> period.dividedBy(updateFrequency)),
                        skipHours,
                        skipDays,
                        expired),
                new FeedDocument.Links(
                        Optional.ofNullable(homepage),
                        Optional.ofNullable(self),
                        List.copyOf(hubs),
                        Optional.ofNullable(next),
                        List.copyOf(alternates),
                        Optional.ofNullable(newFeedUrl)),
                built,
                symptoms.counted());
    }
}
