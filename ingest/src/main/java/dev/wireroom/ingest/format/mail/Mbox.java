package dev.wireroom.ingest.format.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits an mbox file at its From lines: at the start, or after a blank line, one that names a
 * sender and a date. A From line in a text is written with a &gt; before it; that comes off.
 */
final class Mbox {

    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
    private static final int LINE_LOOKED_AT = 200;
    private static final Pattern FROM_LINE =
            Pattern.compile("From \\S+ .{0,40}\\d{1,2}:\\d\\d.{0,40}");

    private Mbox() {}

    static boolean recognises(String opening) {
        return isFromLine(opening.substring(0, Math.min(opening.length(), LINE_LOOKED_AT)));
    }

    static boolean recognises(byte[] content) {
        return startsWith(content, 0, FROM) && isFromLine(line(content, 0, endOfLine(content, 0)));
    }

    /** The messages, each without its From line. */
    static List<byte[]> messages(byte[] content) {
        List<byte[]> messages = new ArrayList<>();
        int begin = -1;
        boolean blankBefore = true;
        int at = 0;
        while (at < content.length) {
            int end = endOfLine(content, at);
            if (blankBefore
                    && startsWith(content, at, FROM)
                    && isFromLine(line(content, at, end))) {
                if (begin >= 0) {
                    messages.add(unescaped(content, begin, at));
                }
                begin = Math.min(end + 1, content.length);
            }
            blankBefore = end == at || (end == at + 1 && content[at] == '\r');
            at = end + 1;
        }
        if (begin >= 0) {
            messages.add(unescaped(content, begin, content.length));
        }
        return messages;
    }

    private static boolean isFromLine(String start) {
        return FROM_LINE.matcher(start.lines().findFirst().orElse("")).matches();
    }

    private static String line(byte[] content, int from, int to) {
        int length = Math.min(to - from, LINE_LOOKED_AT);
        return new String(content, from, length, StandardCharsets.ISO_8859_1);
    }

    /** Takes one &gt; off lines of &gt;From and &gt;&gt;From. */
    private static byte[] unescaped(byte[] content, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        int at = from;
        boolean changed = false;
        while (at < to) {
            int end = Math.min(endOfLine(content, at) + 1, to);
            int quotes = at;
            while (quotes < end && content[quotes] == '>') {
                quotes++;
            }
            boolean escaped = quotes > at && startsWith(content, quotes, FROM);
            changed |= escaped;
            int start = escaped ? at + 1 : at;
            out.write(content, start, end - start);
            at = end;
        }
        return changed ? out.toByteArray() : Arrays.copyOfRange(content, from, to);
    }

    private static int endOfLine(byte[] content, int from) {
        int at = from;
        while (at < content.length && content[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean startsWith(byte[] content, int at, byte[] prefix) {
        return at + prefix.length <= content.length
                && Arrays.equals(content, at, at + prefix.length, prefix, 0, prefix.length);
    }
}
