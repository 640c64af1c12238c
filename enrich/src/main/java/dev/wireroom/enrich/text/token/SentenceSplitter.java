package dev.wireroom.enrich.text.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds sentences in copy as it really comes: abbreviations, initials and acronyms, nested quotes,
 * a missing space after a full stop, bullet lists, hard-wrapped lines, text that was tokenised
 * before.
 *
 * <p>One pass over the characters. Paragraph ends and bullets always end a sentence; after a
 * terminator and its closing quotes, the words on both sides decide. Rules rather than a learned
 * model, because each mistake can then be named in a test. Linear in the text, whatever it is:
 * look-back is bounded by {@link #LOOK_BACK}.
 */
public final class SentenceSplitter {
    /** Longest word before a full stop that is looked at, in code units. */
    private static final int LOOK_BACK = 40;

    private static final String TERMINATORS = ".!?…。！？";
    private static final String CLOSERS = "\"'”’»)]}›";
    private static final String OPENERS = "\"'“‘«([{‹";
    private static final String BULLETS = "•▪●■◦‣·*–—-";
    private static final String INLINE_BULLETS = "•▪●■◦‣";

    private final String text;
    private final int end;
    private final LineBreaks lines;
    private final List<Span> sentences = new ArrayList<>();
    private int start;

    private SentenceSplitter(String text, int end) {
        this.text = text;
        this.end = end;
        this.lines = LineBreaks.of(text, end);
    }

    /**
     * Sentences of the first {@code end} code units of a text, in order, without surrounding white
     * space, none empty. What lies between them is white space.
     */
    public static List<Span> split(String text, int end) {
        SentenceSplitter splitter = new SentenceSplitter(text, end);
        splitter.scan();
        return splitter.sentences;
    }

    private void scan() {
        int index = 0;
        while (index < end) {
            char c = text.charAt(index);
            if (LineBreaks.isBreak(c)) {
                int next = skipSpace(index);
                if (next >= end || lines.endsSentence(index, next) || opensBullet(next)) {
                    close(index);
                    start = next;
                }
                index = next;
            } else if (INLINE_BULLETS.indexOf(c) >= 0
                    && index > start
                    && Character.isWhitespace(text.charAt(index - 1))) {
                close(index);
                start = index;
                index++;
            } else if (TERMINATORS.indexOf(c) >= 0) {
                int after = endOfTerminator(index);
                if (after > 0) {
                    close(after);
                    start = after;
                    index = after;
                } else {
                    index = skipTerminators(index);
                }
            } else {
                index++;
            }
        }
        close(end);
    }

    private void close(int until) {
        int begin = start;
        int stop = until;
        while (begin < stop && isSpace(begin)) {
            begin++;
        }
        while (stop > begin && isSpace(stop - 1)) {
            stop--;
        }
        if (begin < stop) {
            sentences.add(new Span(begin, stop));
        }
        start = until;
    }

    /**
     * Where a sentence that ends with the terminator at {@code index} ends, or -1 when none does.
     */
    private int endOfTerminator(int index) {
        int afterRun = skipTerminators(index);
        int after = afterRun;
        while (after < end && CLOSERS.indexOf(text.charAt(after)) >= 0) {
            after++;
        }
        boolean closed = after > afterRun;
        if (after >= end) {
            return after;
        }
        if (!isSpace(after)) {
            return missingSpace(index, after) ? after : -1;
        }
        // In tokenised text the closing quote stands alone: take it along, unless it opens the next
        // sentence.
        int next = skipBlank(after);
        if (next < end
                && CLOSERS.indexOf(text.charAt(next)) >= 0
                && next + 1 < end
                && isSpace(next + 1)
                && !opensHere(next)) {
            after = next + 1;
            closed = true;
            next = skipBlank(after);
        }
        if (next >= end || LineBreaks.isBreak(text.charAt(next))) {
            return LineBreaks.isBreak(charAt(next)) ? -1 : after;
        }
        return endsBefore(index, afterRun, next, closed) ? after : -1;
    }

    private boolean endsBefore(int index, int afterRun, int next, boolean closed) {
        char terminator = text.charAt(index);
        int letter = next;
        while (letter < end
                && (OPENERS.indexOf(text.charAt(letter)) >= 0 || text.charAt(letter) == '`')) {
            letter++;
        }
        char following = charAt(letter);
        if (afterRun - index > 1 || terminator == '…') {
            return Character.isUpperCase(following)
                    && (terminator == '!'
                            || terminator == '?'
                            || Abbreviations.OPENERS.contains(wordAt(letter))
                            || closed);
        }
        if (terminator != '.') {
            return !Character.isLowerCase(following) && ",;:-–—".indexOf(following) < 0;
        }
        if (",;:-–—?!".indexOf(following) >= 0 && BULLETS.indexOf(following) < 0) {
            return false;
        }
        String word = wordBefore(index);
        if (Character.isLowerCase(following)) {
            return !closed && letter == next && endsPlainly(word);
        }
        if (closed) {
            return true;
        }
        return endsAfter(word, index, letter);
    }

    /** The full stop's own word decides, and with abbreviations the next one. */
    private boolean endsAfter(String word, int index, int letter) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean opener =
                Abbreviations.OPENERS.contains(wordAt(letter))
                        && Character.isUpperCase(charAt(letter));
        if (word.isEmpty()) {
            return true;
        }
        if (word.length() == 1 && Character.isLetter(word.charAt(0))) {
            return Character.isUpperCase(word.charAt(0))
                    ? opener && !precededByName(index)
                    : !word.equals("v");
        }
        if (isAcronym(word)) {
            return opener;
        }
        if (isAllDigits(word)) {
            return !opensLine(index - word.length());
        }
        if (Abbreviations.BEFORE_A_NAME.contains(lower)) {
            return false;
        }
        if (Abbreviations.BEFORE_A_NUMBER.contains(lower) && Character.isDigit(charAt(letter))) {
            return false;
        }
        if (Abbreviations.MAYBE_LAST.contains(lower) && Character.isUpperCase(word.charAt(0))) {
            return opener;
        }
        return true;
    }

    /**
     * "recently.On September 5": a lower-case word, a full stop, a capitalised word, and neither is
     * part of a name or address.
     */
    private boolean missingSpace(int index, int after) {
        char next = charAt(after);
        String word = wordBefore(index);
        if (word.length() < 2
                || word.indexOf('.') >= 0
                || word.indexOf('/') >= 0
                || word.indexOf('@') >= 0) {
            return after > index + 1 && !word.isEmpty() && Character.isUpperCase(next);
        }
        int letter = OPENERS.indexOf(next) >= 0 && next != '\'' ? after + 1 : after;
        if (!Character.isUpperCase(charAt(letter))
                || (after == index + 1 && !Character.isLowerCase(word.charAt(word.length() - 1)))) {
            return false;
        }
        String following = wordAt(letter);
        return !Abbreviations.BEFORE_A_NAME.contains(word.toLowerCase(Locale.ROOT))
                && !following.equals("com")
                && !following.equals("net")
                && !following.equals("org")
                && !following.equals("js")
                && !(Character.isUpperCase(word.charAt(0))
                        && word.length() < 4
                        && charAt(after) != '“');
    }

    private boolean endsPlainly(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return word.length() > 2
                && word.chars().allMatch(Character::isLowerCase)
                && !Abbreviations.BEFORE_A_NAME.contains(lower)
                && !Abbreviations.MAYBE_LAST.contains(lower)
                && !Abbreviations.BEFORE_A_NUMBER.contains(lower);
    }

    /**
     * True when a single capital before a full stop follows a capitalised word, as a middle initial
     * does.
     */
    private boolean precededByName(int index) {
        int before = index - 2;
        while (before >= 0 && before > index - 5 && isSpace(before)) {
            before--;
        }
        if (before < 0 || !Character.isLetter(text.charAt(before))) {
            return false;
        }
        int begin = before;
        while (begin > 0
                && before - begin < LOOK_BACK
                && Character.isLetter(text.charAt(begin - 1))) {
            begin--;
        }
        return Character.isUpperCase(text.charAt(begin));
    }

    private static boolean isAcronym(String word) {
        return word.length() >= 3
                && word.length() <= 12
                && word.charAt(word.length() - 2) == '.'
                && Character.isLetter(word.charAt(word.length() - 1));
    }

    private static boolean isAllDigits(String word) {
        return word.length() < 4 && word.chars().allMatch(Character::isDigit);
    }

    private boolean opensLine(int index) {
        int before = index - 1;
        while (before >= start && isSpace(before)) {
            before--;
        }
        return before < start;
    }

    private boolean opensBullet(int index) {
        return index + 1 < end
                && BULLETS.indexOf(text.charAt(index)) >= 0
                && (isSpace(index + 1) || INLINE_BULLETS.indexOf(text.charAt(index)) >= 0);
    }

    /**
     * A straight quote opens a quotation when the number of them so far in this sentence is even.
     */
    private boolean opensHere(int quote) {
        char c = text.charAt(quote);
        if (c != '"' && c != '\'') {
            return false;
        }
        int count = 0;
        for (int index = Math.max(start, quote - 4_000); index < quote; index++) {
            if (text.charAt(index) == c && (c == '"' || index == 0 || isSpace(index - 1))) {
                count++;
            }
        }
        return count % 2 == 0;
    }

    /**
     * The run of non-space before a full stop, without opening quotes; empty when the full stop
     * stands alone.
     */
    private String wordBefore(int index) {
        int begin = index;
        // "U . S ." and "Mr ." in tokenised text: the word is one space away.
        int stop = index;
        if (begin > start && text.charAt(begin - 1) == ' ') {
            stop = begin - 1;
            begin = stop;
        }
        while (begin > start
                && stop - begin < LOOK_BACK
                && !isSpace(begin - 1)
                && OPENERS.indexOf(text.charAt(begin - 1)) < 0
                && text.charAt(begin - 1) != '-') {
            begin--;
        }
        return text.substring(begin, stop);
    }

    private String wordAt(int index) {
        int stop = index;
        while (stop < end && stop - index < LOOK_BACK && Character.isLetter(text.charAt(stop))) {
            stop++;
        }
        return text.substring(Math.min(index, stop), stop).toLowerCase(Locale.ROOT);
    }

    private int skipTerminators(int index) {
        int next = index;
        while (next < end && TERMINATORS.indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }

    private int skipSpace(int index) {
        int next = index;
        while (next < end && isSpace(next)) {
            next++;
        }
        return next;
    }

    /** Skips space within the line. */
    private int skipBlank(int index) {
        int next = index;
        while (next < end && isSpace(next) && !LineBreaks.isBreak(text.charAt(next))) {
            next++;
        }
        return next;
    }

    private boolean isSpace(int index) {
        return Characters.isSpace(text.charAt(index));
    }

    private char charAt(int index) {
        return index < end ? text.charAt(index) : '\0';
    }
}
