package dev.wireroom.launcher.shadow;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SentimentLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between an article as published and as another model would have it.
 *
 * <p>Entities are the same where their ids are, which is type and normalised name. An entity whose
 * id is gone is another's former self where both share a mention, most of all, or a name: retyped
 * if the type differs, else renamed. The rest are lost and gained.
 *
 * @param kept pairs of the same id
 * @param moved pairs that have another id: retyped or renamed
 * @param mentionsGained places that only the other model marks, of whatever type
 * @param mentionsLost places that only the published article marks
 * @param rest changes of language and analysis, in words
 */
record Difference(
        List<Pair> kept,
        List<Pair> moved,
        List<Entity> gained,
        List<Entity> lost,
        int mentionsGained,
        int mentionsLost,
        @Nullable Sentiment before,
        @Nullable Sentiment after,
        List<String> rest) {

    /** One entity as both have it. */
    record Pair(Entity before, Entity after) {

        boolean retyped() {
            return before.getType() != after.getType();
        }

        boolean feltOtherwise() {
            return label(before.getSentiment()) != label(after.getSentiment());
        }

        @Override
        public String toString() {
            return retyped()
                    ? "%s: %s -> %s"
                            .formatted(
                                    before.getName(),
                                    lower(before.getType()),
                                    lower(after.getType()))
                    : "%s -> %s".formatted(before.getName(), after.getName());
        }
    }

    private record Place(String field, int begin, int end) {
        static Place of(Mention mention) {
            return new Place(mention.getField(), mention.getBegin(), mention.getEnd());
        }
    }

    static Difference between(EnrichedArticle published, EnrichedArticle other) {
        Map<String, Entity> gone = byId(published);
        Map<String, Entity> come = byId(other);
        List<Pair> kept = new ArrayList<>();
        for (Entity entity : List.copyOf(gone.values())) {
            Entity same = come.remove(entity.getEntityId());
            if (same != null) {
                gone.remove(entity.getEntityId());
                kept.add(new Pair(entity, same));
            }
        }
        List<Pair> moved = moved(gone, come);
        Set<Place> placesBefore = places(published);
        Set<Place> placesAfter = places(other);
        return new Difference(
                List.copyOf(kept),
                List.copyOf(moved),
                List.copyOf(come.values()),
                List.copyOf(gone.values()),
                missing(placesAfter, placesBefore),
                missing(placesBefore, placesAfter),
                published.getSentiment(),
                other.getSentiment(),
                rest(published, other));
    }

    /** Takes each pair out of both maps. */
    private static List<Pair> moved(Map<String, Entity> gone, Map<String, Entity> come) {
        Map<Place, Entity> comeByPlace = new HashMap<>();
        Map<String, Entity> comeByName = new HashMap<>();
        for (Entity entity : come.values()) {
            entity.getMentions().forEach(m -> comeByPlace.putIfAbsent(Place.of(m), entity));
            comeByName.putIfAbsent(entity.getName().toLowerCase(Locale.ROOT), entity);
        }
        List<Pair> moved = new ArrayList<>();
        for (Entity entity : List.copyOf(gone.values())) {
            Entity other = mostShared(entity, comeByPlace, come.keySet());
            if (other == null) {
                other = comeByName.get(entity.getName().toLowerCase(Locale.ROOT));
            }
            if (other != null && come.remove(other.getEntityId()) != null) {
                gone.remove(entity.getEntityId());
                moved.add(new Pair(entity, other));
            }
        }
        return moved;
    }

    /** Which of those left shares most mentions with this one; the first by id among equals. */
    private static @Nullable Entity mostShared(
            Entity entity, Map<Place, Entity> byPlace, Set<String> left) {
        Map<String, Entity> sharing = new TreeMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Mention mention : entity.getMentions()) {
            Entity other = byPlace.get(Place.of(mention));
            if (other != null && left.contains(other.getEntityId())) {
                sharing.put(other.getEntityId(), other);
                counts.merge(other.getEntityId(), 1, Integer::sum);
            }
        }
        return sharing.keySet().stream()
                .max(
                        Comparator.comparingInt((String id) -> counts.getOrDefault(id, 0))
                                .thenComparing(Comparator.reverseOrder()))
                .map(sharing::get)
                .orElse(null);
    }

    private static List<String> rest(EnrichedArticle published, EnrichedArticle other) {
        List<String> rest = new ArrayList<>();
        String before = published.getLanguage().getCode();
        String after = other.getLanguage().getCode();
        if (!before.equals(after)) {
            rest.add("language %s -> %s".formatted(before, after));
        }
        if (published.getAnalysis().getStatus() != other.getAnalysis().getStatus()) {
            rest.add(
                    "analysis %s -> %s"
                            .formatted(
                                    lower(published.getAnalysis().getStatus()),
                                    lower(other.getAnalysis().getStatus())));
        }
        return List.copyOf(rest);
    }

    private static Map<String, Entity> byId(EnrichedArticle article) {
        Map<String, Entity> entities = new TreeMap<>();
        article.getEntities().forEach(e -> entities.putIfAbsent(e.getEntityId(), e));
        return entities;
    }

    private static Set<Place> places(EnrichedArticle article) {
        return article.getEntities().stream()
                .flatMap(entity -> entity.getMentions().stream())
                .map(Place::of)
                .collect(Collectors.toSet());
    }

    private static int missing(Set<Place> all, Set<Place> some) {
        Set<Place> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest.size();
    }

    /** Every change in a few words; empty where a reader of the article would see none. */
    List<String> inWords() {
        List<String> words = new ArrayList<>(rest);
        lost.forEach(entity -> words.add("-" + entity.getEntityId()));
        moved.forEach(pair -> words.add(pair.toString()));
        gained.forEach(entity -> words.add("+" + entity.getEntityId()));
        if (mentionsGained + mentionsLost > 0) {
            words.add("mentions +%d -%d".formatted(mentionsGained, mentionsLost));
        }
        feltOtherwise()
                .forEach(
                        pair ->
                                words.add(
                                        "toward %s %s -> %s"
                                                .formatted(
                                                        pair.before().getName(),
                                                        lower(label(pair.before().getSentiment())),
                                                        lower(
                                                                label(
                                                                        pair.after()
                                                                                .getSentiment())))));
        if (label(before) != label(after)) {
            words.add("sentiment %s -> %s".formatted(lower(label(before)), lower(label(after))));
        }
        return words;
    }

    /** Entities of both toward which the label differs. */
    List<Pair> feltOtherwise() {
        List<Pair> pairs = new ArrayList<>(kept);
        pairs.addAll(moved);
        pairs.removeIf(pair -> !pair.feltOtherwise());
        return pairs;
    }

    static @Nullable SentimentLabel label(@Nullable Sentiment sentiment) {
        return sentiment == null ? null : sentiment.getLabel();
    }

    static String lower(@Nullable Enum<?> value) {
        return value == null ? "none" : value.name().toLowerCase(Locale.ROOT);
    }
}
