package dev.wireroom.launcher.command;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.NewsTimes;
import dev.wireroom.launcher.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.stream.Stream;

/** An article as a person wants to see it who checks a format: a block of a few lines. */
final class ArticleSummary {
    private static final String INDENT = "  ";

    private ArticleSummary() {}

    /** Several lines; the last one ends in a line end, so that blocks stand apart. */
    static String of(Article article, Style style) {
        List<String> lines = new ArrayList<>();
        String title = article.getTitle() == null ? "(no title)" : article.getTitle();
        lines.add(style.bold(title));
        lines.add(INDENT + String.join(" · ", facts(article)));
        Stream.of(article.getByline(), article.getUrl())
                .filter(line -> line != null)
                .forEach(line -> lines.add(INDENT + line));
        article.getWarnings()
                .forEach(
                        warning ->
                                lines.add(
                                        INDENT
                                                + style.yellow("warning ")
                                                + warning.getMessage()
                                                + style.faint(" (" + warning.getCode() + ")")));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static List<String> facts(Article article) {
        List<String> facts = new ArrayList<>();
        facts.add(article.getFormat());
        facts.add(
                article.getFirstPublished() == null
                        ? "no date"
                        : NewsTimes.text(article.getFirstPublished()));
        String body = article.getBody() == null ? "" : article.getBody();
        int words = new StringTokenizer(body).countTokens();
        facts.add(words == 1 ? "1 word" : words + " words");
        if (article.getLanguage() != null) {
            facts.add(article.getLanguage());
        }
        if (!article.getMedia().isEmpty()) {
            facts.add(article.getMedia().size() + " media");
        }
        if (article.getPublishingStatus() != PublishingStatus.USABLE) {
            facts.add(article.getPublishingStatus().name().toLowerCase(Locale.ROOT));
        }
        if (article.getEmbargoedUntil() != null) {
            facts.add("embargoed until " + article.getEmbargoedUntil());
        }
        return facts;
    }
}
