package dev.wireroom.enrich.lifecycle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A multiset of words that forgets the words: it can tell how many words a text gained and lost
 * against an earlier one, and nothing else about the earlier one.
 *
 * <p>The idea: keep a 32-bit hash of each word, sorted, repeats included, as variable-length
 * differences. Two bags are compared by one merge. A text of n words costs O(n log n) time and
 * about 3 bytes a word; two different words collide with probability 2^-32, which would make a
 * count wrong by one.
 */
public final class WordBag {

    private final int[] hashes;

    private WordBag(int[] sortedHashes) {
        this.hashes = sortedHashes;
    }

    /** Words are what white space separates. */
    static WordBag of(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return new WordBag(new int[0]);
        }
        String[] words = stripped.split("\\s+", -1);
        int[] hashes = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            hashes[i] = spread(words[i].hashCode());
        }
        Arrays.sort(hashes);
        return new WordBag(hashes);
    }

    int size() {
        return hashes.length;
    }

    /** How many words of this bag the other one lacks, repeats counted. */
    int minus(WordBag other) {
        int only = 0;
        int j = 0;
        for (int hash : hashes) {
            while (j < other.hashes.length && other.hashes[j] < hash) {
                j++;
            }
            if (j < other.hashes.length && other.hashes[j] == hash) {
                j++;
            } else {
                only++;
            }
        }
        return only;
    }

    /** What {@link #decode} reads back. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(hashes.length * 4);
        long previous = Integer.MIN_VALUE;
        for (int hash : hashes) {
            long gap = hash - previous;
            previous = hash;
            while (gap >= 0x80) {
                out.write((int) ((gap & 0x7f) | 0x80));
                gap >>>= 7;
            }
            out.write((int) gap);
        }
        return out.toByteArray();
    }

    public static WordBag decode(byte[] encoded) {
        int size = 0;
        for (byte b : encoded) {
            size += b >= 0 ? 1 : 0;
        }
        int[] hashes = new int[size];
        ByteBuffer in = ByteBuffer.wrap(encoded);
        long previous = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long gap = 0;
            int shift = 0;
            byte b;
            do {
                b = in.get();
                gap |= (long) (b & 0x7f) << shift;
                shift += 7;
            } while (b < 0);
            previous += gap;
            hashes[i] = (int) previous;
        }
        return new WordBag(hashes);
    }

    /** Spreads String.hashCode over all bits, so that similar words do not lie side by side. */
    private static int spread(int hash) {
        int h = hash * 0x9e3779b9;
        return (h ^ (h >>> 15)) * 0x85ebca6b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordBag bag && Arrays.equals(hashes, bag.hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }
}
