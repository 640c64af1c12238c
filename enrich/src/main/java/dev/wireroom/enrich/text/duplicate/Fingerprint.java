package dev.wireroom.enrich.text.duplicate;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is kept of an article's body to find and explain near-duplicates of it: a hash and a place
 * for every word. Immutable by convention: its arrays are not to be changed. About six bytes a word
 * when serialised.
 *
 * @param articleId whose body it is
 * @param hashes one a word, in order, of the lower-cased word
 * @param begins first UTF-16 code unit of each word in the body
 * @param lengths of each word in code units
 */
@SuppressWarnings("ArrayRecordComponent") // arrays for speed; nobody changes them
public record Fingerprint(String articleId, int[] hashes, int[] begins, int[] lengths) {
    /** Words of a body that count; those after are not compared. */
    public static final int MAX_WORDS = 20_000;

    private static final byte FORMAT = 1;
    private static final int MAX_WORD_CHARS = 64;

    /**
     * Reads a body. Words are runs of letters and digits; case, punctuation and white space don't
     * count. Writing systems without spaces give long words, cut every {@value #MAX_WORD_CHARS}
     * code units.
     */
    public static Fingerprint of(String articleId, String body) {
        int[] hashes = new int[Math.min(MAX_WORDS, body.length() / 2 + 1)];
        int[] begins = new int[hashes.length];
        int[] lengths = new int[hashes.length];
        int words = 0;
        int begin = -1;
        int hash = 0;
        for (int index = 0; index <= body.length() && words < hashes.length; index++) {
            char c = index < body.length() ? body.charAt(index) : ' ';
            boolean inWord = Character.isLetterOrDigit(c) || Character.isSurrogate(c);
            if (begin >= 0 && (!inWord || index - begin == MAX_WORD_CHARS)) {
                hashes[words] = mix(hash);
                begins[words] = begin;
                lengths[words++] = index - begin;
                begin = -1;
            }
            if (inWord) {
                if (begin < 0) {
                    begin = index;
                    hash = 0;
                }
                hash = 31 * hash + Character.toLowerCase(c);
            }
        }
        return new Fingerprint(
                articleId,
                Arrays.copyOf(hashes, words),
                Arrays.copyOf(begins, words),
                Arrays.copyOf(lengths, words));
    }

    /** How many words. */
    public int words() {
        return hashes.length;
    }

    /** One past the last code unit of a word. */
    int end(int word) {
        return begins[word] + lengths[word];
    }

    /**
     * Hashes of all runs of {@link Sketch#SHINGLE_WORDS} words, in order; the whole text as one run
     * where it is shorter.
     */
    long[] shingles() {
        int width = Math.min(Sketch.SHINGLE_WORDS, hashes.length);
        if (width == 0) {
            return new long[0];
        }
        long[] shingles = new long[hashes.length - width + 1];
        for (int index = 0; index < shingles.length; index++) {
            long shingle = 1;
            for (int word = 0; word < width; word++) {
                shingle = shingle * 0x9E3779B97F4A7C15L + hashes[index + word];
            }
            shingles[index] = Sketch.mix(shingle);
        }
        return shingles;
    }

    /** Serialises; {@link #fromBytes} reads it back. */
    public byte[] toBytes() {
        byte[] id = articleId.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(1 + 5 + id.length + 5 + hashes.length * 14);
        buffer.put(FORMAT);
        putVariable(buffer, id.length);
        buffer.put(id);
        putVariable(buffer, hashes.length);
        int end = 0;
        for (int word = 0; word < hashes.length; word++) {
            buffer.putInt(hashes[word]);
            putVariable(buffer, begins[word] - end);
            putVariable(buffer, lengths[word]);
            end = end(word);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when the bytes are not that
     */
    public static Fingerprint fromBytes(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            byte format = buffer.get();
            if (format != FORMAT) {
                throw new IllegalArgumentException("fingerprint of unknown format " + format);
            }
            byte[] id = new byte[getVariable(buffer)];
            buffer.get(id);
            int words = getVariable(buffer);
            if (words > MAX_WORDS) {
                throw new IllegalArgumentException("fingerprint of " + words + " words");
            }
            int[] hashes = new int[words];
            int[] begins = new int[words];
            int[] lengths = new int[words];
            int end = 0;
            for (int word = 0; word < words; word++) {
                hashes[word] = buffer.getInt();
                begins[word] = end + getVariable(buffer);
                lengths[word] = getVariable(buffer);
                end = begins[word] + lengths[word];
            }
            return new Fingerprint(new String(id, StandardCharsets.UTF_8), hashes, begins, lengths);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("not a fingerprint: " + bytes.length + " bytes", e);
        }
    }

    private static void putVariable(ByteBuffer buffer, int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            buffer.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    private static int getVariable(ByteBuffer buffer) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = buffer.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("not a fingerprint: a number of more than five bytes");
    }

    private static int mix(int hash) {
        return (int) (Sketch.mix(hash) >>> 32);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that
                && articleId.equals(that.articleId)
                && Arrays.equals(hashes, that.hashes)
                && Arrays.equals(begins, that.begins)
                && Arrays.equals(lengths, that.lengths);
    }

    @Override
    public int hashCode() {
        return 31 * articleId.hashCode() + Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return "Fingerprint[" + articleId + ", " + hashes.length + " words]";
    }
}
