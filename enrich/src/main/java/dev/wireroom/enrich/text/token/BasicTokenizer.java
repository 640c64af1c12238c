package dev.wireroom.enrich.text.token;

import java.util.Arrays;

/**
 * Splits text as BERT's pre-tokenizer does: runs of characters between white space, every
 * punctuation mark on its own. Entity labels belong to these tokens. Linear in the text; any
 * sequence of code units is accepted.
 */
public final class BasicTokenizer {

    private BasicTokenizer() {}

    /**
     * Tokens of {@code [begin, end)}. Characters that the normaliser drops neither open nor close a
     * token, and never lie at its edges.
     */
    public static Tokens tokenize(CharSequence text, int begin, int end) {
        Builder tokens = new Builder((end - begin) / 5 + 4);
        int start = -1;
        int last = -1;
        for (int index = begin; index < end; ) {
            int codePoint = codePointAt(text, index, end);
            int next = index + Character.charCount(codePoint);
            boolean space = Characters.isSpace(codePoint);
            if (space || Characters.isPunctuation(codePoint)) {
                if (start >= 0) {
                    tokens.add(start, last);
                    start = -1;
                }
                if (!space) {
                    tokens.add(index, next);
                }
            } else if (!Characters.isDropped(codePoint)) {
                if (start < 0) {
                    start = index;
                }
                last = next;
            }
            index = next;
        }
        if (start >= 0) {
            tokens.add(start, last);
        }
        return tokens.build();
    }

    private static int codePointAt(CharSequence text, int index, int end) {
        char high = text.charAt(index);
        if (Character.isHighSurrogate(high) && index + 1 < end) {
            char low = text.charAt(index + 1);
            if (Character.isLowSurrogate(low)) {
                return Character.toCodePoint(high, low);
            }
        }
        return high;
    }

    /** Offsets of tokens in reading order, as parallel arrays; not to be changed. */
    @SuppressWarnings("ArrayRecordComponent") // arrays for speed; nobody changes them
    public record Tokens(int[] begins, int[] ends) {

        /** How many tokens. */
        public int size() {
            return begins.length;
        }
    }

    private static final class Builder {
        private int[] begins;
        private int[] ends;
        private int size;

        Builder(int capacity) {
            begins = new int[capacity];
            ends = new int[capacity];
        }

        void add(int begin, int end) {
            if (size == begins.length) {
                begins = Arrays.copyOf(begins, size * 2);
                ends = Arrays.copyOf(ends, size * 2);
            }
            begins[size] = begin;
            ends[size++] = end;
        }

        Tokens build() {
            return new Tokens(Arrays.copyOf(begins, size), Arrays.copyOf(ends, size));
        }
    }
}
