package dev.wireroom.launcher.replay;

import dev.wireroom.contract.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has become of the articles of a replay so far. Not thread-safe. */
public final class ReplayReport {

    /** Beyond this many, ids are only counted. */
    private static final int MAX_NAMED = 20;

    private final Map<String, Integer> versions = new TreeMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final List<String> failed = new ArrayList<>();
    private int sent;
    private int returned;
    private int superseded;
    private int unanswered;
    private int entitiesAdded;
    private int entitiesRemoved;
    private int entityArticles;
    private int languageArticles;
    private int sentimentArticles;

    void sent() {
        sent++;
    }

    void returned(Change change) {
        returned++;
        versions.merge(
                change.versionBefore().equals(change.versionAfter())
                        ? change.versionAfter()
                        : change.versionBefore() + " -> " + change.versionAfter(),
                1,
                Integer::sum);
        entitiesAdded += change.entitiesAdded().size();
        entitiesRemoved += change.entitiesRemoved().size();
        entityArticles += change.ofEntities() ? 1 : 0;
        languageArticles += change.ofLanguage() ? 1 : 0;
        sentimentArticles += change.ofSentiment() ? 1 : 0;
    }

    void superseded() {
        superseded++;
    }

    void failed(String articleId, DeadLetter letter) {
        failures.merge(letter.getReasonCode(), 1, Integer::sum);
        name(articleId + ": " + letter.getReasonCode() + ", " + letter.getMessage());
    }

    void unanswered(String articleId) {
        unanswered++;
        name(articleId + ": no answer");
    }

    private void name(String problem) {
        if (failed.size() < MAX_NAMED) {
            failed.add(problem);
        }
    }

    /** How many went in. */
    public int sentSoFar() {
        return sent;
    }

    /** How many came out again. */
    public int returnedSoFar() {
        return returned;
    }

    /** Whether every article came back or had been overtaken by a newer revision. */
    public boolean complete() {
        return returned + superseded == sent;
    }

    /** For people; each line ends with a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "replayed %,d of %,d articles; %,d superseded by newer revisions, %,d failed"
                        .formatted(returned, sent, superseded, sent - returned - superseded));
        line(
                text,
                "changed: entities of %,d articles (%,d added, %,d removed), language of %,d,"
                                .formatted(
                                        entityArticles,
                                        entitiesAdded,
                                        entitiesRemoved,
                                        languageArticles)
                        + " sentiment of %,d".formatted(sentimentArticles));
        versions.forEach(
                (version, count) ->
                        line(text, "enrichment %s: %,d articles".formatted(version, count)));
        failures.forEach(
                (reason, count) -> line(text, "dead letters %s: %,d".formatted(reason, count)));
        if (unanswered > 0) {
            line(
                    text,
                    "no answer: %,d; see whether enrich runs, then replay them again"
                            .formatted(unanswered));
        }
        failed.forEach(problem -> line(text, "  " + problem));
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
