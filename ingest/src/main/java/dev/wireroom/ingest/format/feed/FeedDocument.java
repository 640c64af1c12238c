package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.NewsTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A feed as it was read: what a poller has to know of it, and its items in the order they stand in.
 * Immutable.
 *
 * @param format dialect and version, e.g. rss/2.0, atom/1.0, jsonfeed/1.1
 * @param about what the feed says of itself
 * @param schedule what it asks of those who poll it
 * @param links addresses it names
 * @param items its items; none is empty
 * @param symptoms what is wrong with it and its items: each kind once, with a count
 */
public record FeedDocument(
        String format,
        About about,
        Schedule schedule,
        Links links,
        List<FeedItem> items,
        List<Symptom> symptoms) {

    public FeedDocument {
        items = List.copyOf(items);
        symptoms = List.copyOf(symptoms);
    }

    /**
     * What a feed says of itself, in plain text.
     *
     * @param language BCP 47 tag
     * @param image address of its picture
     * @param rights copyright notice
     * @param updated when it last changed
     */
    public record About(
            Optional<String> title,
            Optional<String> description,
            Optional<String> language,
            Optional<String> image,
            Optional<String> generator,
            Optional<String> rights,
            Optional<NewsTime> updated) {}

    /**
     * What a feed asks of those who poll it.
     *
     * @param ttl how long it may be kept, from ttl
     * @param updateInterval how often it changes, from sy:updatePeriod and sy:updateFrequency
     * @param skipHours hours of the day, UTC, in which it should not be asked for
     * @param expired whether it says it will never change again (JSON Feed)
     */
    public record Schedule(
            Optional<Duration> ttl,
            Optional<Duration> updateInterval,
            Set<Integer> skipHours,
            Set<DayOfWeek> skipDays,
            boolean expired) {
        public Schedule {
            skipHours = Set.copyOf(skipHours);
            skipDays = Set.copyOf(skipDays);
        }
    }

    /**
     * Addresses that a feed names, absolute where that could be told.
     *
     * @param homepage the site it belongs to
     * @param self its own
     * @param hubs WebSub hubs, rel=hub
     * @param next where older items are
     * @param alternates other feeds with the same content
     * @param newFeedUrl where it has moved to, from itunes:new-feed-url
     */
    public record Links(
            Optional<String> homepage,
            Optional<String> self,
            List<String> hubs,
            Optional<String> next,
            List<String> alternates,
            Optional<String> newFeedUrl) {
        public Links {
            hubs = List.copyOf(hubs);
            alternates = List.copyOf(alternates);
        }
    }

    /**
     * Something wrong with a feed.
     *
     * @param code stable code in lower-case-with-hyphens, e.g. guid-missing
     * @param message what is wrong, with the first example
     * @param count how often it was met
     */
    public record Symptom(String code, String message, int count) {}
}
