package dev.wireroom.launcher.shadow;

import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how articles differ between two models: what is in service, and the shadow. See {@link
 * Difference} for what counts as which. Not thread-safe.
 */
public final class ShadowReport {

    private final int maxExamples;
    private final Map<String, Integer> versions = new TreeMap<>();
    private final Map<String, Integer> skipped = new TreeMap<>();
    private @Nullable String shadowVersion;
    private long compared;
    private long changed;
    private long kept;
    private long nanos;
    private final Map<EntityType, Map<String, Integer>> gained = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Map<String, Integer>> lost = new EnumMap<>(EntityType.class);
    private final Map<String, Integer> retyped = new HashMap<>();
    private final Map<String, Integer> renamed = new HashMap<>();
    private long mentionsGained;
    private long mentionsLost;
    private long entitySentimentsChanged;
    private final Map<String, Map<String, Integer>> sentiments = new TreeMap<>();
    private double scoreChange;
    private long scored;
    private final List<Example> examples = new ArrayList<>();

    /**
     * An article that would change.
     *
     * @param title empty where it has none
     * @param changes in words, at least one
     */
    record Example(String articleId, String title, List<String> changes) {}

    /**
     * @param maxExamples articles whose changes are told one by one
     */
    public ShadowReport(int maxExamples) {
        this.maxExamples = maxExamples;
    }

    /** Counts an article that was not compared. */
    public void skip(String reason) {
        skipped.merge(reason, 1, Integer::sum);
    }

    /**
     * Adds one article; one that neither model analyses is skipped.
     *
     * @param published as it stands on wireroom.enriched
     * @param shadow the same with the other model's values
     * @param tookNanos what the other model took
     */
    public void add(EnrichedArticle published, EnrichedArticle shadow, long tookNanos) {
        Difference difference = Difference.between(published, shadow);
        List<String> changes = difference.inWords();
        if (changes.isEmpty() && shadow.getAnalysis().getStatus() == AnalysisStatus.NOT_ANALYSED) {
            skip("not analysed: " + shadow.getAnalysis().getReason());
            return;
        }
        versions.merge(published.getEnrichmentVersion(), 1, Integer::sum);
        shadowVersion = shadow.getEnrichmentVersion();
        compared++;
        nanos += tookNanos;
        count(difference);
        if (changes.isEmpty()) {
            return;
        }
        changed++;
        if (examples.size() < maxExamples) {
            String title = published.getArticle().getTitle();
            examples.add(
                    new Example(published.getArticleId(), title == null ? "" : title, changes));
        }
    }

    private void count(Difference difference) {
        kept += difference.kept().size();
        difference.gained().forEach(entity -> count(gained, entity));
        difference.lost().forEach(entity -> count(lost, entity));
        difference
                .moved()
                .forEach(
                        pair ->
                                (pair.retyped() ? retyped : renamed)
                                        .merge(pair.toString(), 1, Integer::sum));
        mentionsGained += difference.mentionsGained();
        mentionsLost += difference.mentionsLost();
        entitySentimentsChanged += difference.feltOtherwise().size();
        sentiments
                .computeIfAbsent(
                        Difference.lower(Difference.label(difference.before())),
                        label -> new TreeMap<>())
                .merge(Difference.lower(Difference.label(difference.after())), 1, Integer::sum);
        if (difference.before() != null && difference.after() != null) {
            scored++;
            scoreChange +=
                    Math.abs(
                            (double) difference.after().getScore()
                                    - difference.before().getScore());
        }
    }

    private static void count(Map<EntityType, Map<String, Integer>> counts, Entity entity) {
        counts.computeIfAbsent(entity.getType(), type -> new HashMap<>())
                .merge(entity.getName(), 1, Integer::sum);
    }

    /** What the report says, for a script: the numbers, and names with how often, in order. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("inService", new TreeMap<>(versions));
        values.put("shadow", shadowVersion());
        values.put("compared", compared);
        values.put("skipped", new TreeMap<>(skipped));
        values.put("changed", changed);
        values.put("entitiesKept", kept);
        values.put("entitiesGained", byType(gained));
        values.put("entitiesLost", byType(lost));
        values.put("entitiesRetyped", new TreeMap<>(retyped));
        values.put("entitiesRenamed", new TreeMap<>(renamed));
        values.put("mentionsGained", mentionsGained);
        values.put("mentionsLost", mentionsLost);
        values.put("entitySentimentsChanged", entitySentimentsChanged);
        values.put("sentiments", Collections.unmodifiableMap(sentiments));
        values.put("meanScoreChange", meanScoreChange());
        values.put("millisPerArticle", millisPerArticle());
        values.put("examples", List.copyOf(examples));
        return values;
    }

    private static Map<String, Map<String, Integer>> byType(
            Map<EntityType, Map<String, Integer>> counts) {
        Map<String, Map<String, Integer>> named = new TreeMap<>();
        counts.forEach((type, names) -> named.put(Difference.lower(type), new TreeMap<>(names)));
        return named;
    }

    /** How many articles were compared. */
    public long size() {
        return compared;
    }

    /** How many were not, by why. */
    public Map<String, Integer> skipped() {
        return Collections.unmodifiableMap(skipped);
    }

    long changed() {
        return changed;
    }

    long kept() {
        return kept;
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

    Map<String, Integer> renamed() {
        return renamed;
    }

    long mentionsGained() {
        return mentionsGained;
    }

    long mentionsLost() {
        return mentionsLost;
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

    List<Example> examples() {
        return examples;
    }

    Map<String, Integer> versions() {
        return versions;
    }

    String shadowVersion() {
        return Objects.requireNonNullElse(shadowVersion, "");
    }
}
