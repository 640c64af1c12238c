package dev.wireroom.ingest.format.xml;

import dev.wireroom.ingest.format.Findings;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Entities;

/**
 * Mends what real wires break in XML, each kind with one warning, and takes out what no reader of
 * ours needs: comments, processing instructions, declarations, and every document type, so that
 * there are no entities to expand and nothing outside to fetch. What is left is for a strict
 * parser.
 *
 * <p>Mended are control characters, HTML entities that nothing declares, ampersands and less-than
 * signs that should have been escaped, character references to no character, and text before the
 * first tag. One pass; line ends are kept, so that line numbers stay true.
 */
final class XmlRepair {

    private static final Set<String> PREDEFINED = Set.of("amp", "lt", "gt", "quot", "apos");
    private static final int LONGEST_ENTITY_NAME = 40;
    private static final int LONGEST_NUMBER = 10;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final String text;
    private final StringBuilder out;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private int copied;
    private int at;

    private XmlRepair(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() + 16);
    }

    static String repair(String text, Findings findings) {
        XmlRepair repair = new XmlRepair(text);
        String result = repair.run();
        repair.counts.forEach(
                (code, count) -> findings.warn(code, "", "%s: %d".formatted(message(code), count)));
        return result;
    }

    private static String message(String code) {
        return switch (code) {
            case "control-removed" -> "Characters that XML does not allow were removed";
            case "html-entity" -> "HTML entities that XML does not know were read all the same";
            case "unknown-entity" -> "References to unknown entities were left as text";
            case "ampersand-escaped" -> "Ampersands that should have been escaped";
            case "less-than-escaped" -> "Less-than signs that should have been escaped";
            case "invalid-reference" -> "Character references to no character were removed";
            case "leading-content" -> "Characters before the first tag were left out";
            default -> "XML declarations inside the document were left out";
        };
    }

    private String run() {
        skipToFirstTag();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '<') {
                tag();
            } else if (c == '&') {
                reference();
            } else if (c == ']' && text.startsWith("]]>", at)) {
                replace(3, "]]&gt;");
            } else if (isAllowed(at)) {
                at += Character.isHighSurrogate(c) ? 2 : 1;
            } else {
                count("control-removed");
                replace(1, "");
            }
        }
        if (copied == 0) {
            return text;
        }
        return out.append(text, copied, text.length()).toString();
    }

    private void skipToFirstTag() {
        int first = text.indexOf('<');
        if (first > 0) {
            if (!text.substring(0, first).isBlank()) {
                count("leading-content");
            }
            drop(first);
        }
    }

    private void tag() {
        if (text.startsWith("<!--", at)) {
            drop(past("-->", at + 4) - at);
        } else if (text.startsWith("<![CDATA[", at)) {
            characterData();
        } else if (text.startsWith("<?", at)) {
            if (text.startsWith("<?xml ", at) && at > 0 && !isFirstTag()) {
                count("nested-declaration");
            }
            drop(past("?>", at + 2) - at);
        } else if (text.startsWith("<!", at)) {
            drop(pastDeclaration() - at);
        } else if (at + 1 < text.length() && startsTag(text.charAt(at + 1))) {
            at++;
        } else {
            count("less-than-escaped");
            replace(1, "&lt;");
        }
    }

    private boolean isFirstTag() {
        return text.indexOf('<') == at;
    }

    private static boolean startsTag(char c) {
        return c == '/' || c == '_' || c == ':' || Character.isLetter(c);
    }

    /** In here only what XML does not allow is taken out. */
    private void characterData() {
        int end = past("]]>", at + 9);
        while (at < end) {
            if (isAllowed(at)) {
                at += Character.isHighSurrogate(text.charAt(at)) ? 2 : 1;
            } else {
                count("control-removed");
                replace(1, "");
            }
        }
    }

    /** Past a document type or another declaration, its internal subset and its quotes. */
    private int pastDeclaration() {
        boolean inSubset = false;
        int i = at + 2;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                int close = text.indexOf(c, i + 1);
                i = close < 0 ? text.length() : close + 1;
            } else if (text.startsWith("<!--", i)) {
                i = past("-->", i + 4);
            } else if (c == '>' && !inSubset) {
                return i + 1;
            } else {
                inSubset = c == '[' || (inSubset && c != ']');
                i++;
            }
        }
        return text.length();
    }

    private void reference() {
        int end = referenceEnd();
        if (end < 0) {
            count("ampersand-escaped");
            replace(1, "&amp;");
            return;
        }
        String name = text.substring(at + 1, end);
        int length = end + 1 - at;
        if (name.charAt(0) == '#') {
            number(name, length);
        } else if (PREDEFINED.contains(name)) {
            at += length;
        } else {
            String known = Entities.getByName(name);
            if (known.isEmpty()) {
                count("unknown-entity");
                replace(1, "&amp;");
            } else {
                count("html-entity");
                replace(length, escaped(known));
            }
        }
    }

    private static String escaped(String characters) {
        return characters.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** Where the semicolon of the reference stands; -1 where it is none. */
    private int referenceEnd() {
        int i = at + 1;
        int limit = Math.min(text.length(), at + 2 + LONGEST_ENTITY_NAME);
        while (i < limit) {
            char c = text.charAt(i);
            if (c == ';') {
                return i > at + 1 ? i : -1;
            }
            boolean part = c < 128 && (Character.isLetterOrDigit(c) || (c == '#' && i == at + 1));
            if (!part) {
                return -1;
            }
            i++;
        }
        return -1;
    }

    private void number(String name, int length) {
        int code = codePoint(name);
        if (code >= 0x80 && code < 0xA0) {
            // windows-1252 written as if its numbers were Unicode's; HTML reads it so, too
            replace(length, new String(new byte[] {(byte) code}, WINDOWS_1252));
        } else if (isAllowedCodePoint(code)) {
            at += length;
        } else {
            count("invalid-reference");
            replace(length, "");
        }
    }

    /** The number of a reference; -1 where it is none. */
    private static int codePoint(String name) {
        boolean hex = name.length() > 1 && Character.toLowerCase(name.charAt(1)) == 'x';
        String digits = name.substring(hex ? 2 : 1);
        if (digits.isEmpty() || digits.length() > LONGEST_NUMBER) {
            return -1;
        }
        try {
            return Integer.parseInt(digits, hex ? 16 : 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isAllowedCodePoint(int code) {
        return code == '\t'
                || code == '\n'
                || code == '\r'
                || (code >= ' ' && code < 0xD800)
                || (code > 0xDFFF && code < 0xFFFE)
                || (code > 0xFFFF && code <= Character.MAX_CODE_POINT);
    }

    private boolean isAllowed(int index) {
        char c = text.charAt(index);
        if (c >= ' ' && c < 0xD800) {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
        }
        return isAllowedCodePoint(c);
    }

    private int past(String end, int from) {
        int index = text.indexOf(end, from);
        return index < 0 ? text.length() : index + end.length();
    }

    private void replace(int length, String by) {
        out.append(text, copied, at).append(by);
        at += length;
        copied = at;
    }

    /** Takes characters out and keeps their line ends. */
    private void drop(int length) {
        out.append(text, copied, at);
        int end = at + length;
        for (int i = at; i < end; i++) {
            if (text.charAt(i) == '\n') {
                out.append('\n');
            }
        }
        at = end;
        copied = end;
    }

    private void count(String code) {
        counts.merge(code, 1, Integer::sum);
    }
}
