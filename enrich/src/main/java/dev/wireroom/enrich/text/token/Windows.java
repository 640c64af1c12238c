package dev.wireroom.enrich.text.token;

import dev.wireroom.enrich.text.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts sentences into windows that the encoder can take. A sentence that is too long is cut after
 * punctuation where there is some in the second half of a window, else between two tokens; no piece
 * is ever lost. Safe for use by many threads.
 */
public final class Windows {
    private final WordPieces wordPieces;
    private final int maxPieces;

    /**
     * @param maxPieces most pieces in a window, not counting CLS and SEP
     */
    public Windows(WordPieces wordPieces, int maxPieces) {
        this.wordPieces = wordPieces;
        this.maxPieces = maxPieces;
    }

    /** Windows of one sentence, in order; none when it has no token. */
    public List<Window> of(Field field, String text, Span sentence, int number) {
        Encoded encoded = encode(text, sentence);
        List<Window> windows = new ArrayList<>(1);
        for (int from = 0; from < encoded.size(); ) {
            int to = cut(text, encoded, from);
            windows.add(window(field, text, number, encoded, from, to));
            from = to;
        }
        return windows;
    }

    /**
     * The one window of a sentence that has a passage as near to its middle as it can be, for
     * passages in sentences that need several windows.
     *
     * @param passage overlaps at least one token of the sentence
     */
    public Window around(Field field, String text, Span sentence, int number, Span passage) {
        Encoded encoded = encode(text, sentence);
        int first = 0;
        while (encoded.ends[first] <= passage.begin()) {
            first++;
        }
        int from = first;
        int to = first + 1;
        int pieces = encoded.pieces[first].length;
        boolean growing = true;
        while (growing) {
            growing = false;
            boolean wanted = to < encoded.size() && encoded.begins[to] < passage.end();
            if (!wanted && from > 0 && pieces + encoded.pieces[from - 1].length <= maxPieces) {
                pieces += encoded.pieces[--from].length;
                growing = true;
            }
            if (to < encoded.size() && pieces + encoded.pieces[to].length <= maxPieces) {
                pieces += encoded.pieces[to++].length;
                growing = true;
            }
        }
        return window(field, text, number, encoded, from, to);
    }

    private int cut(String text, Encoded encoded, int from) {
        int pieces = 0;
        int to = from;
        int punctuation = -1;
        while (to < encoded.size()) {
            pieces += encoded.pieces[to].length;
            if (pieces > maxPieces && to > from) {
                break;
            }
            if (pieces > maxPieces / 2
                    && encoded.shapes[to] == WordShape.PUNCTUATION
                    && ",;:.!?—–-".indexOf(text.charAt(encoded.begins[to])) >= 0) {
                punctuation = to + 1;
            }
            to++;
        }
        return to < encoded.size() && punctuation > 0 ? punctuation : to;
    }

    private Encoded encode(String text, Span sentence) {
        BasicTokenizer.Tokens tokens =
                BasicTokenizer.tokenize(text, sentence.begin(), sentence.end());
        int[][] pieces = new int[tokens.size()][];
        WordShape[] shapes = new WordShape[tokens.size()];
        for (int token = 0; token < tokens.size(); token++) {
            int begin = tokens.begins()[token];
            int end = tokens.ends()[token];
            pieces[token] = wordPieces.pieces(text.substring(begin, end));
            shapes[token] = WordShape.of(text, begin, end);
        }
        return new Encoded(tokens.begins(), tokens.ends(), pieces, shapes);
    }

    private Window window(Field field, String text, int number, Encoded encoded, int from, int to) {
        int offset = encoded.begins[from];
        int count = to - from;
        int total = 2;
        for (int token = from; token < to; token++) {
            total += encoded.pieces[token].length;
        }
        long[] ids = new long[total];
        long[] shapes = new long[total];
        int[] begins = new int[count];
        int[] ends = new int[count];
        int[] firsts = new int[count];
        ids[0] = wordPieces.cls();
        int position = 1;
        for (int token = 0; token < count; token++) {
            begins[token] = encoded.begins[from + token] - offset;
            ends[token] = encoded.ends[from + token] - offset;
            firsts[token] = position;
            for (int piece : encoded.pieces[from + token]) {
                ids[position] = piece;
                shapes[position++] = encoded.shapes[from + token].index();
            }
        }
        ids[position] = wordPieces.sep();
        return new Window(
                field,
                text.substring(offset, encoded.ends[to - 1]),
                offset,
                number,
                begins,
                ends,
                firsts,
                Arrays.copyOfRange(encoded.shapes, from, to),
                ids,
                shapes);
    }

    @SuppressWarnings("ArrayRecordComponent") // arrays for speed; nobody changes them
    private record Encoded(int[] begins, int[] ends, int[][] pieces, WordShape[] shapes) {
        int size() {
            return begins.length;
        }
    }
}
