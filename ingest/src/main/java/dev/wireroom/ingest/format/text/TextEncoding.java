package dev.wireroom.ingest.format.text;

import dev.wireroom.ingest.format.ByteOrderMark;
import dev.wireroom.ingest.format.Findings;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes bytes that are text in an encoding nobody can be sure of. A byte-order mark wins; then
 * UTF-8, which bytes of another encoding are next to never by chance; then what the sender named;
 * then a guess among UTF-16 without a mark, Mac Roman and windows-1252. Never throws; what was
 * assumed is a warning.
 */
public final class TextEncoding {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset MAC_ROMAN = Charset.forName("x-MacRoman");

    /** Names that stand for less than what senders put under them. */
    private static final Map<String, String> SUPERSETS =
            Map.of(
                    "us-ascii", "windows-1252",
                    "ascii", "windows-1252",
                    "ansi_x3.4-1968", "windows-1252",
                    "iso-8859-1", "windows-1252",
                    "latin1", "windows-1252",
                    "iso-8859-9", "windows-1254",
                    "gb2312", "GB18030",
                    "gbk", "GB18030",
                    "shift_jis", "windows-31j",
                    "ks_c_5601-1987", "x-windows-949");

    /**
     * Of so many valid multi-byte characters to one that is broken, the text is UTF-8 after all.
     */
    private static final int MOSTLY = 4;

    private static final int LOOKED_AT_BYTES = 64 * 1024;

    private TextEncoding() {}

    /** The charset of a name that came from outside; empty where there is none of that name. */
    public static Optional<Charset> named(String name) {
        String bare = name.strip().toLowerCase(Locale.ROOT);
        try {
            return Optional.of(Charset.forName(SUPERSETS.getOrDefault(bare, bare)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /**
     * Decodes text.
     *
     * @param declared what the transport or the document says it is
     * @param field the place it is from, for warnings
     */
    public static String decode(
            byte[] content, Optional<Charset> declared, String field, Findings findings) {
        Charset marked = ByteOrderMark.charset(content);
        if (marked != null) {
            int skip = ByteOrderMark.length(content);
            return new String(content, skip, content.length - skip, marked);
        }
        if (isAscii(content)) {
            Charset sevenBit = declared.filter(c -> !isUtf16(c)).orElse(StandardCharsets.UTF_8);
            return new String(content, unmarkedUtf16(content).orElse(sevenBit));
        }
        if (declared.filter(TextEncoding::isUtf16).isPresent()) {
            return new String(content, declared.get());
        }
        Optional<String> utf8 = strictly(content, StandardCharsets.UTF_8);
        if (utf8.isPresent()) {
            return utf8.get();
        }
        Optional<Charset> named = declared.filter(c -> !c.equals(StandardCharsets.UTF_8));
        if (named.isPresent()) {
            return new String(content, superset(named.get()));
        }
        Charset assumed = unmarkedUtf16(content).orElseGet(() -> guess(content));
        boolean broken = assumed.equals(StandardCharsets.UTF_8);
        findings.warn(
                broken ? "encoding-broken" : "encoding-assumed",
                field,
                broken
                        ? "Some bytes are not UTF-8 as the others are; they became U+FFFD"
                        : "The bytes are not UTF-8; they were read as %s"
                                .formatted(assumed.name()));
        return new String(content, assumed);
    }

    private static Charset superset(Charset charset) {
        return named(charset.name()).orElse(charset);
    }

    private static boolean isUtf16(Charset charset) {
        return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    }

    private static boolean isAscii(byte[] content) {
        for (byte b : content) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> strictly(byte[] content, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Charset guess(byte[] content) {
        if (isMostlyUtf8(content)) {
            return StandardCharsets.UTF_8;
        }
        return isMacRoman(content) ? MAC_ROMAN : WINDOWS_1252;
    }

    /** Text of a Latin script in UTF-16 has a zero at nearly every other place. */
    private static Optional<Charset> unmarkedUtf16(byte[] content) {
        int looked = Math.min(content.length, LOOKED_AT_BYTES) & ~1;
        int even = 0;
        int odd = 0;
        for (int i = 0; i < looked; i += 2) {
            even += content[i] == 0 ? 1 : 0;
            odd += content[i + 1] == 0 ? 1 : 0;
        }
        int pairs = looked / 2;
        if (pairs < 4 || Math.min(even, odd) * 10 > pairs) {
            return Optional.empty();
        }
        if (odd * 10 > pairs * 7) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return even * 10 > pairs * 7 ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static boolean isMostlyUtf8(byte[] content) {
        int valid = 0;
        int broken = 0;
        int i = 0;
        while (i < content.length) {
            int length = sequenceLength(content, i);
            if (length > 1) {
                valid++;
            } else if (length == 0) {
                broken++;
            }
            i += Math.max(1, length);
        }
        return valid > broken * MOSTLY;
    }

    /** Bytes of the UTF-8 character that begins here; 0 where none does. */
    private static int sequenceLength(byte[] content, int at) {
        int first = content[at] & 0xFF;
        int length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (length == 0 || first > 0xF4 || at + length > content.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((content[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /**
     * Whether letters above ASCII make words in Mac Roman and not in windows-1252: one between two
     * small letters should be a small letter.
     */
    private static boolean isMacRoman(byte[] content) {
        int mac = 0;
        int windows = 0;
        for (int i = 1; i + 1 < Math.min(content.length, LOOKED_AT_BYTES); i++) {
            if (content[i] < 0 && isSmall(content[i - 1]) && isSmall(content[i + 1])) {
                mac += fits(content[i], MAC_ROMAN) ? 1 : 0;
                windows += fits(content[i], WINDOWS_1252) ? 1 : 0;
            }
        }
        return mac > 0 && mac > windows * 2;
    }

    private static boolean isSmall(byte b) {
        return b >= 'a' && b <= 'z';
    }

    private static boolean fits(byte b, Charset charset) {
        char c = new String(new byte[] {b}, charset).charAt(0);
        return Character.isLowerCase(c) || c == '’';
    }
}
