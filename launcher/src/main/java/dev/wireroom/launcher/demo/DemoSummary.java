package dev.wireroom.launcher.demo;

import dev.wireroom.launcher.Style;
import dev.wireroom.launcher.TextTable;
import dev.wireroom.launcher.allinone.AllInOne;
import dev.wireroom.launcher.allinone.StartedPart;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The figures at the end: where the start's time went, how long the hops took, how much memory it
 * all holds.
 */
record DemoSummary(AllInOne wire, List<Journey> journeys, Style style) {
    private static final int BAR_WIDTH = 40;
    private static final double MIB = 1024.0 * 1024;

    String text() {
        return startUp() + "\n" + hops() + "\n" + memory();
    }

    /** A line for each part on a common axis of time. */
    private String startUp() {
        StringBuilder text = new StringBuilder();
        text.append(style.bold("Start-up"))
                .append(String.format(Locale.ROOT, ": %.1f s", seconds(wire.startTook())))
                .append('\n');
        double scale = BAR_WIDTH / Math.max(0.001, seconds(wire.startTook()));
        List<StartedPart> parts =
                wire.started().stream()
                        .sorted(
                                Comparator.comparing(StartedPart::began)
                                        .thenComparing(StartedPart::took))
                        .toList();
        for (StartedPart part : parts) {
            int before = (int) Math.round(seconds(part.began()) * scale);
            int length = Math.max(1, (int) Math.round(seconds(part.took()) * scale));
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-18s%5.1f s  %s%s%n",
                            part.name(),
                            seconds(part.took()),
                            " ".repeat(before),
                            style.cyan("━".repeat(length))));
        }
        return text.toString();
    }

    private String hops() {
        TextTable table =
                TextTable.of(
                        "", ">first article", ">median of the others", ">slowest of the others");
        hop(table, "  accepted → enriched", Journey::untilEnriched);
        hop(table, "  enriched → stored", Journey::untilStored);
        hop(table, "  in all", Journey::inAll);
        return style.bold("Hops") + "\n" + table;
    }

    private void hop(TextTable table, String name, Function<Journey, Duration> measure) {
        List<Duration> others = journeys.stream().skip(1).map(measure).sorted().toList();
        table.row(
                name,
                JourneyText.millis(measure.apply(journeys.get(0))),
                JourneyText.millis(others.get(others.size() / 2)),
                JourneyText.millis(others.get(others.size() - 1)));
    }

    private String memory() {
        Map<String, Long> memory = wire.memoryBytes();
        if (memory.isEmpty()) {
            return "";
        }
        long total = memory.values().stream().mapToLong(Long::longValue).sum();
        String parts =
                memory.entrySet().stream()
                        .map(part -> part.getKey() + " " + mebibytes(part.getValue()))
                        .collect(Collectors.joining(", "));
        return style.bold("Memory") + ": " + mebibytes(total) + " resident (" + parts + ")\n";
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / MIB);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
