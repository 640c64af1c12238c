package dev.wireroom.ingest.format;

import java.util.Set;

/**
 * Collects plain text from a walk over markup of HTML, XHTML or NITF: a blank line between blocks,
 * a line end for a break, a tab between cells, lines of preformatted text as they stand, and
 * nothing of what is not prose (scripts, forms, navigation, figures and their captions, which
 * belong to the media). Linear in the text. Not thread-safe; one per text.
 */
public final class ProseWriter {

    private static final Set<String> LEFT_OUT =
            Set.of(
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "head",
                    "title",
                    "nav",
                    "form",
                    "button",
                    "select",
                    "textarea",
                    "iframe",
                    "object",
                    "svg",
                    "figure",
                    "figcaption",
                    "audio",
                    "video",
                    "canvas",
                    "math",
                    // NITF
                    "media",
                    "docdata",
                    "body.end",
                    "hedline");

    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "main",
                    "aside",
                    "blockquote",
                    "ul",
                    "ol",
                    "li",
                    "dl",
                    "dt",
                    "dd",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "table",
                    "tr",
                    "caption",
                    "pre",
                    "hr",
                    "address",
                    "body",
                    "details",
                    "summary",
                    // NITF
                    "block",
                    "hl1",
                    "hl2",
                    "bq",
                    "fn",
                    "credit",
                    "datasource",
                    "nitf-table",
                    "body.content",
                    "body.head");

    private final StringBuilder out = new StringBuilder();
    private Break pending = Break.NONE;
    private int preformatted;

    /** Of the preformatted line, before what comes next: they make columns. */
    private int spaces;

    /** What parts two pieces of text; of several in a row the strongest stands. */
    private enum Break {
        NONE(""),
        SPACE(" "),
        CELL("\t"),
        LINE("\n"),
        BLOCK("\n\n");

        private final String text;

        Break(String text) {
            this.text = text;
        }
    }

    /** Begins an element, its name in lower case; false where it and all below is left out. */
    public boolean open(String name) {
        if (LEFT_OUT.contains(name)) {
            return false;
        }
        switch (name) {
            case "br" -> separate(Break.LINE);
            case "td", "th" -> separate(Break.CELL);
            case "pre" -> {
                separate(Break.BLOCK);
                preformatted++;
            }
            default -> {
                if (BLOCKS.contains(name)) {
                    separate(Break.BLOCK);
                }
            }
        }
        return true;
    }

    /** Ends an element that was opened. */
    public void close(String name) {
        if (name.equals("pre")) {
            preformatted--;
            spaces = 0;
        }
        if (BLOCKS.contains(name)) {
            separate(Break.BLOCK);
        }
    }

    /** Begins a new paragraph. */
    public void paragraph() {
        separate(Break.BLOCK);
    }

    public void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && c != '\u00A0') {
                flush();
                out.append(c);
            } else if (preformatted == 0) {
                separate(Break.SPACE);
            } else if (c == '\n') {
                separate(Break.LINE);
                spaces = 0;
            } else {
                spaces++;
            }
        }
    }

    private void flush() {
        if (!out.isEmpty()) {
            out.append(pending.text).repeat(' ', spaces);
        }
        pending = Break.NONE;
        spaces = 0;
    }

    private void separate(Break kind) {
        if (kind.compareTo(pending) > 0) {
            pending = kind;
        }
    }

    /** The text so far. */
    public String finish() {
        return out.toString();
    }
}
