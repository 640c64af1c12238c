package dev.wireroom.ingest.format.feed;

/**
 * Finds where things end in a text that is read from front to back. Each search remembers what it
 * found, and answers from memory until the reader has passed it; all searches together pass over
 * the text once per terminator. Not thread-safe.
 */
final class Terminators {

    static final int CDATA = 0;
    static final int COMMENT = 1;
    static final int INSTRUCTION = 2;
    static final int TAG = 3;
    static final int OPEN = 4;
    static final int QUOTE = 5;
    static final int APOSTROPHE = 6;
    static final int SUBSET_BEGIN = 7;
    static final int SUBSET_END = 8;

    private static final String[] MARKS = {"]]>", "-->", "?>", ">", "<", "\"", "'", "[", "]"};

    private final String text;
    private final int[] found = new int[MARKS.length];
    private final int[] searchedFrom = new int[MARKS.length];

    Terminators(String text) {
        this.text = text;
        java.util.Arrays.fill(found, -1);
    }

    /** The first place at or after {@code from}; the length of the text where there is none. */
    int find(int terminator, int from) {
        if (found[terminator] < from || searchedFrom[terminator] > from) {
            int at = text.indexOf(MARKS[terminator], from);
            found[terminator] = at < 0 ? text.length() : at;
            searchedFrom[terminator] = from;
        }
        return found[terminator];
    }

    /** The place behind it; the end of the text where there is none. */
    int after(int terminator, int from) {
        return Math.min(text.length(), find(terminator, from) + MARKS[terminator].length());
    }
}
