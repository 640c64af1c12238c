package dev.wireroom.ingest.format.feed;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one start tag, found when it is read and decoded when asked for; quotes may be
 * missing. Reused from tag to tag. Not thread-safe.
 */
final class Attributes {

    /** Attributes beyond these are read over. */
    private static final int MOST = 64;

    /** A quote that is further away than this belongs to something else. */
    private static final int LONGEST_VALUE = 64 * 1024;

    private String text = "";
    private int[] bounds = new int[32];
    private int count;
    private boolean selfClosing;

    /** Reads from behind the name of a tag; returns where the tag has ended. */
    int read(String document, int from, Terminators terminators) {
        text = document;
        count = 0;
        selfClosing = false;
        int pos = from;
        int length = document.length();
        while (pos < length) {
            char c = document.charAt(pos);
            if (c == '>') {
                return pos + 1;
            } else if (c == '<') {
                return pos;
            } else if (c == '/' && pos + 1 < length && document.charAt(pos + 1) == '>') {
                selfClosing = true;
                return pos + 2;
            } else if (MarkupScanner.isNameStart(c)) {
                pos = readOne(pos, terminators);
            } else {
                pos++;
            }
        }
        return length;
    }

    private int readOne(int nameBegin, Terminators terminators) {
        int length = text.length();
        int nameEnd = nameBegin;
        while (nameEnd < length && MarkupScanner.isNamePart(text.charAt(nameEnd))) {
            nameEnd++;
        }
        int pos = skipBlanks(nameEnd);
        if (pos >= length || text.charAt(pos) != '=') {
            add(nameBegin, nameEnd, nameEnd, nameEnd);
            return nameEnd;
        }
        pos = skipBlanks(pos + 1);
        if (pos < length && (text.charAt(pos) == '"' || text.charAt(pos) == '\'')) {
            int quote = text.charAt(pos) == '"' ? Terminators.QUOTE : Terminators.APOSTROPHE;
            int end = terminators.find(quote, pos + 1);
            if (end < length && end - pos <= LONGEST_VALUE) {
                add(nameBegin, nameEnd, pos + 1, end);
                return end + 1;
            }
            pos++;
        }
        int end = pos;
        while (end < length && !endsBareValue(end)) {
            end++;
        }
        add(nameBegin, nameEnd, pos, end);
        return end;
    }

    private boolean endsBareValue(int at) {
        char c = text.charAt(at);
        return c <= ' '
                || c == '>'
                || c == '<'
                || (c == '/' && at + 1 < text.length() && text.charAt(at + 1) == '>');
    }

    private int skipBlanks(int from) {
        int pos = from;
        while (pos < text.length() && text.charAt(pos) <= ' ') {
            pos++;
        }
        return pos;
    }

    private void add(int nameBegin, int nameEnd, int valueBegin, int valueEnd) {
        if (count == MOST) {
            return;
        }
        int at = count++ * 4;
        if (at == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[at] = nameBegin;
        bounds[at + 1] = nameEnd;
        bounds[at + 2] = valueBegin;
        bounds[at + 3] = valueEnd;
    }

    boolean selfClosing() {
        return selfClosing;
    }

    int count() {
        return count;
    }

    /** The value of the attribute of this name, whatever its case; null if none. */
    @Nullable String get(String name) {
        for (int i = 0; i < count; i++) {
            int begin = bounds[i * 4];
            if (bounds[i * 4 + 1] - begin == name.length()
                    && text.regionMatches(true, begin, name, 0, name.length())) {
                return value(i);
            }
        }
        return null;
    }

    boolean startsWith(int i, String prefix) {
        return text.regionMatches(true, bounds[i * 4], prefix, 0, prefix.length());
    }

    /** The name of the i-th attribute in lower case. */
    String name(int i) {
        return text.substring(bounds[i * 4], bounds[i * 4 + 1]).toLowerCase(Locale.ROOT);
    }

    String value(int i) {
        return References.decode(text.substring(bounds[i * 4 + 2], bounds[i * 4 + 3]));
    }
}
