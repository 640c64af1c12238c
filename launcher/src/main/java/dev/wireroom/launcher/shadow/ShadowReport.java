package dev.wireroom.launcher.shadow;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.contract.SentimentLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how articles differ between two models: what is in service, and the shadow. Entities are
 * told apart by id, which is type and normalised name; one whose name stays and whose type changes
 * is retyped, not lost and gained. Not thread-safe.
 */
public final class ShadowReport {

    private final int maxExamples;
    private final Map<String, Integer> versions = new TreeMap<>();
    private @Nullable String shadowVersion;
    private long compared;
    private long changed;
    private long same;
    private long nanos;
    private final Map<EntityType, Map<String, Integer>> gained = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Map<String, Integer>> lost = new EnumMap<>(EntityType.class);
    private final Map<String, Integer> retyped = new HashMap<>();
    private long mentionsBefore;
    private long mentionsAfter;
    private long entitySentimentsChanged;
    private final Map<String, Map<String, Integer>> sentiments = new TreeMap<>();
    private double scoreChange;
    private long scored;
    private final List<String> examples = new ArrayList<>();

    /**
     * @param maxExamples articles whose changes are told one by one
     */
    public ShadowReport(int maxExamples) {
        this.maxExamples = maxExamples;
    }

    /**
     * Adds one article.
     *
     * @param published as it stands on wireroom.enriched
     * @param shadow the same with the other model's values
     * @param tookNanos what the other model took
     */
    public void add(EnrichedArticle published, EnrichedArticle shadow, long tookNanos) {
        versions.merge(published.getEnrichmentVersion(), 1, Integer::sum);
        shadowVersion = shadow.getEnrichmentVersion();
        compared++;
        nanos += tookNanos;
        mentionsBefore += mentions(published);
        mentionsAfter += mentions(shadow);
        List<String> changes = new ArrayList<>();
        compareEntities(published, shadow, changes);
        compareSentiment(published.getSentiment(), shadow.getSentiment(), changes);
        if (changes.isEmpty()) {
            return;
        }
        changed++;
        if (examples.size() < maxExamples) {
            String title = published.getArticle().getTitle();
            examples.add(
                    "%s %s: %s"
                            .formatted(
                                    published.getArticleId(),
                                    title == null ? "" : "\"" + title + "\"",
                                    String.join(", ", changes)));
        }
    }

    private void compareEntities(
            EnrichedArticle published, EnrichedArticle shadow, List<String> changes) {
        Map<String, Entity> before = byId(published);
        Map<String, Entity> after = byId(shadow);
        Map<String, Entity> gone = without(before, after);
        Map<String, Entity> come = without(after, before);
        Map<String, Entity> comeByName =
                come.values().stream()
                        .collect(
                                Collectors.toMap(
                                        ShadowReport::name, Function.identity(), (a, b) -> a));
        for (Entity entity : gone.values()) {
            Entity other = comeByName.remove(name(entity));
            if (other == null) {
                count(lost, entity);
                changes.add("-" + entity.getEntityId());
            } else {
                come.remove(other.getEntityId());
                String change =
                        "%s: %s -> %s"
                                .formatted(
                                        entity.getName(),
                                        lower(entity.getType()),
                                        lower(other.getType()));
                retyped.merge(change, 1, Integer::sum);
                changes.add(change);
            }
        }
        for (Entity entity : come.values()) {
            count(gained, entity);
            changes.add("+" + entity.getEntityId());
        }
        for (Entity entity : before.values()) {
            Entity other = after.get(entity.getEntityId());
            if (other != null) {
                same++;
                if (label(entity.getSentiment()) != label(other.getSentiment())) {
                    entitySentimentsChanged++;
                    changes.add(
                            "toward %s %s -> %s"
                                    .formatted(
                                            entity.getName(),
                                            lower(label(entity.getSentiment())),
                                            lower(label(other.getSentiment()))));
                }
            }
        }
    }

