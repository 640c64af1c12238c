package dev.wireroom.ingest.format.text;

import dev.wireroom.contract.Article;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.ByteOrderMark;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextCleaner;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Plain text: the first line is the headline, the rest the body. Stray white space is normalised,
 * paragraphs are kept, and the label of a "Related" widget that a scraper left at the end is
 * dropped.
 */
public final class PlainText {

    public static final String FORMAT = "text/plain";

    private static final Pattern BLANKS = Pattern.compile("[\\p{Zs}\\t\\x0B\\f]+");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n(?: ?\\n)+");

    /** Labels of widgets that pages put below an article; a line of its own at the very end. */
    private static final Pattern WIDGET_LABEL =
            Pattern.compile(
                    "(?i)(related(?: (?:articles|stories|posts|content|news))?|you may also like"
                            + "|share this|read more|more on this story):?");

    /** Lines broken by hand or by a mailer: about as long as each other, and not long. */
    private static final int WRAPPED_MIN = 40;

    private static final int WRAPPED_MAX = 90;

    private PlainText() {}

    public static ParseResult parse(byte[] content, Arrival arrival) {
        Findings findings = new Findings();
        String text = TextCleaner.clean(decode(content, arrival, findings), "", findings);
        List<String> paragraphs = new ArrayList<>(paragraphs(text));
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
        Article article = draft.article();
        String first = paragraphs.remove(0);
        int lineEnd = first.indexOf('\n');
        article.setTitle(lineEnd < 0 ? first : first.substring(0, lineEnd));
        if (lineEnd >= 0) {
            paragraphs.add(0, first.substring(lineEnd + 1));
        }
        article.setBody(paragraphs.isEmpty() ? null : String.join("\n\n", unwrapped(paragraphs)));
        return draft.finish(Optional.empty(), "");
    }

    /**
     * Plain text inside another format: paragraphs apart by a blank line, white space normalised.
     * Where there is no blank line at all, every line is a paragraph.
     */
    public static String normalised(String text) {
        return String.join("\n\n", unwrapped(paragraphs(text)));
    }

    /** Blocks between blank lines, line ends within them kept, blank ones left out. */
    private static List<String> paragraphs(String text) {
        String even = BLANKS.matcher(text).replaceAll(" ");
        List<String> paragraphs = new ArrayList<>();
        for (String block : BLANK_LINES.split(even, -1)) {
            String lines = String.join("\n", block.lines().map(String::strip).toList()).strip();
            if (!lines.isEmpty()) {
                paragraphs.add(lines);
            }
        }
        return paragraphs;
    }

    private static List<String> unwrapped(List<String> paragraphs) {
        if (paragraphs.size() == 1 && !isWrapped(paragraphs.get(0))) {
            return paragraphs.get(0).lines().toList();
        }
        return paragraphs.stream()
                .map(block -> isWrapped(block) ? block.replace('\n', ' ') : block)
                .toList();
    }

    private static boolean isWrapped(String block) {
        List<String> lines = block.lines().toList();
        return lines.size() > 1
                && lines.subList(0, lines.size() - 1).stream()
                        .allMatch(
                                line ->
                                        line.length() >= WRAPPED_MIN
                                                && line.length() <= WRAPPED_MAX);
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

    private static String decode(byte[] content, Arrival arrival, Findings findings) {
        Charset marked = ByteOrderMark.charset(content);
        if (marked != null) {
            int skip = ByteOrderMark.length(content);
            return new String(content, skip, content.length - skip, marked);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            Charset assumed = arrival.charset().orElse(Charset.forName("windows-1252"));
            if (assumed.equals(StandardCharsets.UTF_8)) {
                assumed = Charset.forName("windows-1252");
            }
            findings.warn(
                    "encoding-assumed",
                    "",
                    "The bytes are not UTF-8; they were read as %s".formatted(assumed.name()));
            return new String(content, assumed);
        }
    }
}
