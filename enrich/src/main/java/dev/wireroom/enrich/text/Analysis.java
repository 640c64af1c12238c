package dev.wireroom.enrich.text;

/** How much of an article was analysed. */
public sealed interface Analysis {

    /** All of it. */
    record Analysed() implements Analysis {}

    /**
     * Only its beginning.
     *
     * @param analysedChars UTF-16 code units of title and body together that were analysed
     * @param totalChars how many there were
     */
    record Truncated(int analysedChars, int totalChars) implements Analysis {}

    /** Nothing, with the reason. */
    record NotAnalysed(Reason reason, String detail) implements Analysis {}

    /** Why nothing was analysed. */
    enum Reason {
        /** The model was not trained for the article's language. */
        UNSUPPORTED_LANGUAGE,
        /** There is no letter in it. */
        NO_TEXT
    }
}
