package dev.wireroom.benchmarks.storage;

import dev.wireroom.benchmarks.storage.Contender.Load;
import dev.wireroom.benchmarks.storage.Tables.Contents;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets contenders load by turns into fresh tables, and holds what each stored against what the
 * first one did. Not thread-safe.
 */
final class Turns {

    private final Tables tables;
    private final PrintWriter out;
    private final Map<String, List<Load>> loads = new LinkedHashMap<>();
    private final Map<String, Contents> expected = new TreeMap<>();

    Turns(Tables tables, PrintWriter out) {
        this.tables = tables;
        this.out = out;
    }

    /** A turn that does not count; what it stores stays. */
    void warmUp(Contender contender) throws IOException, SQLException, InterruptedException {
        tables.drop();
        Load load = contender.load();
        out.printf("  warm-up %,8.0f articles/s  %s%n", load.perSecond(), contender.name());
        out.flush();
    }

    /**
     * Rounds in which each has its turn.
     *
     * @return whether all stored the same
     */
    boolean play(List<Contender> contenders, int rounds)
            throws IOException, SQLException, InterruptedException {
        boolean same = true;
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : contenders) {
                tables.drop();
                Load load = contender.load();
                loads.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(load);
                out.printf(
                        "  round %d %,8.0f articles/s  %6.3f ms of processor  %s%n",
                        round, load.perSecond(), load.cpuMillis(), contender.name());
                for (String difference : differences(tables.contents(contender.fills()))) {
                    same = false;
                    out.printf("    DIFFERS: %s%n", difference);
                }
                out.flush();
            }
        }
        return same;
    }

    /** What is not as with the first one that filled a table. */
    List<String> differences(Map<String, Contents> found) {
        List<String> differences = new ArrayList<>();
        found.forEach(
                (table, contents) -> {
                    Contents first = expected.putIfAbsent(table, contents);
                    if (first != null && !first.equals(contents)) {
                        differences.add("%s: %s instead of %s".formatted(table, contents, first));
                    }
                });
        return differences;
    }

    /** Prints everybody's figures, and ours by theirs. */
    void print(Contender ours, List<Contender> others) {
        out.printf("%nmedian of the rounds (least to most)%n");
        print(ours);
        for (Contender other : others) {
            print(other);
            out.printf(
                    "    ours / this: %s articles/s, %s processor time%n",
                    Spread.ofRatios(perSecond(ours), perSecond(other)).with("%.2f"),
                    Spread.ofRatios(cpuMillis(ours), cpuMillis(other)).with("%.2f"));
        }
        expected.forEach(
                (table, contents) ->
                        out.printf(
                                "  same on all sides: %,d rows of %s%n", contents.rows(), table));
    }

    private void print(Contender contender) {
        out.printf(
                "  %s%n    %s articles/s, %s ms of processor time an article%n",
                contender.name(),
                Spread.of(perSecond(contender)).with("%,.0f"),
                Spread.of(cpuMillis(contender)).with("%.3f"));
    }

    private List<Double> perSecond(Contender contender) {
        return loads(contender).stream().map(Load::perSecond).toList();
    }

    private List<Double> cpuMillis(Contender contender) {
        return loads(contender).stream().map(Load::cpuMillis).toList();
    }

    private List<Load> loads(Contender contender) {
        return loads.getOrDefault(contender.name(), List.of());
    }
}
