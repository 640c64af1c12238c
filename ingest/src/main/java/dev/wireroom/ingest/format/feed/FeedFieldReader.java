package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.feed.MarkupScanner.Event;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a feed that stand around its items. */
final class FeedFieldReader {

    private static final Duration LONGEST_TTL = Duration.ofDays(366);

    private final MarkupScanner scanner;
    private final FeedBuilder feed;
    private final LinkBase base;
    private final FeedTimes times;
    private final FieldReader fields;

    FeedFieldReader(MarkupScanner scanner, FeedBuilder feed, LinkBase base, FeedTimes times) {
        this.scanner = scanner;
        this.feed = feed;
        this.base = base;
        this.times = times;
        this.fields = new FieldReader(scanner, feed.symptoms);
        enter();
    }

    /** Takes in what an element around items says by attributes. */
    void enter() {
        String language = scanner.scope().language();
        if (language != null) {
            feed.language = language;
        }
    }

    /** Reads the element that just started, to its end. */
    void read(String key) {
        switch (key) {
            case "title" -> feed.title = first(feed.title, line(fields.title()));
            case "atom:title" -> feed.title = first(feed.title, line(fields.atomText(true)));
            case "dc:title" -> feed.title = first(feed.title, line(fields.title()));
            case "description", "itunes:summary", "dc:description", "tagline" ->
                    feed.description = first(feed.description, line(fields.html()));
            case "atom:subtitle", "atom:tagline" ->
                    feed.description = first(feed.description, line(fields.atomText(false)));
            case "link", "atom:link" -> link(key.equals("link"));
            case "language", "dc:language" -> feed.language = first(fields.words(), feed.language);
            case "copyright", "dc:rights", "media:copyright", "atom:copyright" ->
                    feed.rights = first(feed.rights, line(fields.title()));
            case "atom:rights" -> feed.rights = first(feed.rights, line(fields.atomText(true)));
            case "generator", "atom:generator" -> generator();
            case "image" -> image();
            case "atom:logo" -> feed.image = first(base.resolve(fields.words()), feed.image);
            case "atom:icon" -> feed.image = first(feed.image, base.resolve(fields.words()));
            case "itunes:image" -> {
                feed.image = first(feed.image, base.resolve(scanner.attribute("href")));
                scanner.skip(scanner.depth());
            }
            case "atom:author", "dc:creator", "itunes:author" -> author(key);
            default -> schedule(key);
        }
    }

    private void schedule(String key) {
        switch (key) {
            case "lastbuilddate", "atom:updated", "atom:modified", "dc:date", "pubdate" -> {
                var time = times.read(fields.words(), key, feed.symptoms);
                boolean weak = key.equals("pubdate") || key.equals("dc:date");
                if (time != null && (feed.updated == null || !weak)) {
                    feed.updated = time;
                }
            }
            case "ttl" -> feed.ttl = ttl(number(fields.words()));
            case "sy:updateperiod" -> feed.updatePeriod = period(fields.words());
            case "sy:updatefrequency" ->
                    feed.updateFrequency = Math.clamp(number(fields.words()), 1, 10_000);
            case "skiphours" -> skips(true);
            case "skipdays" -> skips(false);
            case "itunes:new-feed-url" ->
                    feed.newFeedUrl = first(feed.newFeedUrl, web(fields.words()));
            default -> scanner.skip(scanner.depth());
        }
    }

    private void author(String key) {
        String name =
                key.equals("atom:author")
                        ? new PersonReader(scanner, fields).read()
                        : fields.words();
        String person = name == null ? "" : PersonName.of(name);
        if (!person.isEmpty()) {
            feed.authors.add(person);
        }
    }

