package dev.wireroom.benchmarks.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.benchmarks.wire.EnrichedGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Asks {@code deliver} for first pages, one after the other, each time with other values. A search
 * that is given up (503) counts with the time it took. Not thread-safe.
 */
final class Searches implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** This part of the time goes before, and does not count. */
    private static final int WARM_UP = 10;

    private static final List<String> FIRST = List.of("Amina", "Boris", "Chen", "Dalia", "Emeka");
    private static final List<String> LAST = List.of("Abebe", "Bianchi", "Diallo", "Gupta", "Ueda");
    private static final List<String> MATTERS =
            List.of("vaccination campaign", "trade agreement", "emergency aid", "peace talks");
    private static final List<String> PLACES = List.of("Nairobi", "Lagos", "Lima", "Kyiv", "Seoul");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI articles;
    private final EnrichedGenerator records;
    private final long stored;
    private final SplittableRandom random;
    private long givenUp;

    Searches(URI deliver, EnrichedGenerator records, long stored, long seed) {
        this.articles = deliver.resolve("/v1/articles");
        this.records = records;
        this.stored = stored;
        this.random = new SplittableRandom(seed);
    }

    /** The searches of docs/search.md. */
    enum Kind {
        ENTITY_AND_TIME("entity and time"),
        SOURCE_AND_TIME("source and time"),
        SENTIMENT("sentiment"),
        RARE_PHRASE("rare phrase, by time"),
        NAME("a name, by time"),
        RARE_WORDS("rare words, by relevance"),
        COMMON_WORDS("common words, by relevance");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Searches that deliver gave up so far, as too slow. */
    long givenUp() {
        return givenUp;
    }

    /** Asks for a while; answers the time of each search in nanoseconds. */
    Histogram run(Kind kind, Duration time) throws IOException, InterruptedException {
        long warm = System.nanoTime() + time.toNanos() / WARM_UP;
        do {
            ask(kind);
        } while (System.nanoTime() < warm);
        Histogram nanos = new Histogram(LONGEST.toNanos(), 3);
        long end = System.nanoTime() + time.toNanos();
        long found = 0;
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            found += ask(kind);
            nanos.recordValue(Math.min(System.nanoTime() - begin, LONGEST.toNanos()));
        }
        if (found == 0 && givenUp == 0) {
            throw new IOException("not one search by " + kind.title() + " found anything");
        }
        return nanos;
    }

    /** Articles on the page. */
    private int ask(Kind kind) throws IOException, InterruptedException {
        URI search = URI.create(articles + "?" + parameters(kind));
        HttpResponse<byte[]> answer =
                http.send(HttpRequest.newBuilder(search).build(), BodyHandlers.ofByteArray());
        return switch (answer.statusCode()) {
            case 200 -> json.readTree(answer.body()).path("articles").size();
            case 503 -> {
                givenUp++;
                yield 0;
            }
            default ->
                    throw new IOException(
                            "%s was answered %d: %s"
                                    .formatted(
                                            search,
                                            answer.statusCode(),
                                            new String(answer.body(), StandardCharsets.UTF_8)));
        };
    }

    private String parameters(Kind kind) {
        return switch (kind) {
            case ENTITY_AND_TIME ->
                    "entity=%s&until=%s".formatted(encoded(entity()), encoded(someTime()));
            case SOURCE_AND_TIME ->
                    "source=source-%d&until=%s"
                            .formatted(
                                    random.nextInt(EnrichedGenerator.SOURCES), encoded(someTime()));
            case SENTIMENT ->
                    "sentimentMax=%.4f".formatted(-0.9999 + random.nextInt(10) / 10_000.0);
            // as in one title of 9,000, and in as many articles as name someone
            case RARE_PHRASE -> "q=" + encoded("\"day %d\"".formatted(rareNumber()));
            case NAME -> "q=" + encoded('"' + name() + '"');
            case RARE_WORDS -> "sort=relevance&language=en&q=" + encoded("ban " + rareNumber());
            case COMMON_WORDS ->
                    "sort=relevance&language=en&q=" + encoded(pick(MATTERS) + " " + pick(PLACES));
        };
    }

    private String entity() {
        return EnrichedGenerator.entityId(name());
    }

    private int rareNumber() {
        return random.nextInt(1000, 10_000);
    }

    private String name() {
        return pick(FIRST) + " " + pick(LAST);
    }

    private String someTime() {
        Instant time = records.receivedAt(random.nextLong(stored / 2, stored));
        return time.toString();
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
