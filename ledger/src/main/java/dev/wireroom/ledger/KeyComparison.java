package dev.wireroom.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows articles by their keys from the log of record to the store, and says which did not
 * arrive. It is told of every record of a window, topic by topic in the order of the flow, and
 * keeps one small trail for each id: about 230 MB of heap for a million ids. Not thread-safe.
 *
 * <p>An arrival counts as found where its key is on {@code enriched} at all, or in a dead letter:
 * an unchanged or late one leaves no other trace. Counts, not keys, tell that an update was lost on
 * the way whose article is there.
 */
final class KeyComparison {

    private static final Comparator<Missing> ORDER =
            Comparator.comparing(Missing::source).thenComparing(Missing::id);

    private final Map<String, Trail> trails = new HashMap<>();

    /** One object for each source: there are few. */
    private final Map<String, String> sources = new HashMap<>();

    /** What is known of one article. */
    private static final class Trail {
        private final String source;
        private @Nullable Place arrived;
        private boolean found;
        private @Nullable Place enriched;
        private int revision;

        Trail(String source) {
            this.source = source;
        }
    }

    /** A revision that the store should have. */
    record Expected(String id, String source, int revision, Place at) {}

    /**
     * A record in the log of record.
     *
     * @param held whether an embargo holds it now
     */
    void arrived(String id, String source, Place at, boolean held) {
        if (held && !trails.containsKey(id)) {
            return;
        }
        Trail trail = trail(id, source);
        if (!held) {
            trail.arrived = at;
        }
    }

    /** A record on enriched of any time: its key went through enrich. */
    void passedEnrich(String id) {
        Trail trail = trails.get(id);
        if (trail != null) {
            trail.found = true;
        }
    }

    /** A record on enriched that arrived in the window; a later one of the same key replaces it. */
    void enriched(String id, String source, int revision, Place at) {
        Trail trail = trail(id, source);
        trail.found = true;
        trail.enriched = at;
        trail.revision = revision;
    }

    /** A dead letter of enrich with this original key. */
    void deadLettered(String id) {
        passedEnrich(id);
    }

    List<Missing> notEnriched() {
        List<Missing> missing = new ArrayList<>();
        trails.forEach(
                (id, trail) -> {
                    if (!trail.found && trail.arrived != null) {
                        missing.add(
                                new Missing(
                                        id, trail.source, Missing.From.ENRICHED, trail.arrived));
                    }
                });
        missing.sort(ORDER);
        return missing;
    }

    /**
     * What the store lacks.
     *
     * @param absent of a batch of revisions, those that the store neither has nor refused
     */
    List<Missing> notStored(int batchSize, StoreLookup absent) throws SQLException {
        List<Missing> missing = new ArrayList<>();
        List<Expected> batch = new ArrayList<>(batchSize);
        for (Map.Entry<String, Trail> entry : trails.entrySet()) {
            Trail trail = entry.getValue();
            if (trail.enriched != null) {
                batch.add(
                        new Expected(entry.getKey(), trail.source, trail.revision, trail.enriched));
            }
            if (batch.size() == batchSize) {
                add(absent.absent(batch), missing);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            add(absent.absent(batch), missing);
        }
        missing.sort(ORDER);
        return missing;
    }

    private static void add(List<Expected> absent, List<Missing> missing) {
        absent.forEach(
                of ->
                        missing.add(
                                new Missing(of.id(), of.source(), Missing.From.STORAGE, of.at())));
    }

    private Trail trail(String id, String source) {
        return trails.computeIfAbsent(
                id, key -> new Trail(sources.computeIfAbsent(source, same -> same)));
    }

    int ids() {
        return trails.size();
    }

    /** Asks the store. */
    @FunctionalInterface
    interface StoreLookup {
        List<Expected> absent(List<Expected> batch) throws SQLException;
    }
}
