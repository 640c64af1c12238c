package dev.wireroom.ingest.format.feed;

/**
 * What bytes show about being UTF-8.
 *
 * @param isValid whether all of them are; cut off in the last character counts as valid
 * @param sequences characters of more than one byte
 */
record Utf8Evidence(boolean isValid, int sequences) {

    static Utf8Evidence of(byte[] content) {
        int sequences = 0;
        int at = 0;
        while (at < content.length) {
            if (content[at] >= 0) {
                at++;
                continue;
            }
            int length = sequenceLength(content, at);
            if (length == 0) {
                return new Utf8Evidence(content.length - at < 4 && isBegun(content, at), sequences);
            }
            sequences++;
            at += length;
        }
        return new Utf8Evidence(true, sequences);
    }

    boolean isAscii() {
        return isValid && sequences == 0;
    }

    /** Bytes of the character at this place; 0 where none is whole or valid. */
    static int sequenceLength(byte[] content, int at) {
        int first = content[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = length(first);
        if (length == 0 || at + length > content.length) {
            return 0;
        }
        int second = content[at + 1] & 0xFF;
        boolean overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
        boolean surrogate = first == 0xED && second >= 0xA0;
        boolean beyond = first == 0xF4 && second >= 0x90;
        if (overlong || surrogate || beyond) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if (!continues(content[at + i])) {
                return 0;
            }
        }
        return length;
    }

    /** Whether a character begins here that the end of the bytes cuts off. */
    private static boolean isBegun(byte[] content, int at) {
        int length = length(content[at] & 0xFF);
        if (at + length <= content.length) {
            return false;
        }
        for (int i = at + 1; i < content.length; i++) {
            if (!continues(content[i])) {
                return false;
            }
        }
        return length > 0;
    }

    private static int length(int first) {
        if (first >= 0xC2 && first <= 0xDF) {
            return 2;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return 3;
        }
        return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
