package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.ByteOrderMark;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a feed into text. What the bytes themselves show wins over what is said about
 * them: a byte-order mark, the zeros of UTF-16, sequences that only UTF-8 makes. Else the first of
 * transport and XML declaration that can be true is believed. Labels mean what browsers take them
 * for, e.g. ISO-8859-1 is windows-1252. Bytes that are no UTF-8 within text that is are read as
 * windows-1252 one by one.
 */
final class FeedEncoding {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final int LOOKED_AT_BYTES = 1_024;

    private static final Pattern DECLARED =
            Pattern.compile(
                    "<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']?\\s*([A-Za-z0-9._:-]{1,40})");

    /** Fewer sequences than this can be chance in text of another multi-byte encoding. */
    private static final int SURELY_UTF_8 = 4;

    /** Labels that Java knows under another name, or that mean more than they say (WHATWG). */
    private static final Map<String, String> LABELS =
            Map.ofEntries(
                    Map.entry("iso-8859-1", "windows-1252"),
                    Map.entry("iso8859-1", "windows-1252"),
                    Map.entry("iso_8859-1", "windows-1252"),
                    Map.entry("latin1", "windows-1252"),
                    Map.entry("latin-1", "windows-1252"),
                    Map.entry("l1", "windows-1252"),
                    Map.entry("ascii", "windows-1252"),
                    Map.entry("us-ascii", "windows-1252"),
                    Map.entry("ansi", "windows-1252"),
                    Map.entry("iso-8859-9", "windows-1254"),
                    Map.entry("iso-8859-11", "x-windows-874"),
                    Map.entry("tis-620", "x-windows-874"),
                    Map.entry("gb2312", "GB18030"),
                    Map.entry("gbk", "GB18030"),
                    Map.entry("x-gbk", "GB18030"),
                    Map.entry("euc-kr", "x-windows-949"),
                    Map.entry("ks_c_5601-1987", "x-windows-949"),
                    Map.entry("shift_jis", "windows-31j"),
                    Map.entry("shift-jis", "windows-31j"),
                    Map.entry("sjis", "windows-31j"),
                    Map.entry("x-sjis", "windows-31j"),
                    Map.entry("big5", "Big5-HKSCS"),
                    Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
                    Map.entry("macintosh", "x-MacRoman"),
                    Map.entry("utf8", "UTF-8"),
                    Map.entry("utf_8", "UTF-8"),
                    Map.entry("unicode", "UTF-16"));

    private FeedEncoding() {}

    static String decode(byte[] content, Optional<Charset> transport, Symptoms symptoms) {
        Charset marked = marked(content);
        if (marked != null) {
            int skip = marked.name().startsWith("UTF-32") ? 4 : ByteOrderMark.length(content);
            String text = decode(content, skip, marked);
            return text.indexOf('\uFFFD') < 0 || !marked.equals(StandardCharsets.UTF_8)
                    ? text
                    : mixed(content, skip);
        }
        Charset wide = wide(content);
        if (wide != null) {
            return decode(content, 0, wide);
        }
        Charset declared = declared(content);
        Utf8Evidence evidence = Utf8Evidence.of(content);
        if (evidence.isAscii() && compatible(declared)) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
        Charset said = transport.map(FeedEncoding::meaning).orElse(declared);
        if (evidence.isValid()) {
            return validUtf8(content, said, evidence, symptoms);
        }
        for (Charset charset : candidates(transport, declared)) {
            String text = strictly(content, charset);
            if (text != null) {
                if (said != null && !charset.equals(said)) {
                    symptoms.note("encoding-wrong", "", wrong(said, charset.name()));
                }
                return text;
            }
        }
        symptoms.note(
                "encoding-wrong",
                "",
                wrong(said == null ? StandardCharsets.UTF_8 : said, "UTF-8 and windows-1252"));
        return mixed(content, 0);
    }

