package dev.wireroom.ingest.format.feed;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pull parser for markup as the web writes it: reads any text as start tags, end tags and text
 * and never fails.
 *
 * <p>One pass over the text, no tree, no recursion. It bends where XML would break: an end tag
 * closes what is open inside its element; one that closes nothing is skipped; a {@code <} that
 * begins no tag is text; what is not terminated ends with the document; document types are skipped
 * unread, so entities can neither be declared nor fetched. Searches for a terminator are kept, so
 * that a document of a million unterminated ones is still read in linear time. Not thread-safe.
 */
final class MarkupScanner {

    enum Event {
        START,
        END,
        TEXT,
        EOF
    }

    /** Names beyond these are read but not kept; no feed has as many. */
    private static final int MOST_NAMES_KEPT = 4_096;

    private static final int NAME_SLOTS = 1_024;

    private final String text;
    private final Terminators terminators;
    private final ElementName[][] names = new ElementName[NAME_SLOTS][];
    private int namesKept;

    private final Scope scope = new Scope();
    private ElementName[] stack = new ElementName[16];
    private int depth;
    private String unprefixed = Namespaces.NONE;

    private int pos;
    private int eventBegin;
    private int textBegin;
    private int textEnd;
    private boolean cdata;
    private boolean closePending;
    private boolean again;
    private Event event = Event.EOF;

    private final Attributes attributes = new Attributes();

    MarkupScanner(String text) {
        this.text = text;
        this.terminators = new Terminators(text);
    }

    /** Reads on to the next event. Empty texts, comments and instructions are none. */
    Event next() {
        if (again) {
            again = false;
            return event;
        }
        event = read();
        return event;
    }

    /** Makes {@link #next} deliver the current event once more. */
    void pushBack() {
        again = true;
    }

    private Event read() {
        if (closePending) {
            closePending = false;
            eventBegin = pos;
            leaveTo(depth - 1);
            return Event.END;
        }
        while (pos < text.length()) {
            eventBegin = pos;
            if (text.charAt(pos) != '<' || !isMarkup(pos)) {
                return readText();
            }
            char kind = text.charAt(pos + 1);
            if (kind == '!') {
                if (text.startsWith("<![CDATA[", pos)) {
                    if (readCdata()) {
                        return Event.TEXT;
                    }
                } else {
                    skipDeclaration();
                }
            } else if (kind == '?') {
                pos = terminators.after(Terminators.INSTRUCTION, pos + 2);
            } else if (kind == '/') {
                if (readEndTag()) {
                    return Event.END;
                }
            } else {
                readStartTag();
                return Event.START;
            }
        }
        eventBegin = pos;
        return Event.EOF;
    }

    /** Whether a tag, comment or the like begins at the {@code <}. */
    private boolean isMarkup(int at) {
        if (at + 1 >= text.length()) {
            return false;
        }
        char c = text.charAt(at + 1);
        if (c == '/') {
            return at + 2 < text.length() && isNameStart(text.charAt(at + 2));
        }
        return c == '!' || c == '?' || isNameStart(c);
    }

    private Event readText() {
        textBegin = pos;
        int end = text.indexOf('<', pos + (text.charAt(pos) == '<' ? 1 : 0));
        while (end >= 0 && !isMarkup(end)) {
            end = text.indexOf('<', end + 1);
        }
        textEnd = end < 0 ? text.length() : end;
        pos = textEnd;
        cdata = false;
        return Event.TEXT;
    }

    private boolean readCdata() {
        textBegin = pos + "<![CDATA[".length();
        int end = terminators.find(Terminators.CDATA, textBegin);
        textEnd = end;
        pos = Math.min(text.length(), end + "]]>".length());
        cdata = true;
        return textEnd > textBegin;
    }

    private void skipDeclaration() {
        if (text.startsWith("<!--", pos)) {
            pos = terminators.after(Terminators.COMMENT, pos + 4);
            return;
        }
        int close = terminators.find(Terminators.TAG, pos);
        int subset = terminators.find(Terminators.SUBSET_BEGIN, pos);
        if (subset < close && text.regionMatches(true, pos, "<!DOCTYPE", 0, 9)) {
            int end = terminators.find(Terminators.SUBSET_END, subset);
            close = terminators.find(Terminators.TAG, end);
        }
        pos = Math.min(text.length(), close + 1);
    }

