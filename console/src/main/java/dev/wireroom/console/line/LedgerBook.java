package dev.wireroom.console.line;

import dev.wireroom.console.line.SourceBalance.StoredCounts;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up ledger entries by source and outcome. Sink entries are left out: the sink counts in its
 * store. Thread-safe.
 */
public final class LedgerBook {

    private final Map<String, Map<LedgerOutcome, Long>> counts = new TreeMap<>();

    public synchronized void add(LedgerEntry entry) {
        if (entry.getStage() == Stage.INGEST || entry.getStage() == Stage.ENRICH) {
            counts.computeIfAbsent(
                            entry.getSourceId(), source -> new EnumMap<>(LedgerOutcome.class))
                    .merge(entry.getOutcome(), entry.getCount(), Long::sum);
        }
    }

    /**
     * The balance of every source, by source; {@code stored} is null where the store can't be read.
     */
    public synchronized List<SourceBalance> balances(@Nullable Map<String, StoredCounts> stored) {
        List<SourceBalance> balances = new ArrayList<>();
        counts.forEach(
                (source, counted) ->
                        balances.add(
                                SourceBalance.of(
                                        source,
                                        counted,
                                        stored == null
                                                ? null
                                                : stored.getOrDefault(source, StoredCounts.NONE))));
        return balances;
    }

    /** How many records had an outcome, over all sources. */
    public synchronized long total(LedgerOutcome outcome) {
        return counts.values().stream()
                .mapToLong(counted -> counted.getOrDefault(outcome, 0L))
                .sum();
    }

    public synchronized boolean isEmpty() {
        return counts.isEmpty();
    }
}
