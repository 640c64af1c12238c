package dev.wireroom.benchmarks.faults;

import dev.wireroom.benchmarks.faults.Comparison.Difference;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What happened in a run, and what differs after it.
 *
 * @param behindAtEnd records that the sinks had not taken when patience ended
 * @param refused records that the sinks reported as errant
 */
record FaultReport(
        int kills,
        int outages,
        int rebalances,
        int articles,
        long revisions,
        long records,
        long behindAtEnd,
        long refused,
        List<Difference> differences,
        Duration took) {

    private static final int SHOWN_PER_KIND = 3;

    boolean clean() {
        return differences.isEmpty() && behindAtEnd == 0 && refused == 0;
    }

    void print(PrintWriter out) {
        out.printf(
                "%,d records sent: %,d revisions of %,d articles, and repeats; %d s%n",
                records, revisions, articles, took.toSeconds());
        out.printf(
                "%d kills by SIGKILL, %d times PostgreSQL stopped and started, %d visitors that"
                        + " forced rebalances%n",
                kills, outages, rebalances);
        out.printf("behind at the end   %,d records%n", behindAtEnd);
        out.printf("refused             %,d records%n", refused);
        out.printf("differences         %,d%n", differences.size());
        Map<String, List<Difference>> byKind =
                differences.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Difference::what, TreeMap::new, Collectors.toList()));
        byKind.forEach(
                (kind, found) -> {
                    out.printf("  %,6d  %s%n", found.size(), kind);
                    found.stream()
                            .limit(SHOWN_PER_KIND)
                            .forEach(d -> out.printf("          %s: %s%n", d.where(), d.detail()));
                });
        out.println(
                clean()
                        ? "PASSED: everything sent is stored, once, as it was sent last"
                        : "FAILED: the store is not what was sent");
        out.flush();
    }
}
