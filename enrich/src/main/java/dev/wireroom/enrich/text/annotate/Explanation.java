package dev.wireroom.enrich.text.annotate;

import dev.wireroom.enrich.text.Analysis;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.DocumentSentiment;
import dev.wireroom.enrich.text.Entity;
import dev.wireroom.enrich.text.EntitySentiment;
import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.Field;
import dev.wireroom.enrich.text.Mention;
import dev.wireroom.enrich.text.Polarity;
import dev.wireroom.enrich.text.Sentiment;
import dev.wireroom.enrich.text.TargetSentiment;
import dev.wireroom.enrich.text.TextDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * An annotation for people: the article with its entities coloured by type and numbered, then a
 * table that tells for each number what it is, how often it is named, how much of the article it is
 * and what the article says of it. Belongs to one thread.
 */
public final class Explanation {
    private static final String RESET = "0";
    private static final String BOLD = "1";
    private static final String DIM = "2";

    private final TextDocument document;
    private final Annotation annotation;
    private final boolean coloured;
    private final StringBuilder page = new StringBuilder();

    private Explanation(TextDocument document, Annotation annotation, boolean coloured) {
        this.document = document;
        this.annotation = annotation;
        this.coloured = coloured;
    }

    /** A page with ANSI colours. */
    public static String coloured(TextDocument document, Annotation annotation) {
        return new Explanation(document, annotation, true).render();
    }

    /** The same without colours: mentions stand in square brackets. */
    public static String plain(TextDocument document, Annotation annotation) {
        return new Explanation(document, annotation, false).render();
    }

    private String render() {
        style(BOLD);
        marked(Field.TITLE);
        style(RESET);
        page.append("\n");
        style(DIM);
        page.append(
                "%s · language %s (%.2f, %s) · %s"
                        .formatted(
                                clean(document.id()),
                                annotation.language().code(),
                                annotation.language().confidence(),
                                annotation.language().source().name().toLowerCase(Locale.ROOT),
                                analysis()));
        style(RESET);
        page.append("\n\n");
        marked(Field.BODY);
        page.append("\n\n");
        DocumentSentiment sentiment = annotation.sentiment();
        if (sentiment != null) {
            page.append("sentiment  ");
            appendSentiment(sentiment.sentiment());
            page.append(
                    "  over %d sentences: %s%n%n"
                            .formatted(sentiment.sentences(), sentiment.method()));
        }
        table();
        targets();
        style(DIM);
        page.append(
                "%s, SHA-256 %s"
                        .formatted(
                                annotation.provenance().enrichmentVersion(),
                                annotation.provenance().digest()));
        style(RESET);
        return page.append("\n\n").toString();
    }

    private String analysis() {
        return switch (annotation.analysis()) {
            case Analysis.Analysed analysed -> "analysed";
            case Analysis.Truncated truncated ->
                    "first %,d of %,d characters analysed"
                            .formatted(truncated.analysedChars(), truncated.totalChars());
            case Analysis.NotAnalysed refusal -> "not analysed: " + refusal.detail();
        };
    }

    private record Placed(Mention mention, Entity entity, int number) {}

    private void marked(Field field) {
        String text = document.text(field);
        List<Placed> placed = new ArrayList<>();
        for (int number = 0; number < annotation.entities().size(); number++) {
            Entity entity = annotation.entities().get(number);
            for (Mention mention : entity.mentions()) {
                if (mention.field() == field) {
                    placed.add(new Placed(mention, entity, number + 1));
                }
            }
        }
        placed.sort(Comparator.comparingInt(at -> at.mention().begin()));
        int end = 0;
        for (Placed at : placed) {
            page.append(clean(text.substring(end, at.mention().begin())));
            page.append(coloured ? "" : "[");
            style(BOLD + ";" + colour(at.entity().type()));
            page.append(clean(at.mention().text()));
            style(RESET);
            style(DIM);
            page.append(coloured ? "%d".formatted(at.number()) : " %d]".formatted(at.number()));
            style(RESET);
            end = at.mention().end();
        }
        page.append(clean(text.substring(end)));
    }

    private void table() {
        if (annotation.entities().isEmpty()) {
            return;
        }
        page.append(
                "%3s  %-32s %-12s %8s %8s  %s%n"
                        .formatted(
                                "",
                                "entity",
                                "type",
                                "mentions",
                                "salience",
                                "sentiment toward it"));
        for (int number = 0; number < annotation.entities().size(); number++) {
            Entity entity = annotation.entities().get(number);
            page.append("%3d  ".formatted(number + 1));
            style(colour(entity.type()));
            page.append(
                    "%-32s %-12s"
                            .formatted(
                                    clean(entity.name()),
                                    entity.type().name().toLowerCase(Locale.ROOT)));
            style(RESET);
            page.append(" %8d %8.3f  ".formatted(entity.mentions().size(), entity.salience()));
            EntitySentiment sentiment = entity.sentiment();
            if (sentiment == null) {
                page.append("not scored");
            } else {
                appendSentiment(sentiment.sentiment());
                page.append("  over %d".formatted(sentiment.mentions()));
            }
            page.append("\n");
        }
        page.append("\n");
    }

    private void targets() {
        for (TargetSentiment answer : annotation.targets()) {
            String text =
                    document.text(answer.target().field())
                            .substring(answer.target().begin(), answer.target().end());
            page.append("toward “%s”  ".formatted(clean(text)));
            Sentiment sentiment = answer.sentiment();
            if (sentiment == null) {
                page.append("not analysed");
            } else {
                appendSentiment(sentiment);
            }
            page.append("\n");
        }
        page.append(annotation.targets().isEmpty() ? "" : "\n");
    }

    private void appendSentiment(Sentiment sentiment) {
        style(
                switch (sentiment.label()) {
                    case NEGATIVE -> "31";
                    case NEUTRAL -> RESET;
                    case POSITIVE -> "32";
                });
        // rounded first: a score just below zero is no -0.00
        double score = Math.round(100 * sentiment.score()) / 100.0;
        page.append("%-8s %+.2f".formatted(sentiment.label().label(), score));
        style(RESET);
        page.append(
                sentiment.label() == Polarity.NEUTRAL
                        ? ""
                        : " (%.0f%% sure)".formatted(100 * sentiment.confidence()));
    }

    private static String colour(EntityType type) {
        return switch (type) {
            case PERSON -> "36";
            case ORGANIZATION -> "33";
            case LOCATION -> "35";
            case MISC -> "34";
        };
    }

    private void style(String code) {
        if (coloured) {
            page.append("\u001b[").append(code).append('m');
        }
    }

    /**
     * An article must not steer the terminal: control characters but line ends and tabs are shown
     * as "?".
     */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isHarmless(c) ? c : '?').forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isHarmless(int c) {
        boolean space = c == '\n' || c == '\t' || c == '\r';
        return space || (!Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE);
    }
}