    private static String validUtf8(
            byte[] content, @Nullable Charset said, Utf8Evidence evidence, Symptoms symptoms) {
        if (said == null || said.equals(StandardCharsets.UTF_8)) {
            return new String(content, StandardCharsets.UTF_8);
        }
        if (isMultiByte(said) && evidence.sequences() < SURELY_UTF_8) {
            String text = strictly(content, said);
            if (text != null) {
                return text;
            }
        }
        if (evidence.sequences() > 0) {
            symptoms.note("encoding-wrong", "", wrong(said, "UTF-8"));
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    private static String wrong(Charset said, String read) {
        return "It is said to be %s, but is not; read as %s".formatted(said.name(), read);
    }

    private static Charset[] candidates(Optional<Charset> transport, @Nullable Charset declared) {
        Charset first = transport.map(FeedEncoding::meaning).orElse(null);
        if (first == null || first.equals(declared)) {
            return declared == null ? new Charset[0] : new Charset[] {declared};
        }
        return declared == null ? new Charset[] {first} : new Charset[] {first, declared};
    }

    /** Whether ASCII bytes are ASCII in it; null is. UTF-16 without zeros is a label gone wrong. */
    private static boolean compatible(@Nullable Charset charset) {
        return charset == null || !charset.name().startsWith("ISO-2022");
    }

    private static boolean isMultiByte(Charset charset) {
        return charset.canEncode() && charset.newEncoder().maxBytesPerChar() > 1.5f;
    }

    private static @Nullable String strictly(byte[] content, Charset charset) {
        if (charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")) {
            return null;
        }
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            boolean singleByte = !isMultiByte(charset) && !charset.equals(StandardCharsets.UTF_8);
            return singleByte ? new String(content, charset) : null;
        }
    }

    private static String decode(byte[] content, int skip, Charset charset) {
        return new String(content, skip, content.length - skip, charset);
    }

    /** UTF-8 where it is, windows-1252 for each byte that is none. */
    private static String mixed(byte[] content, int skip) {
        StringBuilder out = new StringBuilder(content.length);
        int done = skip;
        int at = skip;
        while (at < content.length) {
            int length = Utf8Evidence.sequenceLength(content, at);
            if (length > 0) {
                at += length;
                continue;
            }
            out.append(new String(content, done, at - done, StandardCharsets.UTF_8));
            out.append(new String(content, at, 1, WINDOWS_1252));
            at++;
            done = at;
        }
        return out.append(new String(content, done, at - done, StandardCharsets.UTF_8)).toString();
    }

    private static @Nullable Charset marked(byte[] content) {
        if (startsWith(content, 0, 0, 0xFE, 0xFF)) {
            return Charset.forName("UTF-32BE");
        }
        if (startsWith(content, 0xFF, 0xFE, 0, 0)) {
            return Charset.forName("UTF-32LE");
        }
        return ByteOrderMark.charset(content);
    }

    /** Encodings in which the first &lt; shows by zeros, or by the EBCDIC code of {@code <?xm}. */
    private static @Nullable Charset wide(byte[] content) {
        if (startsWith(content, 0, 0, 0, '<')) {
            return Charset.forName("UTF-32BE");
        }
        if (startsWith(content, '<', 0, 0, 0)) {
            return Charset.forName("UTF-32LE");
        }
        if (startsWith(content, 0, '<')) {
            return StandardCharsets.UTF_16BE;
        }
        if (startsWith(content, '<', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(content, 0x4C, 0x6F, 0xA7, 0x94) && Charset.isSupported("IBM037")) {
            Charset ebcdic = Charset.forName("IBM037");
            int length = Math.min(content.length, LOOKED_AT_BYTES);
            Charset declared = declared(new String(content, 0, length, ebcdic));
            return declared == null ? ebcdic : declared;
        }
        return null;
    }

    private static @Nullable Charset declared(byte[] content) {
        int length = Math.min(content.length, LOOKED_AT_BYTES);
        return declared(new String(content, 0, length, StandardCharsets.ISO_8859_1));
    }

    private static @Nullable Charset declared(String opening) {
        Matcher matcher = DECLARED.matcher(opening);
        return matcher.find() ? charset(matcher.group(1)) : null;
    }

    private static @Nullable Charset charset(String label) {
        String name = label.toLowerCase(Locale.ROOT);
        String known = LABELS.getOrDefault(name, name);
        try {
            return Charset.isSupported(known) ? Charset.forName(known) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Charset meaning(Charset charset) {
        Charset meaning = charset(charset.name());
        return meaning == null ? charset : meaning;
    }

    private static boolean startsWith(byte[] content, int... bytes) {
        if (content.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((content[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
