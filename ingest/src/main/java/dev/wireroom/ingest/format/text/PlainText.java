package dev.wireroom.ingest.format.text;

import dev.wireroom.contract.Article;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextCleaner;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Plain text: the first line is the headline, the rest the body, with the lines of a wire (slug,
 * byline, dateline, embargo) where they belong. Stray white space is normalised, paragraphs are
 * kept, and the label of a "Related" widget that a scraper left at the end is dropped. Text with
 * the header of IPTC 7901 or ANPA 1312 goes to {@link Iptc7901}.
 */
public final class PlainText {

    public static final String FORMAT = "text/plain";

    /** Labels of widgets that pages put below an article; a line of its own at the very end. */
    private static final Pattern WIDGET_LABEL =
            Pattern.compile(
                    "(?i)(related(?: (?:articles|stories|posts|content|news))?|you may also like"
                            + "|share this|read more|more on this story):?");

    /** US-SYRIA/TALKS (UPDATE 1): how a desk files a story, above its headline. */
    private static final Pattern SLUG =
            Pattern.compile("[A-Z][A-Z0-9]*(?:[-/][A-Z0-9]+)+/?(?: \\([A-Z0-9 ,]{1,30}\\))?");

    private static final int SLUG_MAX_CHARS = 80;

    private static final Pattern UNDERLINE = Pattern.compile("\\n[=-]{3,}(?=\\n|$)");

    /** More is a paragraph that came without a headline. */
    private static final int HEADLINE_MAX_CHARS = 300;

    private PlainText() {}

    public static ParseResult parse(byte[] content, Arrival arrival) {
        Findings findings = new Findings();
        String text = TextEncoding.decode(content, arrival.charset(), "", findings);
        return Iptc7901.recognises(text)
                ? Iptc7901.parse(text, arrival, findings)
                : parse(text, arrival, findings);
    }

    private static ParseResult parse(String raw, Arrival arrival, Findings findings) {
        String text = TextCleaner.clean(raw, "", findings);
        List<String> paragraphs = Paragraphs.blocks(text);
        dropWidgetLabel(paragraphs, findings);
        if (paragraphs.isEmpty()) {
            return ParseResult.refused(
                    new Fault(
                            "empty-document",
                            "",
                            "",
                            "The document has no text.",
                            "Send the headline on the first line, then the text."));
        }
        ArticleDraft draft = new ArticleDraft(arrival, FORMAT, findings);
        takeEmbargo(paragraphs, draft, arrival, findings);
        takeSlug(paragraphs, draft.article());
        takeHeadline(paragraphs, draft.article(), findings);
        WireLines.read(paragraphs, draft.article());
        if (!paragraphs.isEmpty()) {
            draft.article().setBody(Paragraphs.joined(paragraphs));
        }
        return draft.finish(Optional.empty(), "");
    }

    /**
     * Plain text inside another format: paragraphs apart by a blank line, white space normalised.
     * Where there is no blank line at all, every line is a paragraph.
     */
    public static String normalised(String text) {
        return Paragraphs.joined(Paragraphs.blocks(text));
    }

    /** An embargo is a note to the desk; its line goes there, and counts. */
    private static void takeEmbargo(
            List<String> paragraphs, ArticleDraft draft, Arrival arrival, Findings findings) {
        List<String> lines = Paragraphs.firstLines(paragraphs);
        Optional<EmbargoLine> embargo = EmbargoLine.among(lines, arrival.receivedAt());
        if (embargo.isEmpty()) {
            return;
        }
        String line = embargo.get().line();
        draft.article().setEditorialNote(line);
        embargo.get().applyTo(draft, "", findings);
        if (paragraphs.size() > 1 || !paragraphs.get(0).equals(line)) {
            Paragraphs.removeLine(paragraphs, line);
        }
    }

    private static void takeSlug(List<String> paragraphs, Article article) {
        String first = Paragraphs.firstLine(paragraphs);
        boolean more = paragraphs.size() > 1 || !first.equals(paragraphs.get(0));
        if (more && first.length() <= SLUG_MAX_CHARS && SLUG.matcher(first).matches()) {
            article.setSlugline(first);
            Paragraphs.removeLine(paragraphs, first);
        }
    }

    private static void takeHeadline(List<String> paragraphs, Article article, Findings findings) {
        String first = paragraphs.get(0);
        if (first.indexOf('\n') < 0 ? first.length() > HEADLINE_MAX_CHARS : isProse(first)) {
            findings.warn("no-headline", "", "The text begins with a paragraph, not a headline");
            return;
        }
        paragraphs.remove(0);
        boolean onTwoLines =
                !paragraphs.isEmpty() && first.length() <= HEADLINE_MAX_CHARS && readsOn(first);
        int lineEnd = onTwoLines ? -1 : first.indexOf('\n');
        String headline = lineEnd < 0 ? first.replace('\n', ' ') : first.substring(0, lineEnd);
        article.setTitle(withoutHeadingMarks(headline));
        if (lineEnd >= 0) {
            String rest = UNDERLINE.matcher(first.substring(lineEnd)).replaceFirst("");
            if (!rest.isBlank()) {
                paragraphs.add(0, rest.strip());
            }
        }
        paragraphs.replaceAll(PlainText::withoutHeadingMarks);
    }

    /** Three wrapped lines or more that read on: no headline is that long. */
    private static boolean isProse(String block) {
        return block.lines().limit(3).count() > 2
                && Paragraphs.isWrapped(block)
                && Character.isLowerCase(secondLine(block));
    }

    /** Whether the second line goes on with what the first one says. */
    private static boolean readsOn(String block) {
        boolean capitals =
                block.chars().anyMatch(Character::isUpperCase)
                        && block.chars().noneMatch(Character::isLowerCase);
        return capitals || Character.isLowerCase(secondLine(block));
    }

    private static char secondLine(String block) {
        int end = block.indexOf('\n');
        return end < 0 ? ' ' : block.charAt(end + 1);
    }

    /** Markdown's heading of one line, without its marks; anything else as it is. */
    private static String withoutHeadingMarks(String block) {
        int text = 0;
        while (text < block.length() && block.charAt(text) == '#') {
            text++;
        }
        boolean heading =
                text > 0
                        && text <= 6
                        && text < block.length()
                        && block.charAt(text) == ' '
                        && block.indexOf('\n') < 0;
        if (!heading) {
            return block;
        }
        int end = block.length();
        while (end > text + 1 && (block.charAt(end - 1) == '#' || block.charAt(end - 1) == ' ')) {
            end--;
        }
        return block.substring(text + 1, end);
    }

    private static void dropWidgetLabel(List<String> paragraphs, Findings findings) {
        int last = paragraphs.size() - 1;
        if (last > 0 && WIDGET_LABEL.matcher(paragraphs.get(last)).matches()) {
            findings.warn(
                    "boilerplate-dropped",
                    "",
                    "Dropped the last line, '%s': the label of a page widget"
                            .formatted(paragraphs.get(last)));
            paragraphs.remove(last);
        }
    }
}
