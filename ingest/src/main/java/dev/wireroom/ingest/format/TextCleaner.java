package dev.wireroom.ingest.format;

/**
 * Takes out of text what no store or reader downstream can hold: NUL (PostgreSQL refuses it), other
 * control characters, and halves of surrogate pairs (UTF-8 has no bytes for them). Line ends become
 * \n.
 */
public final class TextCleaner {

    private static final char REPLACEMENT = '\uFFFD';

    private TextCleaner() {}

    /** Cleans text of a field and warns once per kind of change. Line ends change silently. */
    public static String clean(String text, String field, Findings findings) {
        int first = firstOdd(text);
        if (first == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
        int nuls = 0;
        int controls = 0;
        int surrogates = 0;
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                    out.append('\n');
                }
            } else if (c == 0) {
                nuls++;
            } else if (isControl(c)) {
                controls++;
            } else if (!Character.isSurrogate(c)) {
                out.append(c);
            } else if (startsPair(text, i)) {
                out.append(c).append(text.charAt(++i));
            } else {
                surrogates++;
                out.append(REPLACEMENT);
            }
        }
        warn(findings, nuls, "nul-removed", field, "NUL character(s) removed");
        warn(findings, controls, "control-removed", field, "control character(s) removed");
        warn(
                findings,
                surrogates,
                "surrogate-replaced",
                field,
                "lone surrogate(s) replaced by U+FFFD");
        return out.toString();
    }

    /** As {@link #clean}, where nobody needs to know. */
    public static String withoutOddCharacters(String text) {
        return clean(text, "", new Findings());
    }

    /** The longest prefix length of at most {@code length} that does not split a pair. */
    public static int cutBefore(String text, int length) {
        return Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    }

    private static void warn(Findings findings, int count, String code, String field, String what) {
        if (count > 0) {
            findings.warn(code, field, count + " " + what);
        }
    }

    private static int firstOdd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // nearly every character of news passes at the first comparison
            boolean odd =
                    c < ' '
                            ? c != '\n' && c != '\t'
                            : c >= 0x7F && (c == 0x7F || Character.isSurrogate(c));
            if (odd) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7F;
    }

    private static boolean startsPair(String text, int i) {
        return i + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }
}
