package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.feed.MarkupScanner.Event;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content of the element that a scanner just started. A field that is never closed ends
 * where the next one begins.
 */
final class FieldReader {

    /** Fields that can't stand in running text, as HTML has no such elements. */
    private static final Set<String> NEVER_IN_TEXT =
            Set.of(
                    "item",
                    "atom:entry",
                    "guid",
                    "pubdate",
                    "description",
                    "content:encoded",
                    "enclosure",
                    "comments",
                    "category",
                    "dc:creator",
                    "dc:date",
                    "atom:id",
                    "atom:updated",
                    "atom:published");

    /** Fields that can't stand in a field of a few words. */
    private static final Set<String> NEVER_IN_WORDS =
            Set.of(
                    "link",
                    "title",
                    "author",
                    "source",
                    "lastbuilddate",
                    "image",
                    "atom:link",
                    "atom:title",
                    "atom:author",
                    "atom:summary",
                    "atom:content",
                    "atom:category",
                    "media:content",
                    "media:group",
                    "media:thumbnail");

    private final MarkupScanner scanner;
    private final Symptoms symptoms;
    private boolean cut;

    FieldReader(MarkupScanner scanner, Symptoms symptoms) {
        this.scanner = scanner;
        this.symptoms = symptoms;
    }

    static boolean startsItem(String key) {
        return key.equals("item") || key.equals("atom:entry");
    }

    /** Whether an element can't stand in a few words, so that they must have ended before it. */
    static boolean endsWords(String key) {
        return NEVER_IN_TEXT.contains(key) || NEVER_IN_WORDS.contains(key);
    }

    /** Whether the document ended in the middle of a field. */
    boolean wasCut() {
        return cut;
    }

    /** Text of a few words, stripped; null where there is none. */
    @Nullable String words() {
        FieldText text = read(FieldText.Kind.PLAIN, true);
        if (text == null) {
            return null;
        }
        String words = text.kind() == FieldText.Kind.PLAIN ? text.value().strip() : text.line();
        return words.isEmpty() ? null : words;
    }

    /** A title or the like: a few words of HTML. */
    @Nullable FieldText title() {
        return read(FieldText.Kind.HTML, true);
    }

    /** Running text of HTML. */
    @Nullable FieldText html() {
        return read(FieldText.Kind.HTML, false);
    }

    /** A text construct of Atom, by its type and, in Atom 0.3, its mode. */
    @Nullable FieldText atomText(boolean fewWords) {
        String type = scanner.attribute("type");
        String mode = scanner.attribute("mode");
        String kind = type == null ? "text" : type.toLowerCase(Locale.ROOT);
        boolean base64 = mode != null && mode.equalsIgnoreCase("base64");
        return switch (kind) {
            case "html", "text/html" ->
                    base64
                            ? decoded(read(FieldText.Kind.PLAIN, fewWords), FieldText.Kind.HTML)
                            : read(FieldText.Kind.HTML, fewWords);
            case "xhtml", "application/xhtml+xml" -> xhtml(fewWords);
            case "text", "text/plain" ->
                    base64
                            ? decoded(read(FieldText.Kind.PLAIN, fewWords), FieldText.Kind.PLAIN)
                            : read(
                                    "escaped".equalsIgnoreCase(mode)
                                            ? FieldText.Kind.HTML
                                            : FieldText.Kind.PLAIN,
                                    fewWords);
            default -> ofOtherType(kind, fewWords);
        };
    }

    private @Nullable FieldText xhtml(boolean fewWords) {
        FieldText text = read(FieldText.Kind.PLAIN, fewWords);
        if (text == null || text.kind() == FieldText.Kind.PLAIN) {
            return text == null ? null : new FieldText(text.value(), FieldText.Kind.HTML);
        }
        return new FieldText(text.value(), FieldText.Kind.XHTML);
    }

    /** By RFC 4287, section 4.1.3.3: XML as it is, text as text, anything else in base 64. */
    private @Nullable FieldText ofOtherType(String type, boolean fewWords) {
        FieldText text = read(FieldText.Kind.PLAIN, fewWords);
        if (type.endsWith("xml") || type.startsWith("text/") || text == null) {
            return text;
        }
        return type.indexOf('/') < 0 ? text : null;
    }

    private static @Nullable FieldText decoded(@Nullable FieldText text, FieldText.Kind kind) {
        if (text == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text.value());
            return FieldText.of(new String(bytes, StandardCharsets.UTF_8), kind);
        } catch (IllegalArgumentException e) {
            return new FieldText(text.value(), kind);
        }
    }

    /** The content; of the kind given, or HTML where there are elements in it. */
    private @Nullable FieldText read(FieldText.Kind kind, boolean fewWords) {
        int depth = scanner.depth();
        int begin = scanner.position();
        String only = "";
        StringBuilder several = null;
        boolean elements = false;
        while (true) {
            Event event = scanner.next();
            if (event == Event.TEXT) {
                if (!elements) {
                    String part = text();
                    if (only.isEmpty()) {
                        only = part;
                    } else {
                        several = several == null ? new StringBuilder(only) : several;
                        several.append(part);
                    }
                }
                continue;
            }
            if (event == Event.START) {
                String key = scanner.key();
                if (NEVER_IN_TEXT.contains(key) || (fewWords && NEVER_IN_WORDS.contains(key))) {
                    scanner.pushBack();
                    scanner.hoistTo(depth);
                    symptoms.note(
                            "element-unclosed", key, "An element is not closed before " + key);
                } else {
                    elements = true;
                    continue;
                }
            } else if (event == Event.EOF) {
                cut = true;
            } else if (scanner.depth() >= depth) {
                continue;
            }
            if (elements) {
                return FieldText.of(markup(begin, scanner.eventBegin()), FieldText.Kind.HTML);
            }
            return FieldText.of(several == null ? only : several.toString(), kind);
        }
    }

    private String text() {
        String raw = scanner.rawText();
        return scanner.isCdata() ? raw : References.decode(raw, symptoms);
    }

    /** Markup as it stands, but for CDATA, which HTML does not know. */
    private String markup(int begin, int end) {
        String markup = scanner.slice(begin, Math.max(begin, end));
        if (!markup.contains("<![CDATA[")) {
            return markup;
        }
        StringBuilder out = new StringBuilder(markup.length());
        int done = 0;
        for (int at = markup.indexOf("<![CDATA[");
                at >= 0;
                at = markup.indexOf("<![CDATA[", done)) {
            out.append(markup, done, at);
            int close = markup.indexOf("]]>", at);
            int stop = close < 0 ? markup.length() : close;
            String data = markup.substring(Math.min(at + 9, stop), stop);
            out.append(data.replace("&", "&amp;").replace("<", "&lt;"));
            done = Math.min(markup.length(), stop + 3);
        }
        return out.append(markup, done, markup.length()).toString();
    }
}