    private void compareSentiment(
            @Nullable Sentiment before, @Nullable Sentiment after, List<String> changes) {
        sentiments
                .computeIfAbsent(lower(label(before)), label -> new TreeMap<>())
                .merge(lower(label(after)), 1, Integer::sum);
        if (before != null && after != null) {
            scored++;
            scoreChange += Math.abs((double) after.getScore() - before.getScore());
        }
        if (label(before) != label(after)) {
            changes.add("sentiment %s -> %s".formatted(lower(label(before)), lower(label(after))));
        }
    }

    private static Map<String, Entity> byId(EnrichedArticle article) {
        return article.getEntities().stream()
                .collect(
                        Collectors.toMap(
                                Entity::getEntityId,
                                Function.identity(),
                                (a, b) -> a,
                                TreeMap::new));
    }

    private static Map<String, Entity> without(Map<String, Entity> all, Map<String, Entity> some) {
        Map<String, Entity> rest = new TreeMap<>(all);
        rest.keySet().removeAll(some.keySet());
        return rest;
    }

    private static void count(Map<EntityType, Map<String, Integer>> counts, Entity entity) {
        counts.computeIfAbsent(entity.getType(), type -> new HashMap<>())
                .merge(entity.getName(), 1, Integer::sum);
    }

    /** The id without its type. */
    private static String name(Entity entity) {
        String id = entity.getEntityId();
        return id.substring(id.indexOf(':') + 1);
    }

    private static long mentions(EnrichedArticle article) {
        return article.getEntities().stream().mapToLong(e -> e.getMentions().size()).sum();
    }

    private static @Nullable SentimentLabel label(@Nullable Sentiment sentiment) {
        return sentiment == null ? null : sentiment.getLabel();
    }

    static String lower(@Nullable Enum<?> value) {
        return value == null ? "none" : value.name().toLowerCase(Locale.ROOT);
    }

    /** What the report says, for a script: the numbers, and names with how often. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("inService", Collections.unmodifiableMap(versions));
        values.put("shadow", Objects.requireNonNullElse(shadowVersion, ""));
        values.put("compared", compared);
        values.put("changed", changed);
        values.put("entitiesKept", same);
        values.put("entitiesGained", byType(gained));
        values.put("entitiesLost", byType(lost));
        values.put("entitiesRetyped", Map.copyOf(retyped));
        values.put("mentionsInService", mentionsBefore);
        values.put("mentionsShadow", mentionsAfter);
        values.put("entitySentimentsChanged", entitySentimentsChanged);
        values.put("sentiments", Collections.unmodifiableMap(sentiments));
        values.put("meanScoreChange", scored == 0 ? 0 : scoreChange / scored);
        values.put("millisPerArticle", millisPerArticle());
        values.put("examples", List.copyOf(examples));
        return values;
    }

    private static Map<String, Map<String, Integer>> byType(
            Map<EntityType, Map<String, Integer>> counts) {
        Map<String, Map<String, Integer>> named = new TreeMap<>();
        counts.forEach((type, names) -> named.put(lower(type), Map.copyOf(names)));
        return named;
    }

    /** How many articles were compared. */
    public long size() {
        return compared;
    }

    long changed() {
        return changed;
    }

    long kept() {
        return same;
    }

    Map<EntityType, Map<String, Integer>> gained() {
        return gained;
    }

    Map<EntityType, Map<String, Integer>> lost() {
        return lost;
    }

    Map<String, Integer> retyped() {
        return retyped;
    }

    long mentionsBefore() {
        return mentionsBefore;
    }

    long mentionsAfter() {
        return mentionsAfter;
    }

    long entitySentimentsChanged() {
        return entitySentimentsChanged;
    }

    /** How many articles went from which label to which. */
    Map<String, Map<String, Integer>> sentiments() {
        return sentiments;
    }

    double meanScoreChange() {
        return scored == 0 ? 0 : scoreChange / scored;
    }

    double millisPerArticle() {
        return compared == 0 ? 0 : nanos / 1e6 / compared;
    }

    List<String> examples() {
        return examples;
    }

    Map<String, Integer> versions() {
        return versions;
    }

    @Nullable String shadowVersion() {
        return shadowVersion;
    }
}
