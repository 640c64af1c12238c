package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.XhtmlText;
import dev.wireroom.ingest.format.text.PlainText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text of a feed and what its markup is, decoded once: what XML escapes is undone, what HTML says
 * is not yet.
 *
 * @param value never blank
 */
record FieldText(String value, Kind kind) {

    enum Kind {
        /** Means what it says. */
        PLAIN,
        /** HTML, or plain text where it has no markup: RSS does not tell. */
        HTML,
        /** Well-formed HTML. */
        XHTML
    }

    /** Tags that people put into titles and teasers; any other &lt;…&gt; is meant as text. */
    private static final Pattern TAG =
            Pattern.compile(
                    "(?i)</?(?:a|abbr|b|big|blockquote|br|cite|code|del|div|em|figure|font|h[1-6]"
                            + "|hr|i|img|ins|kbd|li|mark|ol|p|q|s|section|small|span|strike|strong"
                            + "|sub|sup|table|td|tr|tt|u|ul|wbr)(?:\\s[^<>]*)?/?>|<!--");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u200B\\uFEFF]+");
    private static final Pattern PREFIX = Pattern.compile("<(/?)[\\w-]{1,40}:(?=\\w)");

    /** How often titles are escaped at most: once for XML, once for HTML, once by mistake. */
    private static final int MOST_ESCAPED = 2;

    static @Nullable FieldText of(String value, Kind kind) {
        return value.isBlank() ? null : new FieldText(value, kind);
    }

    /** On one line, without markup; empty where nothing is left. */
    String line() {
        if (kind == Kind.PLAIN) {
            return collapsed(value);
        }
        String text = value;
        for (int i = 0; i <= MOST_ESCAPED; i++) {
            if (text.indexOf('<') >= 0 && TAG.matcher(text).find()) {
                text = XhtmlText.ofHtml(text);
            } else if (text.indexOf('&') >= 0) {
                String decoded = References.decode(text);
                if (decoded.equals(text)) {
                    break;
                }
                text = decoded;
            } else {
                break;
            }
        }
        return collapsed(text);
    }

    /** Paragraphs apart by a blank line, without markup; empty where nothing is left. */
    String paragraphs() {
        return switch (kind) {
            case PLAIN -> plain(value);
            case XHTML -> XhtmlText.ofXml(withoutPrefixes());
            case HTML -> html();
        };
    }

    private String html() {
        if (value.indexOf('<') >= 0 && (TAG.matcher(value).find() || isMarkup(value))) {
            return XhtmlText.ofHtml(value);
        }
        if (value.indexOf('&') < 0) {
            return plain(value);
        }
        String decoded = References.decode(value);
        return decoded.indexOf('<') >= 0 && TAG.matcher(decoded).find()
                ? XhtmlText.ofHtml(decoded)
                : plain(decoded);
    }

    private static boolean isMarkup(String text) {
        return text.indexOf("</") >= 0 && XhtmlText.looksLikeMarkup(text);
    }

    private static String plain(String text) {
        String stripped = text.strip();
        return stripped.indexOf('\n') < 0
                ? BLANKS.matcher(stripped).replaceAll(" ")
                : PlainText.normalised(stripped);
    }

    private String withoutPrefixes() {
        return PREFIX.matcher(value).find() ? PREFIX.matcher(value).replaceAll("<$1") : value;
    }

    static String collapsed(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean odd = c < ' ' || c == '\u00A0' || c == '\u200B' || c == '\uFEFF';
            boolean run = c == ' ' && (i == 0 || i + 1 == length || text.charAt(i + 1) == ' ');
            if (odd || run || c == '\u2028') {
                return BLANKS.matcher(text).replaceAll(" ").strip();
            }
        }
        return text;
    }
}