    private void link(boolean rss) {
        String href = scanner.attribute("href");
        String relation = scanner.attribute("rel");
        String type = scanner.attribute("type");
        if (rss && (href == null || href.isEmpty())) {
            String site = base.resolve(fields.words());
            feed.homepage = first(feed.homepage, site);
            base.homepage(site);
            return;
        }
        String address = base.resolve(href);
        scanner.skip(scanner.depth());
        if (address == null) {
            return;
        }
        String lowerType = type == null ? "" : type.toLowerCase(Locale.ROOT);
        boolean isFeed =
                lowerType.contains("rss")
                        || lowerType.contains("atom+xml")
                        || lowerType.contains("feed+json");
        String rel = relation == null || relation.isEmpty() ? "alternate" : relation;
        for (String name : rel.toLowerCase(Locale.ROOT).split("\\s+", 10)) {
            switch (name) {
                case "alternate" -> {
                    if (isFeed) {
                        feed.alternates.add(address);
                    } else {
                        feed.homepage = first(feed.homepage, address);
                        base.homepage(address);
                    }
                }
                case "self" -> {
                    feed.self = first(feed.self, address);
                    base.self(address);
                }
                case "hub" -> feed.hubs.add(address);
                case "next", "prev-archive" -> feed.next = first(feed.next, address);
                default -> {
                    // search, edit, license: nothing a poller follows
                }
            }
        }
    }

    private void generator() {
        String version = scanner.attribute("version");
        String name = line(fields.title());
        if (name != null) {
            feed.generator =
                    version == null || name.contains(version) ? name : name + " " + version;
        }
    }

    private void image() {
        String resource = base.resolve(scanner.attribute("rdf:resource"));
        int depth = scanner.depth();
        while (scanner.depth() >= depth) {
            Event event = scanner.next();
            if (event == Event.EOF) {
                break;
            }
            if (event == Event.START) {
                String key = scanner.key();
                if (FieldReader.startsItem(key)) {
                    scanner.pushBack();
                    break;
                }
                if (key.equals("url")) {
                    resource = first(resource, base.resolve(fields.words()));
                } else {
                    scanner.skip(scanner.depth());
                }
            }
        }
        feed.image = first(feed.image, resource);
    }

    private void skips(boolean hours) {
        int depth = scanner.depth();
        while (scanner.depth() >= depth) {
            Event event = scanner.next();
            if (event == Event.EOF) {
                return;
            }
            if (event == Event.START) {
                if (FieldReader.startsItem(scanner.key())) {
                    scanner.pushBack();
                    return;
                }
                String words = fields.words();
                if (hours) {
                    skipHour(words);
                } else {
                    skipDay(words);
                }
            }
        }
    }

    /** RSS 0.91 counts hours from 1 to 24, RSS 2.0 from 0 to 23; 24 is midnight in both. */
    private void skipHour(@Nullable String text) {
        long hour = number(text);
        if (hour >= 0 && hour <= 24) {
            feed.skipHours.add((int) hour % 24);
        }
    }

    private void skipDay(@Nullable String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equalsIgnoreCase(text)) {
                feed.skipDays.add(day);
            }
        }
    }

    private static @Nullable Duration ttl(long minutes) {
        if (minutes <= 0) {
            return null;
        }
        Duration ttl = Duration.ofMinutes(Math.min(minutes, LONGEST_TTL.toMinutes()));
        return ttl;
    }

    private static @Nullable Duration period(@Nullable String text) {
        return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
            case "hourly" -> Duration.ofHours(1);
            case "daily" -> Duration.ofDays(1);
            case "weekly" -> Duration.ofDays(7);
            case "monthly" -> Duration.ofDays(30);
            case "yearly" -> Duration.ofDays(365);
            default -> null;
        };
    }

    /** -1 where the text is no whole number. */
    private static long number(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 9) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static @Nullable String line(@Nullable FieldText text) {
        if (text == null) {
            return null;
        }
        String line = text.line();
        return line.isEmpty() ? null : line;
    }

    private static @Nullable String web(@Nullable String address) {
        return WebLinks.isWeb(address) ? address : null;
    }

    private static @Nullable String first(@Nullable String a, @Nullable String b) {
        return a == null ? b : a;
    }
}
