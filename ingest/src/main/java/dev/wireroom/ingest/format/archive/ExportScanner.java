package dev.wireroom.ingest.format.archive;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the tags and texts of an XML export in place, forgiving what exports are broken in: control
 * characters, stray ampersands, entities that nothing declares, an end that is missing. Tags and
 * CDATA sections are ASCII in every encoding an export comes in, so bytes are only decoded where a
 * text is asked for. One pass, no recursion, no entity is ever expanded beyond a character. Not
 * thread-safe.
 */
final class ExportScanner {

    /** What the scanner stands on. */
    enum Token {
        START,
        END,
        TEXT,
        CDATA,
        DONE
    }

    private static final byte[] CDATA_OPEN = ascii("<![CDATA[");
    private static final byte[] CDATA_CLOSE = ascii("]]>");
    private static final byte[] COMMENT_OPEN = ascii("<!--");
    private static final byte[] COMMENT_CLOSE = ascii("-->");

    private static final int MAX_NAME_BYTES = 100;

    private final byte[] content;
    private final Charset charset;
    private int next;
    private int begin;
    private int end;
    private boolean selfClosed;

    ExportScanner(byte[] content, int from, Charset charset) {
        this.content = content;
        this.next = from;
        this.charset = charset;
    }

    /** Moves to the next token; comments, instructions and declarations are passed over. */
    Token next() {
        while (next < content.length) {
            if (content[next] != '<') {
                begin = next;
                end = indexOf((byte) '<', next);
                next = end;
                return Token.TEXT;
            }
            if (startsWith(CDATA_OPEN)) {
                begin = next + CDATA_OPEN.length;
                end = indexOf(CDATA_CLOSE, begin);
                next = Math.min(content.length, end + CDATA_CLOSE.length);
                return Token.CDATA;
            }
            if (startsWith(COMMENT_OPEN)) {
                next = after(COMMENT_CLOSE, next + COMMENT_OPEN.length);
            } else if (next + 1 < content.length
                    && (content[next + 1] == '?' || content[next + 1] == '!')) {
                next = Math.min(content.length, indexOf((byte) '>', next) + 1);
            } else if (next + 1 < content.length && isNamePart(content[next + 1])) {
                return startTag();
            } else if (next + 2 < content.length
                    && content[next + 1] == '/'
                    && isNamePart(content[next + 2])) {
                begin = next + 2;
                end = endOfName(begin);
                next = Math.min(content.length, indexOf((byte) '>', end) + 1);
                return Token.END;
            } else {
                begin = next;
                end = next + 1;
                next = end;
                return Token.TEXT;
            }
        }
        return Token.DONE;
    }

    /** Whether the start tag just met is an empty element's. */
    boolean isSelfClosed() {
        return selfClosed;
    }

    /** The name of the tag, with its prefix. */
    String name() {
        return new String(content, begin, Math.min(end - begin, MAX_NAME_BYTES), charset);
    }

    /** The start tag whole, for its attributes. */
    String tag() {
        return new String(content, begin, Math.min(next, content.length) - begin, charset);
    }

    /** The bytes of the text or CDATA section as text, entities as they are. */
    String text() {
        return new String(content, begin, end - begin, charset);
    }

    private Token startTag() {
        begin = next + 1;
        end = endOfName(begin);
        int close = endOfTag(end);
        selfClosed = close < content.length && content[close - 1] == '/';
        // a tag that is never closed ends where the next one begins
        next = close < content.length && content[close] == '>' ? close + 1 : close;
        return Token.START;
    }

    /**
     * Past attributes; a &gt; in a quoted value does not end the tag, unless the quote never does.
     */
    private int endOfTag(int from) {
        int limit = indexOf((byte) '<', from);
        int at = from;
        while (at < limit && content[at] != '>') {
            if (content[at] == '"' || content[at] == '\'') {
                int close = at + 1;
                while (close < limit && content[close] != content[at]) {
                    close++;
                }
                if (close == limit) {
                    return Math.min(limit, indexOf((byte) '>', at));
                }
                at = close;
            }
            at++;
        }
        return at;
    }

    private int endOfName(int from) {
        int at = from;
        while (at < content.length && isNamePart(content[at])) {
            at++;
        }
        return at;
    }

    private static boolean isNamePart(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == ':'
                || b == '_'
                || b == '-'
                || b == '.'
                || b < 0;
    }

    private int indexOf(byte wanted, int from) {
        int at = from;
        while (at < content.length && content[at] != wanted) {
            at++;
        }
        return at;
    }

    private int indexOf(byte[] wanted, int from) {
        int at = indexOf(wanted[0], from);
        while (at < content.length && !startsWith(wanted, at)) {
            at = indexOf(wanted[0], at + 1);
        }
        return at;
    }

    private int after(byte[] wanted, int from) {
        return Math.min(content.length, indexOf(wanted, from) + wanted.length);
    }

    private boolean startsWith(byte[] prefix) {
        return startsWith(prefix, next);
    }

    private boolean startsWith(byte[] prefix, int at) {
        return at + prefix.length <= content.length
                && Arrays.equals(content, at, at + prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
