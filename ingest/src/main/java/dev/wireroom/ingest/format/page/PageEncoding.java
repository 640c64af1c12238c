package dev.wireroom.ingest.format.page;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ByteOrderMark;
import dev.wireroom.ingest.format.Findings;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes a page as browsers do, in the order of the WHATWG HTML standard ("determining the
 * character encoding"): byte-order mark, transport, a prescan for {@code <meta charset>}; and where
 * browsers guess, UTF-8 if the bytes are that, else windows-1252.
 *
 * <p>One thing is done better than by browsers: a page that calls itself a single-byte encoding
 * while every byte of it is valid UTF-8 is read as UTF-8, which it is.
 */
final class PageEncoding {

    private static final int PRESCANNED_BYTES = 4096;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern META_CHARSET =
            Pattern.compile(
                    "(?i)<meta[^>]{0,300}?charset\\s*=\\s*[\"']?\\s*([a-z0-9_:.-]{1,40})");
    private static final Pattern XML_ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([a-zA-Z0-9_:.-]{1,40})");

    private PageEncoding() {}

    static String decode(byte[] content, Arrival arrival, Findings findings) {
        Charset marked = ByteOrderMark.charset(content);
        if (marked != null) {
            int skip = ByteOrderMark.length(content);
            return new String(content, skip, content.length - skip, marked);
        }
        Optional<Charset> declared = arrival.charset().or(() -> prescan(content));
        if (declared.isPresent() && isMultibyte(declared.get())) {
            return new String(content, declared.get());
        }
        Optional<String> utf8 = utf8(content);
        if (utf8.isPresent()) {
            return utf8.get();
        }
        if (declared.filter(charset -> !charset.equals(StandardCharsets.UTF_8)).isPresent()) {
            return new String(content, declared.get());
        }
        if (declared.isPresent() && isMostlyUtf8(content)) {
            findings.warn(
                    "encoding-damaged",
                    "",
                    "The page is UTF-8 with bytes that are not; they became U+FFFD");
            return new String(content, StandardCharsets.UTF_8);
        }
        findings.warn(
                "encoding-assumed",
                "",
                "The bytes are not UTF-8 and the page does not say what they are; they were read"
                        + " as windows-1252");
        return new String(content, WINDOWS_1252);
    }

    /** The encoding that the page's own markup names. */
    private static Optional<Charset> prescan(byte[] content) {
        String start =
                new String(
                        content,
                        0,
                        Math.min(content.length, PRESCANNED_BYTES),
                        StandardCharsets.ISO_8859_1);
        Matcher meta = META_CHARSET.matcher(COMMENT.matcher(start).replaceAll(""));
        if (meta.find()) {
            return named(meta.group(1));
        }
        Matcher xml = XML_ENCODING.matcher(start);
        return xml.find() ? named(xml.group(1)) : Optional.empty();
    }

    private static Optional<Charset> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("utf-16") || lower.startsWith("utf-32")) {
            // markup that could be read so far is not in it
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (lower.equals("iso-8859-1") || lower.equals("latin1") || lower.equals("us-ascii")) {
            return Optional.of(WINDOWS_1252);
        }
        if (lower.equals("gb2312") || lower.equals("gbk")) {
            return Optional.of(Charset.forName("GB18030"));
        }
        try {
            return Optional.of(Charset.forName(lower));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static boolean isMultibyte(Charset charset) {
        return charset.newEncoder().maxBytesPerChar() > 1
                && !charset.equals(StandardCharsets.UTF_8);
    }

    private static Optional<String> utf8(byte[] content) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Damage here and there, by a cut or a splice, rather than another encoding throughout. */
    private static boolean isMostlyUtf8(byte[] content) {
        int sequences = 0;
        int stray = 0;
        for (int i = 0; i < content.length; i++) {
            if ((content[i] & 0xC0) == 0xC0) {
                boolean whole = i + 1 < content.length && (content[i + 1] & 0xC0) == 0x80;
                sequences += whole ? 1 : 0;
                stray += whole ? 0 : 1;
            } else if ((content[i] & 0xC0) == 0x80 && (i == 0 || content[i - 1] >= 0)) {
                stray++;
            }
        }
        return sequences >= stray;
    }
}
