package dev.wireroom.ledger;

import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the ledger entries of a window by source, stage and outcome. The sink's entries are left
 * out: it counts in its store. Memory grows with the number of sources only. Thread-safe.
 */
public final class LedgerBook {

    private final Window window;
    private final Map<String, Map<Stage, Map<LedgerOutcome, Long>>> counts = new TreeMap<>();

    public LedgerBook(Window window) {
        this.window = window;
    }

    public Window window() {
        return window;
    }

    /** Counts an entry whose minute is in the window; passes over any other. */
    public synchronized void add(LedgerEntry entry) {
        if (!window.contains(entry.getMinute())) {
            return;
        }
        if (entry.getStage() == Stage.INGEST || entry.getStage() == Stage.ENRICH) {
            counts.computeIfAbsent(entry.getSourceId(), source -> new EnumMap<>(Stage.class))
                    .computeIfAbsent(entry.getStage(), stage -> new EnumMap<>(LedgerOutcome.class))
                    .merge(entry.getOutcome(), entry.getCount(), Long::sum);
        }
    }

    /**
     * The balance of every source that either side knows, in the order of their ids.
     *
     * @param stored the sink's counts of the same window; null where the store can't be read
     */
    public synchronized List<Balance> balances(@Nullable Map<String, StoredCounts> stored) {
        TreeSet<String> sources = new TreeSet<>(counts.keySet());
        if (stored != null) {
            sources.addAll(stored.keySet());
        }
        List<Balance> balances = new ArrayList<>();
        for (String source : sources) {
            Map<Stage, Map<LedgerOutcome, Long>> counted = counts.getOrDefault(source, Map.of());
            balances.add(
                    Balance.of(
                            source,
                            counted.getOrDefault(Stage.INGEST, Map.of()),
                            counted.getOrDefault(Stage.ENRICH, Map.of()),
                            stored == null
                                    ? null
                                    : stored.getOrDefault(source, StoredCounts.NONE)));
        }
        return balances;
    }

    /** How many records had an outcome at a stage, over all sources. */
    public synchronized long total(Stage stage, LedgerOutcome outcome) {
        return counts.values().stream()
                .mapToLong(of -> of.getOrDefault(stage, Map.of()).getOrDefault(outcome, 0L))
                .sum();
    }
}
