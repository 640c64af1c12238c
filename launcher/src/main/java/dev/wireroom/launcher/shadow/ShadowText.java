package dev.wireroom.launcher.shadow;

import dev.wireroom.contract.EntityType;
import dev.wireroom.launcher.TextTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A shadow's report, for people. */
public final class ShadowText {

    private static final int TOP_NAMES = 8;

    private ShadowText() {}

    public static String of(ShadowReport report) {
        StringBuilder text = new StringBuilder();
        text.append("in service  ").append(versions(report.versions())).append('\n');
        text.append("shadow      ").append(report.shadowVersion()).append('\n');
        text.append(
                "%n%,d articles compared, %,d would change (%.1f %%); %.0f ms an article%n"
                        .formatted(
                                report.size(),
                                report.changed(),
                                100.0 * report.changed() / Math.max(1, report.size()),
                                report.millisPerArticle()));
        text.append(
                "mentions %,d -> %,d; entities kept %,d, sentiment toward %,d of them other%n"
                        .formatted(
                                report.mentionsBefore(),
                                report.mentionsAfter(),
                                report.kept(),
                                report.entitySentimentsChanged()));
        text.append('\n').append(entities(report));
        if (!report.retyped().isEmpty()) {
            text.append("%nof another type: %s%n".formatted(top(report.retyped())));
        }
        text.append('\n').append(sentiments(report));
        text.append("mean change of an article's score %.3f%n".formatted(report.meanScoreChange()));
        if (!report.examples().isEmpty()) {
            text.append("%nFor example%n".formatted());
            report.examples().forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String versions(Map<String, Integer> versions) {
        return versions.entrySet().stream()
                .map(entry -> "%s (%,d articles)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String entities(ShadowReport report) {
        TextTable table = TextTable.of("entities", ">gained", ">lost", "most often");
        for (EntityType type : EntityType.values()) {
            Map<String, Integer> gained = report.gained().getOrDefault(type, Map.of());
            Map<String, Integer> lost = report.lost().getOrDefault(type, Map.of());
            if (!gained.isEmpty() || !lost.isEmpty()) {
                table.row(
                        ShadowReport.lower(type),
                        "%,d".formatted(sum(gained)),
                        "%,d".formatted(sum(lost)),
                        signed("+", gained) + (lost.isEmpty() ? "" : "  " + signed("-", lost)));
            }
        }
        return table.toString();
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String signed(String sign, Map<String, Integer> counts) {
        return counts.isEmpty() ? "" : sign + " " + top(counts);
    }

    private static String top(Map<String, Integer> counts) {
        List<Map.Entry<String, Integer>> sorted =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Integer>comparingByValue(
                                                Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .toList();
        return sorted.stream()
                        .limit(TOP_NAMES)
                        .map(
                                entry ->
                                        entry.getValue() == 1
                                                ? entry.getKey()
                                                : entry.getKey() + " ×" + entry.getValue())
                        .collect(Collectors.joining(", "))
                + (sorted.size() > TOP_NAMES ? ", …" : "");
    }

    private static String sentiments(ShadowReport report) {
        Set<String> labels = new TreeSet<>(report.sentiments().keySet());
        report.sentiments().values().forEach(row -> labels.addAll(row.keySet()));
        String[] heads = new String[labels.size() + 1];
        heads[0] = "sentiment, in service \\ shadow";
        int column = 1;
        for (String label : labels) {
            heads[column++] = ">" + label;
        }
        TextTable table = TextTable.of(heads);
        for (String before : labels) {
            String[] cells = new String[heads.length];
            cells[0] = before;
            column = 1;
            for (String after : labels) {
                cells[column++] =
                        "%,d"
                                .formatted(
                                        report.sentiments()
                                                .getOrDefault(before, Map.of())
                                                .getOrDefault(after, 0));
            }
            table.row(cells);
        }
        return table.toString();
    }
}
