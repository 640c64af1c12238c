package dev.wireroom.ingest.format.feed;

import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * Decodes character references in feeds: those of XML, the named ones of HTML, and numeric ones,
 * also where they number the bytes of windows-1252. What is no reference stays as it is.
 */
final class References {

    /** No entity of HTML has a longer name. */
    private static final int LONGEST_NAME = 32;

    private static final int LONGEST_NUMBER = 8;

    /** What &#128; to &#159; were meant as: windows-1252. 0 where it has nothing there either. */
    private static final String WINDOWS_1252 =
            "\u20AC\0\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\0\u017D\0"
                + "\0\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\0\u017E\u0178";

    private References() {}

    /** Decodes each reference once. */
    static String decode(String text) {
        return decode(text, null);
    }

    /**
     * Decodes each reference once.
     *
     * @param symptoms is told of entities that XML does not know, and of ampersands that begin no
     *     reference; null where nobody needs to know
     */
    static String decode(String text, @Nullable Symptoms symptoms) {
        int amp = text.indexOf('&');
        if (amp < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        while (amp >= 0) {
            out.append(text, done, amp);
            done = decodeAt(text, amp, out, symptoms);
            amp = text.indexOf('&', done);
        }
        return out.append(text, done, text.length()).toString();
    }

    /** Appends what stands at the ampersand; returns where the text goes on. */
    private static int decodeAt(
            String text, int amp, StringBuilder out, @Nullable Symptoms symptoms) {
        char next = amp + 1 < text.length() ? text.charAt(amp + 1) : ' ';
        // escaped HTML has hundreds of these
        if (next == 'l' && text.startsWith("lt;", amp + 1)) {
            out.append('<');
            return amp + 4;
        } else if (next == 'g' && text.startsWith("gt;", amp + 1)) {
            out.append('>');
            return amp + 4;
        } else if (next == 'a' && text.startsWith("amp;", amp + 1)) {
            out.append('&');
            return amp + 5;
        } else if (next == '#') {
            int end = number(text, amp, out);
            if (end > 0) {
                return end;
            }
        } else {
            int end = amp + 1;
            int limit = Math.min(text.length(), amp + 1 + LONGEST_NAME);
            while (end < limit && isAlphanumeric(text.charAt(end))) {
                end++;
            }
            if (end > amp + 1 && end < text.length() && text.charAt(end) == ';') {
                String name = text.substring(amp + 1, end);
                if (named(name, out, symptoms)) {
                    return end + 1;
                }
            }
        }
        if (symptoms != null) {
            symptoms.note("ampersand-unescaped", "", text, amp);
        }
        out.append('&');
        return amp + 1;
    }

    private static boolean named(String name, StringBuilder out, @Nullable Symptoms symptoms) {
        switch (name) {
            case "quot" -> out.append('"');
            case "apos" -> out.append('\'');
            default -> {
                String meaning = Entities.getByName(name);
                if (meaning.isEmpty()) {
                    return false;
                }
                if (symptoms != null) {
                    symptoms.note("entity-undeclared", "", name, 0);
                }
                out.append(meaning);
            }
        }
        return true;
    }

    /** Appends the character of a numeric reference; 0 where there is no number. */
    private static int number(String text, int amp, StringBuilder out) {
        int at = amp + 2;
        boolean hex = at < text.length() && (text.charAt(at) | 0x20) == 'x';
        if (hex) {
            at++;
        }
        int first = at;
        int radix = hex ? 16 : 10;
        int code = 0;
        while (at < text.length() && at - first < LONGEST_NUMBER) {
            int digit = Character.digit(text.charAt(at), radix);
            if (digit < 0 || text.charAt(at) > 'f') {
                break;
            }
            code = Math.min(code * radix + digit, Character.MAX_CODE_POINT + 1);
            at++;
        }
        if (at == first) {
            return 0;
        }
        append(code, out);
        return at < text.length() && text.charAt(at) == ';' ? at + 1 : at;
    }

    private static void append(int code, StringBuilder out) {
        if (code >= 0x80 && code < 0xA0) {
            char meant = WINDOWS_1252.charAt(code - 0x80);
            out.append(meant == 0 ? '\uFFFD' : meant);
        } else if (code > Character.MAX_CODE_POINT || (code >= 0xD800 && code < 0xE000)) {
            out.append('\uFFFD');
        } else if (code >= ' ' && code != 0x7F) {
            out.appendCodePoint(code);
        } else if (code == '\t' || code == '\n' || code == '\r') {
            out.append(code == '\t' ? '\t' : '\n');
        }
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
