package dev.wireroom.launcher.shadow;

import dev.wireroom.contract.EntityType;
import dev.wireroom.launcher.TextTable;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A shadow's report, for people. */
public final class ShadowText {

    private static final int TOP_NAMES = 8;

    private ShadowText() {}

    public static String of(ShadowReport report) {
        if (report.size() == 0) {
            return report.skipped().isEmpty()
                    ? "No published article answers to that: nothing was compared.\n"
                    : "Nothing could be compared.\n" + skipped(report);
        }
        StringBuilder text = new StringBuilder();
        text.append("in service  ").append(versions(report.versions())).append('\n');
        text.append("shadow      ").append(report.shadowVersion()).append('\n');
        text.append(
                "%n%,d articles compared, %,d would change (%.1f %%); %.0f ms an article%n"
                        .formatted(
                                report.size(),
                                report.changed(),
                                100.0 * report.changed() / report.size(),
                                report.millisPerArticle()));
        text.append(skipped(report));
        text.append(
                "mentions gained %,d, lost %,d; entities kept %,d; sentiment toward %,d other%n"
                        .formatted(
                                report.mentionsGained(),
                                report.mentionsLost(),
                                report.kept(),
                                report.entitySentimentsChanged()));
        text.append(entities(report));
        text.append(moved("retyped", report.retyped())).append(moved("renamed", report.renamed()));
        text.append('\n').append(sentiments(report));
        text.append("mean change of an article's score %.3f%n".formatted(report.meanScoreChange()));
        if (!report.examples().isEmpty()) {
            text.append("%nFor example%n".formatted());
            report.examples().forEach(example -> text.append(line(example)));
        }
        return text.toString();
    }

    private static String skipped(ShadowReport report) {
        return report.skipped().isEmpty()
                ? ""
                : report.skipped().entrySet().stream()
                        .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", ", "skipped: ", "\n"));
    }

    private static String moved(String word, Map<String, Integer> changes) {
        return changes.isEmpty()
                ? ""
                : "%n%s %,d: %s%n".formatted(word, sum(changes), top(changes));
    }

    private static String line(ShadowReport.Example example) {
        return "  %s \"%s\": %s%n"
                .formatted(
                        example.articleId(),
                        example.title().replaceAll("\\p{Cntrl}+", " "),
                        String.join(", ", example.changes()));
    }

    private static String versions(Map<String, Integer> versions) {
        return versions.entrySet().stream()
                .map(entry -> "%s (%,d articles)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String entities(ShadowReport report) {
        if (report.gained().isEmpty() && report.lost().isEmpty()) {
            return "";
        }
        TextTable table = TextTable.of("entities", ">gained", ">lost", "most often");
        for (EntityType type : EntityType.values()) {
            Map<String, Integer> gained = report.gained().getOrDefault(type, Map.of());
            Map<String, Integer> lost = report.lost().getOrDefault(type, Map.of());
            if (!gained.isEmpty() || !lost.isEmpty()) {
                table.row(
                        Difference.lower(type),
                        "%,d".formatted(sum(gained)),
                        "%,d".formatted(sum(lost)),
                        signed("+", gained) + (lost.isEmpty() ? "" : "  " + signed("-", lost)));
            }
        }
        return "\n" + table;
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
        Set<String> labels = new LinkedHashSet<>(List.of("negative", "neutral", "positive"));
        labels.addAll(report.sentiments().keySet());
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
