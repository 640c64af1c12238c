package dev.wireroom.ingest.format.detect;

import dev.wireroom.ingest.format.ByteOrderMark;

/** Walks the lines of NDJSON in place; blank lines are skipped but counted. Not thread-safe. */
public final class NdjsonLines {

    private final byte[] content;
    private int next;
    private int begin;
    private int end;
    private int number;

    public NdjsonLines(byte[] content) {
        this.content = content;
        this.next = ByteOrderMark.length(content);
    }

    /** Moves to the next line that is not blank; false at the end. */
    public boolean next() {
        while (next < content.length) {
            begin = next;
            end = begin;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            next = end + 1;
            number++;
            while (begin < end && isBlank(content[begin])) {
                begin++;
            }
            while (end > begin && isBlank(content[end - 1])) {
                end--;
            }
            if (end > begin) {
                return true;
            }
        }
        return false;
    }

    /** Index of the line's first byte that is not blank. */
    public int begin() {
        return begin;
    }

    /** Bytes up to the line's last that is not blank. */
    public int length() {
        return end - begin;
    }

    /** The line's number, from 1. */
    public int number() {
        return number;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
