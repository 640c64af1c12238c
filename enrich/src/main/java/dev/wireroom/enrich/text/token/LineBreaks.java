package dev.wireroom.enrich.text.token;

/**
 * Tells paragraph ends from lines that were merely wrapped. A text counts as wrapped when most of
 * its longer lines have about the same length and stop short of a sentence's end.
 */
final class LineBreaks {
    /** Typewriter and mail widths. */
    private static final int MIN_WRAP = 55;

    private static final int MAX_WRAP = 100;
    private static final int MIN_WRAPPED_LINES = 3;

    private final String text;
    private final int end;
    private final boolean wrapped;

    private LineBreaks(String text, int end, boolean wrapped) {
        this.text = text;
        this.end = end;
        this.wrapped = wrapped;
    }

    static LineBreaks of(String text, int end) {
        int lines = 0;
        int open = 0;
        int longer = 0;
        int begin = 0;
        for (int index = 0; index <= end; index++) {
            if (index == end || isBreak(text.charAt(index))) {
                int length = index - begin;
                if (length > MAX_WRAP) {
                    longer++;
                } else if (length >= MIN_WRAP) {
                    lines++;
                    char last = text.charAt(index - 1);
                    if (Character.isLetterOrDigit(last) || last == ',') {
                        open++;
                    }
                }
                begin = index + 1;
            }
        }
        return new LineBreaks(
                text, end, longer * 10 <= lines && open >= MIN_WRAPPED_LINES && open * 2 > lines);
    }

    /** True for the characters that end a line. */
    static boolean isBreak(char c) {
        return c == '\n'
                || c == '\r'
                || c == '\u2028'
                || c == '\u2029'
                || c == '\f'
                || c == '\u000B'
                || c == '\u0085';
    }

    /**
     * True when a sentence ends at a line break.
     *
     * @param index the break
     * @param next the first character after it that is not white space
     */
    boolean endsSentence(int index, int next) {
        int breaks = 0;
        for (int at = index; at < next; at++) {
            char c = text.charAt(at);
            if (c == '\u2029' || c == '\f') {
                return true;
            }
            if (isBreak(c) && !(c == '\n' && at > index && text.charAt(at - 1) == '\r')) {
                breaks++;
            }
        }
        if (breaks > 1 || next >= end) {
            return true;
        }
        int begin = index;
        while (begin > 0 && index - begin <= MAX_WRAP && !isBreak(text.charAt(begin - 1))) {
            begin--;
        }
        return !wrapped || index - begin < MIN_WRAP || endsPlainly(index);
    }

    private boolean endsPlainly(int index) {
        int last = index - 1;
        while (last > 0
                && index - last < 8
                && (Characters.isSpace(text.charAt(last))
                        || "\"'”’)]".indexOf(text.charAt(last)) >= 0)) {
            last--;
        }
        // An abbreviation at a line's end is rarer than a sentence's end there.
        return last >= 0 && ".!?…".indexOf(text.charAt(last)) >= 0;
    }
}
