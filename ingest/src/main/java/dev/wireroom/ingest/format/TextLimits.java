package dev.wireroom.ingest.format;

/**
 * How much text an article may carry, in UTF-16 code units, so that the work per record stays
 * bounded. What is longer is cut and says so: a warning, and for the body fullTextLength.
 *
 * @param body longest body
 * @param summary longest summary
 * @param field longest other text, such as a title or a name
 * @param items most entries of a list, such as subjects
 */
public record TextLimits(int body, int summary, int field, int items) {

    /** About 35,000 English words of body: several times the longest reads of a newspaper. */
    public static final int DEFAULT_BODY = 200_000;

    public static final TextLimits DEFAULT = new TextLimits(DEFAULT_BODY, 20_000, 4_000, 500);

    public TextLimits withBody(int maxBody) {
        return new TextLimits(maxBody, summary, field, items);
    }
}
