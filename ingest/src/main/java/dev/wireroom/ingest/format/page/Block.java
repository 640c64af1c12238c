package dev.wireroom.ingest.format.page;

import org.jsoup.nodes.Element;

/**
 * A run of text between two breaks of a page: a paragraph, a heading, an entry of a list, a cell.
 *
 * @param text its text, white space normalised
 * @param element the block element it stands directly in
 * @param kind what that is
 * @param weight how much there is to read, in letters; a letter of a script that writes whole
 *     syllables or words counts for {@value #DENSE}
 * @param linkWeight how much of it is link
 */
record Block(String text, Element element, Kind kind, int weight, int linkWeight) {

    enum Kind {
        PARAGRAPH,
        HEADING,
        ITEM,
        CELL,
        QUOTE,
        PREFORMATTED,
        OTHER
    }

    static final int DENSE = 3;

    private static final int LONG = 80;
    private static final int VERY_LONG = 200;
    private static final int SHORT = 25;
    private static final String SENTENCE_ENDS = ".!?…。！？؟۔।॥:;;։።";
    private static final String CLOSERS = "\"'”’»«)]›」』）*";

    /** Whether a letter writes a syllable or a word. */
    static boolean isDense(char c) {
        return c >= '\u0E00'
                && (Character.isIdeographic(c)
                        || (c >= '\u3040' && c <= '\u30FF')
                        || (c >= '\uAC00' && c <= '\uD7A3')
                        || c <= '\u0EFF');
    }

    double linkDensity() {
        return weight == 0 ? 0 : (double) linkWeight / weight;
    }

    boolean isHeading() {
        return kind == Kind.HEADING;
    }

    boolean endsSentence() {
        int end = text.length();
        while (end > 0 && CLOSERS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end > 0 && SENTENCE_ENDS.indexOf(text.charAt(end - 1)) >= 0;
    }

    boolean holdsSentence() {
        for (int i = 1; i < text.length(); i++) {
            if (SENTENCE_ENDS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** A stretch of text that only an article has: long, of sentences, few links. */
    boolean isProse() {
        return !isHeading()
                && weight >= LONG
                && linkDensity() < 0.4
                && (weight >= VERY_LONG || kind == Kind.PARAGRAPH || holdsSentence());
    }

    /** A short sentence, as dialogue and wire copy have. */
    boolean isShortProse() {
        return !isHeading() && weight >= SHORT && linkDensity() < 0.25 && endsSentence();
    }

    /** How much this block speaks for the article being here. */
    double score() {
        if (isProse()) {
            return weight * (1 - linkDensity());
        }
        return isShortProse() ? 0.5 * weight : 0;
    }
}
