package dev.wireroom.ingest.format.page;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * Tells captions that have no element of their own from prose: short blocks that end in a picture
 * credit, and centred ones right below a picture.
 */
final class Captions {

    private static final int MOST_CHARS = 300;
    private static final int PROSE_CHARS = 80;
    private static final int CREDIT_CHARS = 90;

    /** Every credit has one; looked for first, since most lines have none. */
    private static final List<String> MARKS =
            List.of(
                    "photo",
                    "foto",
                    "image",
                    "picture",
                    "bild",
                    "фото",
                    "©",
                    "/",
                    "|",
                    "(",
                    "[",
                    "–",
                    "—",
                    "getty",
                    "istock",
                    "shutterstock",
                    "记者",
                    "記者");

    private static final Pattern CREDIT =
            Pattern.compile(
                    "(?iU).*(?:[(\\[]\\s?(?:ap |afp |reuters |file"
                        + " )?(?:photo|foto|image|picture)s?\\b[^()\\[\\]]{0,60}[)\\]]|\\b(?:photo|photograph|foto|fotografía|fotografia|picture|bild|фото)(?::"
                        + " ?| by |/)[^.!?]{2,60}|(?:©|[/|(–—]"
                        + " ?)(?:afp|ap|reuters|epa|dpa|efe|ansa|getty(?:"
                        + " images)?|xinhua|lusa|belga|anp)\\b[^.!?]{0,40}|getty"
                        + " images|shutterstock|istock|(?:记者|記者)\\s?\\p{L}{1,8}\\s?(?:摄|攝|撮影)"
                        + ")\\s*$");

    private Captions() {}

    static boolean isCaption(Block block) {
        if (block.isHeading() || block.text().length() > MOST_CHARS) {
            return false;
        }
        return (!block.endsSentence() && isCredited(block.text()))
                || isCentredBelowPicture(block.element());
    }

    private static boolean isCredited(String text) {
        String tail = text.substring(Math.max(0, text.length() - CREDIT_CHARS));
        String lower = tail.toLowerCase(Locale.ROOT);
        return MARKS.stream().anyMatch(lower::contains) && CREDIT.matcher(tail).find();
    }

    private static boolean isCentredBelowPicture(Element element) {
        if (!isCentred(element)) {
            return false;
        }
        Element before = element.previousElementSibling();
        return before != null && isPicture(before) && isWithinText(before);
    }

    /** Below a picture that no prose precedes stands a headline rather than a caption. */
    private static boolean isWithinText(Element picture) {
        Element before = picture.previousElementSibling();
        return before != null && before.nameIs("p") && before.text().length() >= PROSE_CHARS;
    }

    private static boolean isCentred(Element element) {
        return element.attributesSize() > 0
                && (element.attr("align").equalsIgnoreCase("center")
                        || element.attr("style")
                                .replace(" ", "")
                                .toLowerCase(Locale.ROOT)
                                .contains("text-align:center"));
    }

    private static boolean isPicture(Element element) {
        return !element.hasText()
                && (element.nameIs("img")
                        || element.nameIs("figure")
                        || element.selectFirst("img, picture") != null);
    }
}
