package dev.wireroom.benchmarks.storage;

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
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private final Map<String, Contents> expected = new TreeMap<>();

    Turns(Tables tables, PrintWriter out) {
        this.tables = tables;
        this.out = out;
    }

    /** A turn that does not count; what it stores stays. */
    void warmUp(Contender contender) throws IOException, SQLException, InterruptedException {
        tables.drop();
        out.printf("  warm-up %,8.0f articles/s  %s%n", contender.load(), contender.name());
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
                double rate = contender.load();
                rates.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(rate);
                out.printf("  round %d %,8.0f articles/s  %s%n", round, rate, contender.name());
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

    void print(Contender ours, List<Contender> others) {
        List<Double> our = rates.getOrDefault(ours.name(), List.of());
        out.printf("%narticles/s of %d rounds, median (least to most)%n", our.size());
        out.printf("  %-22s %s%n", Spread.of(our).with("%,.0f"), ours.name());
        for (Contender other : others) {
            List<Double> their = rates.getOrDefault(other.name(), List.of());
            out.printf("  %-22s %s%n", Spread.of(their).with("%,.0f"), other.name());
            out.printf(
                    "    ours / this: %s%n", Spread.ofRatios(our, their).with("%.2f"));
        }
        expected.forEach(
                (table, contents) ->
                        out.printf("  same on all sides: %,d rows of %s%n", contents.rows(), table));
    }
}
