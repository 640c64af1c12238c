package dev.wireroom.launcher.demo;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.NearDuplicate;
import dev.wireroom.contract.Sentiment;
import dev.wireroom.launcher.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of an article, in words. Remembers the numbers of earlier ones, to name them. Not
 * thread-safe.
 */
final class JourneyText {
    private static final String INDENT = "      ";
    private static final int LABEL_WIDTH = 15;
    private static final int LINE_WIDTH = 100;
    private static final Map<EntityType, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(EntityType.PERSON, "people");
        KINDS.put(EntityType.ORGANIZATION, "organizations");
        KINDS.put(EntityType.LOCATION, "places");
        KINDS.put(EntityType.MISC, "others");
    }

    private final Style style;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, String> titles = new LinkedHashMap<>();
    private int count;

    JourneyText(Style style) {
        this.style = style;
    }

    /** Several lines, the last one ended. */
    String of(Journey journey) {
        EnrichedArticle enriched = journey.enriched();
        count++;
        String id = enriched.getArticleId();
        String title = enriched.getArticle().getTitle();
        String shown = title == null ? titles.getOrDefault(id, "(no title)") : title;
        StringBuilder text = new StringBuilder();
        text.append("%s  %s%n".formatted(style.bold("%4d".formatted(count)), style.bold(shown)));
        text.append(INDENT)
                .append(style.faint(journey.sample().file() + ", " + journey.sample().form()))
                .append('\n');
        text.append(INDENT).append(outcome(enriched)).append('\n');
        text.append(findings(enriched));
        text.append(INDENT).append(hops(journey)).append("\n\n");
        numbers.putIfAbsent(id, count);
        titles.putIfAbsent(id, shown);
        return text.toString();
    }

    private String outcome(EnrichedArticle enriched) {
        Integer first = numbers.get(enriched.getArticleId());
        int number = enriched.getRevision().getNumber();
        String revision =
                first == null
                        ? "revision " + number
                        : "revision %d of article %d".formatted(number, first);
        String happened =
                switch (enriched.getRevision().getOutcome()) {
                    case NEW -> style.green("NEW");
                    case UPDATED -> style.yellow("UPDATED") + ": " + revision;
                    case CORRECTED -> style.yellow("CORRECTED") + ": " + revision;
                    case WITHDRAWN ->
                            style.red("WITHDRAWN")
                                    + ": "
                                    + revision
                                    + "; its content is deleted everywhere";
                    case UNKNOWN -> "UNKNOWN";
                };
        NearDuplicate duplicate = enriched.getDuplicate();
        if (duplicate == null) {
            return happened;
        }
        Integer earlier = numbers.get(duplicate.getDuplicateOf());
        String other = earlier == null ? duplicate.getDuplicateOf() : "article " + earlier;
        return happened
                + ", "
                + style.yellow("near copy of " + other)
                + String.format(
                        Locale.ROOT,
                        " (%s, %.0f %% the same)",
                        duplicate.getKind().name().toLowerCase(Locale.ROOT),
                        100 * duplicate.getScore());
    }

    private String findings(EnrichedArticle enriched) {
        StringBuilder text = new StringBuilder();
        boolean withdrawn =
                enriched.getArticle().getTitle() == null && enriched.getArticle().getBody() == null;
        if (withdrawn) {
            return "";
        }
        line(text, "language", language(enriched));
        Sentiment sentiment = enriched.getSentiment();
        if (sentiment != null) {
            line(text, "sentiment", sentiment(sentiment));
        }
        String reason = enriched.getAnalysis().getReason();
        if (reason != null) {
            line(text, "analysis", style.yellow(reason.replace('-', ' ')));
        }
        KINDS.forEach((type, label) -> entities(text, label, type, enriched.getEntities()));
        return text.toString();
    }

    private static String language(EnrichedArticle enriched) {
        String code = enriched.getLanguage().getCode();
        String name = Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH);
        return String.format(
                Locale.ROOT,
                "%s (%s), %.0f %% sure",
                name,
                code,
                100 * enriched.getLanguage().getConfidence());
    }

    private String sentiment(Sentiment sentiment) {
        String label = sentiment.getLabel().name().toLowerCase(Locale.ROOT);
        // rounded first: a score just below zero is no -0.00
        String score =
                String.format(
                        Locale.ROOT, " (%+.2f)", Math.round(100 * sentiment.getScore()) / 100.0);
        return switch (sentiment.getLabel()) {
            case POSITIVE -> style.green(label) + score;
            case NEGATIVE -> style.red(label) + score;
            case NEUTRAL, UNKNOWN -> label + score;
        };
    }

    private void entities(
            StringBuilder text, String label, EntityType type, List<Entity> entities) {
        List<Entity> found = entities.stream().filter(entity -> entity.getType() == type).toList();
        if (found.isEmpty()) {
            return;
        }
        String shownLabel = label;
        for (String wrapped : wrap(found)) {
            line(text, shownLabel, wrapped);
            shownLabel = "";
        }
    }

    /** Names with the number of their mentions, as many to a line as fit. */
    private List<String> wrap(List<Entity> found) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int width = 0;
        for (int i = 0; i < found.size(); i++) {
            Entity entity = found.get(i);
            String times = " ×" + entity.getMentions().size() + (i < found.size() - 1 ? ", " : "");
            int length = entity.getName().length() + times.length();
            if (width > 0 && width + length > LINE_WIDTH - LABEL_WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                width = 0;
            }
            line.append(style.cyan(entity.getName())).append(style.faint(times));
            width += length;
        }
        lines.add(line.toString());
        return lines;
    }

    private void line(StringBuilder text, String label, String value) {
        String padded = label + " ".repeat(LABEL_WIDTH - label.length());
        text.append(INDENT).append(style.faint(padded)).append(value).append('\n');
    }

    private String hops(Journey journey) {
        return style.faint(
                "accepted ─ %s → enriched ─ %s → stored   %s in all"
                        .formatted(
                                millis(journey.untilEnriched()),
                                millis(journey.untilStored()),
                                millis(journey.inAll())));
    }

    static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
