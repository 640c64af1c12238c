package dev.wireroom.ingest.feed;

import dev.wireroom.contract.FeedSymptom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the list of what is wrong with a feed over its polls: since when, how often, what was done.
 * Pure.
 */
final class Symptoms {

    /** A symptom that did not come back for as long is over. */
    static final Duration KEPT = Duration.ofDays(30);

    /** The worst feeds have a dozen; this bounds the state of a hostile one. */
    static final int MOST = 50;

    private static final int LONGEST_MESSAGE = 500;

    /** A symptom found in one poll: code, message with an example, what was done. */
    record Found(String code, String message, String action) {}

    private Symptoms() {}

    /**
     * Brings the list up to date with one poll.
     *
     * @param known those of earlier polls
     * @param found in this poll
     * @return the latest first
     */
    static List<FeedSymptom> merge(List<FeedSymptom> known, Collection<Found> found, Instant now) {
        Map<String, FeedSymptom> byCode = new LinkedHashMap<>();
        known.stream()
                .filter(symptom -> symptom.getLastSeenAt().plus(KEPT).isAfter(now))
                .forEach(symptom -> byCode.put(symptom.getCode(), symptom));
        Map<String, Found> once = new LinkedHashMap<>();
        found.forEach(symptom -> once.putIfAbsent(symptom.code(), symptom));
        once.values()
                .forEach(
                        symptom ->
                                byCode.merge(symptom.code(), first(symptom, now), Symptoms::again));
        List<FeedSymptom> merged = new ArrayList<>(byCode.values());
        merged.sort(
                Comparator.comparing(FeedSymptom::getLastSeenAt)
                        .reversed()
                        .thenComparing(FeedSymptom::getCode));
        return List.copyOf(merged.subList(0, Math.min(MOST, merged.size())));
    }

    private static FeedSymptom first(Found found, Instant now) {
        String message = found.message();
        return new FeedSymptom(
                found.code(),
                message.length() > LONGEST_MESSAGE
                        ? message.substring(0, LONGEST_MESSAGE)
                        : message,
                found.action(),
                now,
                now,
                1L);
    }

    private static FeedSymptom again(FeedSymptom known, FeedSymptom now) {
        return new FeedSymptom(
                known.getCode(),
                now.getMessage(),
                now.getAction(),
                known.getFirstSeenAt(),
                now.getLastSeenAt(),
                known.getCount() + 1);
    }
}
