package dev.wireroom.benchmarks.polling;

import dev.wireroom.benchmarks.polling.Etiquette.Told;
import dev.wireroom.benchmarks.polling.Etiquette.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One feed of a farm, which gets a new item every so often. Thread-safe. */
final class PlantedFeed {

    /**
     * What it answers.
     *
     * @param items in it that were in no answer before
     * @param told what the client has to keep to from now on
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
    record Answer(int status, Map<String, String> headers, byte[] body, long items, Told told) {}

    private static final int SHOWN_ITEMS = 10;
    private static final int NAP = 3;
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final String path;
    private final FeedPolicy policy;
    private final Instant planted;
    private int requests;
    private long itemsSent;

    PlantedFeed(String path, FeedPolicy policy, Instant planted) {
        this.path = path;
        this.policy = policy;
        this.planted = planted;
    }

    String path() {
        return path;
    }

    /** How long its host takes to answer. */
    Duration thinking() {
        return policy.thinking();
    }

    /** Where it is found once it has moved. */
    String movedPath() {
        return path + "/new";
    }

    /** Answers a request for the path that it began with, or for the one that it moved to. */
    synchronized Answer answer(String asked, Validators sent, Instant at) {
        requests++;
        return switch (policy.trouble()) {
            case BUSY -> requests % NAP == 0 ? comeBack(503) : document(sent, at);
            case THROTTLED -> requests % NAP == 0 ? comeBack(429) : document(sent, at);
            case MOVED -> asked.equals(path) ? moved() : document(sent, at);
            case GONE -> requests > 1 ? gone() : document(sent, at);
            case NONE -> document(sent, at);
        };
    }

    private static Answer comeBack(int status) {
        Map<String, String> headers =
                Map.of("Retry-After", String.valueOf(FeedPolicy.RETRY_AFTER.toSeconds()));
        return empty(status, headers, Told.Direction.HERE, FeedPolicy.RETRY_AFTER);
    }

    private Answer moved() {
        return empty(301, Map.of("Location", movedPath()), Told.Direction.MOVED, Duration.ZERO);
    }

    private static Answer gone() {
        return empty(410, Map.of(), Told.Direction.GONE, Duration.ZERO);
    }

    private static Answer empty(
            int status, Map<String, String> headers, Told.Direction direction, Duration wait) {
        Told told = new Told(direction, Duration.ZERO, wait, Set.of(), Optional.empty());
        return new Answer(status, headers, new byte[0], 0, told);
    }

    private Answer document(Validators sent, Instant at) {
        long newest = Duration.between(planted, at).toMillis() / policy.cadence().toMillis();
        Instant changed = planted.plus(policy.cadence().multipliedBy(newest));
        Validators own =
                new Validators(
                        policy.etag() ? Optional.of("\"%d\"".formatted(newest)) : Optional.empty(),
                        policy.lastModified()
                                ? Optional.of(HTTP_DATE.format(changed))
                                : Optional.empty());
        Map<String, String> headers = new LinkedHashMap<>();
        own.etag().ifPresent(etag -> headers.put("ETag", etag));
        own.lastModified().ifPresent(date -> headers.put("Last-Modified", date));
        policy.maxAge()
                .ifPresent(age -> headers.put("Cache-Control", "max-age=" + age.toSeconds()));
        boolean known =
                own.etag().isPresent()
                        ? own.etag().equals(sent.etag())
                        : own.lastModified().isPresent()
                                && own.lastModified().equals(sent.lastModified());
        Duration ttl = policy.ttl().orElse(Duration.ZERO);
        Duration age = policy.maxAge().orElse(Duration.ZERO);
        Told told =
                new Told(
                        Told.Direction.HERE,
                        ttl.compareTo(age) > 0 ? ttl : age,
                        Duration.ZERO,
                        policy.skipHours(),
                        Optional.of(own));
        if (known) {
            return new Answer(304, headers, new byte[0], 0, told);
        }
        headers.put("Content-Type", "application/rss+xml; charset=utf-8");
        long fresh = Math.min(newest + 1 - itemsSent, SHOWN_ITEMS);
        itemsSent = newest + 1;
        return new Answer(200, headers, rss(newest), fresh, told);
    }

    private byte[] rss(long newest) {
        StringBuilder rss = new StringBuilder(4_096);
        rss.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>")
                .append("<title>Feed ")
                .append(path)
                .append("</title>")
                .append("<link>https://news.example")
                .append(path)
                .append("</link>")
                .append("<description>Made up for a benchmark</description>");
        policy.ttl().ifPresent(ttl -> rss.append("<ttl>").append(ttl.toMinutes()).append("</ttl>"));
        if (!policy.skipHours().isEmpty()) {
            rss.append("<skipHours>");
            policy.skipHours().forEach(hour -> rss.append("<hour>").append(hour).append("</hour>"));
            rss.append("</skipHours>");
        }
        for (long n = newest; n >= Math.max(0, newest - SHOWN_ITEMS + 1); n--) {
            String id = "https://news.example" + path + "/" + n;
            Instant published = planted.plus(policy.cadence().multipliedBy(n));
            rss.append("\n<item><title>Report ")
                    .append(n)
                    .append(" from ")
                    .append(path)
                    .append("</title><link>")
                    .append(id)
                    .append("</link><guid>")
                    .append(id)
                    .append("</guid><pubDate>")
                    .append(HTTP_DATE.format(published))
                    .append("</pubDate><description>The council of ")
                    .append(path)
                    .append(" has met for the ")
                    .append(n)
                    .append(". time and decided what it had decided before.</description></item>");
        }
        return rss.append("\n</channel></rss>\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
