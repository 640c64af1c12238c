package dev.wireroom.ingest.format.text;

import dev.wireroom.contract.Article;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that a desk writes around a story: who wrote it, and where and when it was filed. A
 * byline of its own is taken out of the text; a dateline stays, as it is part of the sentence that
 * it opens.
 */
public final class WireLines {

    private static final int BYLINE_MAX_CHARS = 120;

    private static final String NAME_WORD = "(?:\\p{Lu}[\\p{L}\\p{M}'’.-]*)";
    private static final String PARTICLE =
            "(?:de|da|do|dos|di|del|della|der|den|van|von|la|le|el|al|bin|ter|zu|af|and|und|et|y|e|och"
                + "|og|en|in|at|für|for|pour|&)";

    /** Who: names with their particles, then perhaps where they work. */
    private static final Pattern BYLINE =
            Pattern.compile(
                    "(?:By|BY|by|Von|VON|Par|PAR|Por|POR|Door|DOOR|Av|Af|Di) +("
                            + NAME_WORD
                            + "(?:,? (?:"
                            + NAME_WORD
                            + "|"
                            + PARTICLE
                            + "))*|dpa[- ]correspondents)((?:, | *[|/] *)[^.!?]{2,60})?[ =]*");

    private static final Pattern AND =
            Pattern.compile(" (?:and|AND|und|UND|et|ET|och|og|en|e|y|&) ");

    private static final Pattern BETWEEN_NAMES =
            Pattern.compile(",? +(?:and|AND|und|UND|et|ET|och|og|en|e|y|&) +|, +");

    private static final String PLACE = "\\p{Lu}[\\p{L}\\p{M} .'’/-]{1,40}";

    /** The month of a date as a wire writes it: any short word, as wires write many languages. */
    private static final String DATE =
            "(?:\\p{L}{3,9}\\.? \\d{1,2}|\\d{1,2}(?:st|nd|rd|th|\\.|er)? \\p{L}{3,10}\\.?)"
                    + "(?:,? \\d{4})?";

    private static final String DASH = "(?:--|[-–—_])";

    /** PARIS (AFP) -, BERLIN, 3. November (dpa) –, San Diego (tca/dpa) -. */
    private static final Pattern DATELINE_OF_AGENCY =
            Pattern.compile(
                    "("
                            + PLACE
                            + "(?:, "
                            + PLACE
                            + ")?(?:, "
                            + DATE
                            + ")?),? ?\\([\\p{L}\\d][\\p{L}\\d /.&-]{1,39}\\) ?(?:"
                            + DASH
                            + "|:) ?");

    /** NAIROBI, Nov 3 --, LONDON —: without an agency the place is in capitals. */
    private static final Pattern DATELINE_IN_CAPITALS =
            Pattern.compile(
                    "(\\p{Lu}[\\p{Lu} .'’/-]{1,40}(?:, "
                            + PLACE
                            + ")?(?:, "
                            + DATE
                            + ")?),? "
                            + DASH
                            + " ");

    private WireLines() {}

    /** What the first lines of a text say about it. */
    record Byline(String text, List<String> authors) {}

    /** A line that is a byline and nothing else. */
    static Optional<Byline> byline(String line) {
        if (line.length() > BYLINE_MAX_CHARS) {
            return Optional.empty();
        }
        Matcher matcher = BYLINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String printed = line.replaceFirst("[ =]+$", "");
        return Optional.of(new Byline(printed, names(matcher.group(1))));
    }

    /** The dateline that a paragraph opens with, without the agency. */
    static Optional<String> dateline(String paragraph) {
        for (Pattern form : List.of(DATELINE_OF_AGENCY, DATELINE_IN_CAPITALS)) {
            Matcher matcher = form.matcher(paragraph);
            if (matcher.lookingAt()) {
                return Optional.of(matcher.group(1).strip());
            }
        }
        return Optional.empty();
    }

    /**
     * Takes a byline off the front of the paragraphs and notes the dateline of the first that is
     * left; what the article has already stays.
     */
    public static void read(List<String> paragraphs, Article article) {
        if (paragraphs.size() > 1 && article.getByline() == null) {
            String first = paragraphs.get(0);
            int end = first.indexOf('\n');
            byline(end < 0 ? first : first.substring(0, end))
                    .ifPresent(
                            byline -> {
                                article.setByline(byline.text());
                                article.setAuthors(byline.authors());
                                paragraphs.remove(0);
                                if (end >= 0) {
                                    paragraphs.add(0, first.substring(end + 1));
                                }
                            });
        }
        if (!paragraphs.isEmpty() && article.getDateline() == null) {
            dateline(paragraphs.get(0)).ifPresent(article::setDateline);
        }
    }

    /** After a comma stands an employer, unless an 'and' ends a list of names. */
    private static List<String> names(String text) {
        boolean list = AND.matcher(text).find();
        int comma = text.indexOf(',');
        String people = list || comma < 0 ? text : text.substring(0, comma);
        List<String> names = new ArrayList<>();
        for (String name : Arrays.asList(BETWEEN_NAMES.split(people))) {
            if (name.contains(" ") && !name.startsWith("dpa")) {
                names.add(name.strip());
            }
        }
        return names;
    }
}
