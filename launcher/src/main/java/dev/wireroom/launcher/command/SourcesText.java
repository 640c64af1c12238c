package dev.wireroom.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.launcher.Style;
import dev.wireroom.launcher.TextTable;
import java.io.PrintWriter;

/** Ingest's answers about sources, for people to read; each returns the exit code. */
final class SourcesText {
    private static final int SHOWN_ITEMS = 5;

    private SourcesText() {}

    /** A definition, or whatever else has few members: a line each. */
    static int printMembers(JsonNode answer, PrintWriter out) {
        answer.properties()
                .forEach(
                        member ->
                                out.printf(
                                        "%-16s %s%n", member.getKey(), oneLine(member.getValue())));
        return ExitCode.DONE;
    }

    private static String oneLine(JsonNode value) {
        if (value.isArray()) {
            StringBuilder list = new StringBuilder();
            value.forEach(e -> list.append(list.isEmpty() ? "" : ", ").append(oneLine(e)));
            return list.toString();
        }
        if (value.isObject()) {
            StringBuilder list = new StringBuilder();
            value.properties()
                    .forEach(
                            e ->
                                    list.append(list.isEmpty() ? "" : ", ")
                                            .append(e.getKey())
                                            .append(' ')
                                            .append(oneLine(e.getValue())));
            return list.toString();
        }
        return value.asText();
    }

    /** What asking an address once came to; failed where it is no use as a source. */
    static int printTrial(JsonNode trial, PrintWriter out) {
        Style style = Style.ofOutput();
        boolean usable = trial.path("usable").asBoolean();
        String verdict = trial.path("verdict").asText();
        out.printf(
                "%s  %s%n",
                style.bold(trial.path("url").asText()),
                usable ? style.green(verdict) : style.red(verdict));
        out.println("  " + trial.path("explanation").asText());
        JsonNode response = find(trial, "status");
        if (response.has("status")) {
            out.printf(
                    "  answered %d from %s, %,d bytes in %d ms%n",
                    response.path("status").asInt(),
                    response.path("uri").asText(),
                    response.path("receivedBytes").asLong(),
                    response.path("tookMs").asLong());
        }
        line("format", trial.path("format"), out);
        line("title", trial.path("title"), out);
        line("usual gap", trial.path("typicalGap"), out);
        line("items told apart", trial.path("identity").path("evidence"), out);
        int shown = 0;
        for (JsonNode item : trial.path("items")) {
            if (shown++ < SHOWN_ITEMS) {
                out.printf(
                        "  * %s  %s%n    %s%n",
                        item.path("title").asText("(no title)"),
                        style.faint(item.path("published").asText()),
                        style.faint(item.path("link").asText(item.path("externalId").asText())));
            }
        }
        int all = trial.path("itemCount").asInt();
        if (all > SHOWN_ITEMS) {
            out.printf("  and %d more%n", all - SHOWN_ITEMS);
        }
        for (JsonNode symptom : trial.path("symptoms")) {
            out.printf(
                    "  - %s (%d): %s%n",
                    style.yellow(symptom.path("code").asText()),
                    symptom.path("count").asInt(),
                    symptom.path("message").asText());
        }
        for (JsonNode feed : trial.path("feeds")) {
            out.println("  feed: " + feed.asText());
        }
        return usable ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** The object that has a member: the trial itself, or the one in it. */
    private static JsonNode find(JsonNode trial, String member) {
        JsonNode parent = trial.findParent(member);
        return parent == null ? trial : parent;
    }

    static int printList(JsonNode answer, PrintWriter out) {
        if (answer.path("sources").isEmpty()) {
            out.println("There are no sources. Add one: wireroom sources add ADDRESS");
            return ExitCode.DONE;
        }
        TextTable table = TextTable.of("id", "health", "last article", "next poll", "tags");
        for (JsonNode source : answer.path("sources")) {
            JsonNode health = source.path("health");
            StringBuilder tags = new StringBuilder();
            source.path("tags").forEach(tag -> tags.append(' ').append(tag.asText()));
            table.row(
                    source.path("id").asText(),
                    health.path("kind").asText(source.path("kind").asText()),
                    health.path("lastArticleAt").asText("-"),
                    health.path("nextPollAt").asText("-"),
                    tags.toString().strip());
        }
        out.print(table);
        return ExitCode.DONE;
    }

    static int printDoctor(JsonNode answer, PrintWriter out) {
        if (!answer.has("reports")) {
            printReport(answer, out);
            return answer.path("broken").asBoolean() ? ExitCode.FAILED : ExitCode.DONE;
        }
        answer.path("reports").forEach(report -> printReport(report, out));
        out.printf(
                "%d sources are polled, %d of them broken, %d silent%n",
                answer.path("sources").asInt(),
                answer.path("broken").asInt(),
                answer.path("silent").asInt());
        return answer.path("broken").asInt() > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void printReport(JsonNode report, PrintWriter out) {
        Style style = Style.ofOutput();
        String health = report.path("health").asText();
        boolean broken = report.path("broken").asBoolean();
        out.printf(
                "%s  %s%n",
                style.bold(report.path("id").asText()),
                broken ? style.red(health) : style.green(health));
        out.println("  " + report.path("explanation").asText());
        line("can be done", report.path("advice"), out);
        line("rhythm", report.path("rhythm").path("text"), out);
        line("identity", report.path("identity").path("evidence"), out);
        line("next poll", report.path("polling").path("nextPollAt"), out);
        line("because", report.path("polling").path("because"), out);
        for (JsonNode finding : report.path("findings")) {
            out.printf(
                    "  - %s (%d polls since %s): %s%n",
                    style.yellow(finding.path("code").asText()),
                    finding.path("polls").asLong(),
                    finding.path("firstSeenAt").asText(),
                    finding.path("message").asText());
            line("we", finding.path("action"), out);
            line("you can", finding.path("operatorCan"), out);
            line("the publisher can", finding.path("publisherCan"), out);
        }
    }

    private static void line(String label, JsonNode text, PrintWriter out) {
        if (!text.asText().isEmpty()) {
            out.printf("    %s: %s%n", label, text.asText());
        }
    }

    static int printImport(JsonNode answer, PrintWriter out) {
        for (JsonNode line : answer.path("outlines")) {
            if (line.path("outcome").asText().equals("refused")) {
                out.printf(
                        "refused %s: %s %s%n",
                        line.path("url").asText(),
                        line.path("problem").path("detail").asText(),
                        line.path("problem").path("fix").asText());
            }
        }
        out.printf(
                "%d created, %d there already, %d refused%s%n",
                answer.path("created").asInt(),
                answer.path("exists").asInt(),
                answer.path("refused").asInt(),
                answer.path("dryRun").asBoolean() ? " (nothing was changed)" : "");
        return answer.path("refused").asInt() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
}