    private boolean readEndTag() {
        int nameEnd = nameEnd(pos + 2);
        ElementName name = name(pos + 2, nameEnd);
        int close = terminators.find(Terminators.TAG, nameEnd);
        int open = terminators.find(Terminators.OPEN, nameEnd);
        pos = open < close ? open : Math.min(text.length(), close + 1);
        if (name.open == 0) {
            return false;
        }
        int to = depth;
        while (stack[to - 1] != name) {
            to--;
        }
        leaveTo(to - 1);
        return true;
    }

    private void readStartTag() {
        int nameEnd = nameEnd(pos + 1);
        ElementName name = name(pos + 1, nameEnd);
        push(name);
        pos = attributes.read(text, nameEnd, terminators);
        closePending = attributes.selfClosing();
        scope.enter(name, attributes, depth);
    }

    private void push(ElementName name) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth++] = name;
        name.open++;
    }

    private void leaveTo(int newDepth) {
        while (depth > newDepth) {
            stack[--depth].open--;
        }
        scope.leave(depth);
    }

    /**
     * Lifts the element that just started out of those it was found in, which were never closed, so
     * that it is at the depth given.
     */
    void hoistTo(int newDepth) {
        if (newDepth >= depth) {
            return;
        }
        ElementName current = stack[depth - 1];
        current.open--;
        depth--;
        while (depth >= newDepth) {
            stack[--depth].open--;
        }
        scope.leave(depth);
        push(current);
        scope.enter(current, attributes, depth);
    }

    /**
     * Skips to the end of the element at the depth given, or to where the next item starts, should
     * the element never end.
     */
    void skip(int elementDepth) {
        while (depth >= elementDepth) {
            Event skipped = next();
            if (skipped == Event.EOF) {
                return;
            }
            if (skipped == Event.START && FieldReader.startsItem(key())) {
                pushBack();
                return;
            }
        }
    }

    /** Elements open, the one that just started included. */
    int depth() {
        return depth;
    }

    /** The meaning of the element that just started: namespace and name, e.g. dc:creator. */
    String key() {
        return stack[depth - 1].key(scope.namespaces(), unprefixed);
    }

    /** Local name in lower case of the element that just started. */
    String localName() {
        return stack[depth - 1].local();
    }

    /** The current event's text as it stands in the document. */
    String rawText() {
        return text.substring(textBegin, textEnd);
    }

    int textLength() {
        return textEnd - textBegin;
    }

    boolean isCdata() {
        return cdata;
    }

    boolean isBlankText() {
        for (int i = textBegin; i < textEnd; i++) {
            if (text.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Where the current event begins in the document. */
    int eventBegin() {
        return eventBegin;
    }

    /** Where the document is read on. */
    int position() {
        return pos;
    }

    String slice(int begin, int end) {
        return text.substring(begin, end);
    }

    Attributes attributes() {
        return attributes;
    }

    /** An attribute of the element that just started, decoded and stripped; null if none. */
    @Nullable String attribute(String name) {
        String value = attributes.get(name);
        return value == null ? null : value.strip();
    }

    Scope scope() {
        return scope;
    }

    /** Makes names without a prefix and a known namespace mean Atom's. */
    void readUnprefixedAsAtom() {
        unprefixed = Namespaces.ATOM;
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private ElementName name(int begin, int end) {
        int hash = 0;
        for (int i = begin; i < end; i++) {
            hash = 31 * hash + (text.charAt(i) | 0x20);
        }
        int slot = (hash ^ (hash >>> 15)) & (NAME_SLOTS - 1);
        ElementName[] bucket = names[slot];
        int length = end - begin;
        if (bucket != null) {
            for (ElementName known : bucket) {
                if (known.written().length() == length
                        && text.regionMatches(true, begin, known.written(), 0, length)) {
                    return known;
                }
            }
        }
        ElementName name = new ElementName(text.substring(begin, end));
        if (namesKept < MOST_NAMES_KEPT) {
            namesKept++;
            int size = bucket == null ? 0 : bucket.length;
            ElementName[] grown =
                    bucket == null ? new ElementName[1] : Arrays.copyOf(bucket, size + 1);
            grown[size] = name;
            names[slot] = grown;
        }
        return name;
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0xC0;
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '.';
    }
}
