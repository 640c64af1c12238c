package dev.wireroom.ingest.format.xml;

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
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of an XML document into text. A byte-order mark decides; then zeros, which show
 * UTF-16; then the transport's charset; then the declaration's; then UTF-8. A charset that the
 * bytes contradict loses, with a warning: text that is UTF-8 to the last byte and not plain ASCII
 * is UTF-8 whatever it says it is, and text that is not is windows-1252, as most of it is.
 */
public final class XmlEncoding {

    /** The declaration stands at the very start. */
    private static final int DECLARATION_BYTES = 512;

    private static final Pattern DECLARED =
            Pattern.compile("^\\s*<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([^\"']{1,60})[\"']");

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private XmlEncoding() {}

    /** The document's text, without a byte-order mark. */
    public static String decode(byte[] content, Optional<Charset> transport, Findings findings) {
        Charset marked = ByteOrderMark.charset(content);
        if (marked != null) {
            int skip = ByteOrderMark.length(content);
            return new String(content, skip, content.length - skip, marked);
        }
        Charset wide = byZeros(content);
        if (wide != null) {
            return new String(content, wide);
        }
        Charset said = transport.orElseGet(() -> declared(content, findings));
        if (said != null && !isPlausible(said)) {
            warn(
                    findings,
                    "encoding-mismatch",
                    "The document says %s, which its first bytes are not".formatted(said));
            said = null;
        }
        return decode(content, said, findings);
    }

    private static String decode(byte[] content, @Nullable Charset said, Findings findings) {
        Utf8Count utf8 = Utf8Count.of(content);
        if (utf8.isAscii() && (said == null || isAsciiBased(said))) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
        if (utf8.isValid()) {
            if (said != null && !said.equals(StandardCharsets.UTF_8) && isAsciiBased(said)) {
                warn(
                        findings,
                        "encoding-mismatch",
                        "The document says %s; its bytes are UTF-8 and were read so"
                                .formatted(said));
                return new String(content, StandardCharsets.UTF_8);
            }
            return new String(content, said == null ? StandardCharsets.UTF_8 : said);
        }
        if (said == null || said.equals(StandardCharsets.UTF_8)) {
            Charset likely = utf8.isMostlyValid() ? StandardCharsets.UTF_8 : WINDOWS_1252;
            warn(
                    findings,
                    "encoding-assumed",
                    "The bytes are not all UTF-8; they were read as %s".formatted(likely));
            return new String(content, likely);
        }
        return new String(content, said);
    }

    /** The charset of the XML declaration; null where there is none that is known. */
    private static @Nullable Charset declared(byte[] content, Findings findings) {
        String start =
                new String(
                        content,
                        0,
                        Math.min(content.length, DECLARATION_BYTES),
                        StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARED.matcher(start);
        if (!declaration.find()) {
            return null;
        }
        String name = declaration.group(1).strip();
        try {
            Charset charset = Charset.forName(name);
            boolean western =
                    charset.equals(StandardCharsets.ISO_8859_1)
                            || charset.equals(StandardCharsets.US_ASCII);
            // senders who say Latin-1 use the quotes and dashes of windows-1252, its superset
            return western ? WINDOWS_1252 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            warn(
                    findings,
                    "unknown-encoding",
                    "The declared encoding '%s' is not known".formatted(Findings.excerpt(name)));
            return null;
        }
    }

    private static void warn(Findings findings, String code, String message) {
        findings.warn(code, "", message);
    }

    /** Bytes that got here have no zeros at their start, so they are in no wide encoding. */
    private static boolean isPlausible(Charset said) {
        String name = said.name().toUpperCase(Locale.ROOT);
        return !name.startsWith("UTF-16") && !name.startsWith("UTF-32");
    }

    /** Whether ASCII is ASCII in it, so that UTF-8 can be told from it. */
    private static boolean isAsciiBased(Charset charset) {
        String name = charset.name().toUpperCase(Locale.ROOT);
        return name.startsWith("WINDOWS-")
                || name.startsWith("ISO-8859-")
                || name.startsWith("KOI8")
                || name.equals("US-ASCII")
                || name.equals("UTF-8");
    }

    private static @Nullable Charset byZeros(byte[] content) {
        if (content.length < 2) {
            return null;
        }
        if (content[0] == 0 && content[1] == '<') {
            return StandardCharsets.UTF_16BE;
        }
        return content[0] == '<' && content[1] == 0 ? StandardCharsets.UTF_16LE : null;
    }

    /**
     * How much of some bytes is UTF-8.
     *
     * @param sequences well-formed sequences of two bytes and more
     * @param strays bytes that belong to none
     */
    private record Utf8Count(int sequences, int strays) {

        static Utf8Count of(byte[] content) {
            int firstHigh = firstHigh(content);
            if (firstHigh == content.length) {
                return new Utf8Count(0, 0);
            }
            try {
                StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content, firstHigh, content.length - firstHigh));
                return new Utf8Count(1, 0);
            } catch (CharacterCodingException e) {
                return counted(content, firstHigh);
            }
        }

        private static int firstHigh(byte[] content) {
            int at = 0;
            while (at < content.length && content[at] >= 0) {
                at++;
            }
            return at;
        }

        private static Utf8Count counted(byte[] content, int from) {
            int sequences = 0;
            int strays = 0;
            int at = from;
            while (at < content.length) {
                int length = sequenceLength(content[at]);
                if (length > 1 && continues(content, at, length)) {
                    sequences++;
                    at += length;
                } else {
                    strays += content[at] < 0 ? 1 : 0;
                    at++;
                }
            }
            return new Utf8Count(sequences, strays);
        }

        private static int sequenceLength(byte lead) {
            int value = lead & 0xFF;
            if (value >= 0xC2 && value < 0xE0) {
                return 2;
            }
            if (value >= 0xE0 && value < 0xF0) {
                return 3;
            }
            return value >= 0xF0 && value < 0xF5 ? 4 : 1;
        }

        private static boolean continues(byte[] content, int at, int length) {
            if (at + length > content.length) {
                return false;
            }
            for (int i = at + 1; i < at + length; i++) {
                if ((content[i] & 0xC0) != 0x80) {
                    return false;
                }
            }
            return true;
        }

        boolean isAscii() {
            return sequences == 0 && strays == 0;
        }

        boolean isValid() {
            return strays == 0 && sequences > 0;
        }

        /** One byte cut off or spoilt in a text of many accents is no other encoding. */
        boolean isMostlyValid() {
            return sequences > strays;
        }
    }
}
