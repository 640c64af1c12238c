package dev.wireroom.enrich.text;

/**
 * The language of an article.
 *
 * @param code ISO 639-1 (639-3 where there is none), or {@link #UNDETERMINED}
 * @param confidence 0 to 1; of a declared language that the text does not contradict, 1
 */
public record Language(String code, double confidence, Source source) {
    /** The code when the identifier is unsure. */
    public static final String UNDETERMINED = "und";

    /** Where the code comes from. */
    public enum Source {
        /** The publisher said so and the text does not clearly contradict it. */
        DECLARED,
        /** The text says so. */
        DETECTED
    }
}
