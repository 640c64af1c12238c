package dev.wireroom.enrich.text.token;

import dev.wireroom.enrich.text.Field;
import java.util.Arrays;

/**
 * What goes through the encoder in one piece: a sentence, or a part of an overlong one. Immutable
 * by convention: its arrays are not to be changed.
 */
public final class Window {
    private final Field field;
    private final String text;
    private final int offset;
    private final int sentence;
    private final int[] begins;
    private final int[] ends;
    private final int[] firsts;
    private final WordShape[] tokenShapes;
    private final long[] ids;
    private final long[] shapes;

    Window(
            Field field,
            String text,
            int offset,
            int sentence,
            int[] begins,
            int[] ends,
            int[] firsts,
            WordShape[] tokenShapes,
            long[] ids,
            long[] shapes) {
        this.field = field;
        this.text = text;
        this.offset = offset;
        this.sentence = sentence;
        this.begins = begins;
        this.ends = ends;
        this.firsts = firsts;
        this.tokenShapes = tokenShapes;
        this.ids = ids;
        this.shapes = shapes;
    }

    /** The field it lies in. */
    public Field field() {
        return field;
    }

    /** Its text: equal texts have equal model inputs. */
    public String text() {
        return text;
    }

    /** Number of its sentence within the document, from 0. */
    public int sentence() {
        return sentence;
    }

    /** How many basic tokens it has, at least one. */
    public int tokens() {
        return begins.length;
    }

    /** First code unit of a token in the original field. */
    public int begin(int token) {
        return offset + begins[token];
    }

    /** One past the last code unit of a token in the original field. */
    public int end(int token) {
        return offset + ends[token];
    }

    /** A token as it is written. */
    public String token(int token) {
        return text.substring(begins[token], ends[token]);
    }

    /** How a token is written. */
    public WordShape shape(int token) {
        return tokenShapes[token];
    }

    /** True when nothing stands between a token and the one before it. */
    public boolean touchesPrevious(int token) {
        return token > 0 && ends[token - 1] == begins[token];
    }

    /** Position of a token's first piece, CLS being 0. */
    public int firstPiece(int token) {
        return firsts[token];
    }

    /** One past a token's last piece. */
    public int endPiece(int token) {
        return token + 1 < firsts.length ? firsts[token + 1] : ids.length - 1;
    }

    /** Piece ids with CLS and SEP. */
    public long[] ids() {
        return ids;
    }

    /** Shape classes, one a piece; 0 for CLS and SEP. */
    public long[] shapes() {
        return shapes;
    }

    /** 1 for each piece of the tokens {@code [from, to)}, else 0. */
    public long[] marks(int from, int to) {
        long[] marks = new long[ids.length];
        Arrays.fill(marks, firsts[from], endPiece(to - 1), 1L);
        return marks;
    }
}
