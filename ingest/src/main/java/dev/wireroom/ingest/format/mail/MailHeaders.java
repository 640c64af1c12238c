package dev.wireroom.ingest.format.mail;

import dev.wireroom.ingest.format.TextCleaner;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * The header fields of a message or a part: unfolded, bytes above ASCII read as UTF-8 or else as
 * windows-1252, encoded words (RFC 2047) decoded where they can be. Of a field that is there twice
 * the first counts. Not thread-safe.
 */
final class MailHeaders {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** A field of news is a line or two; what is longer is looked at no further. */
    private static final int MAX_CHARS = 4_000;

    private final Map<String, String> fields = new HashMap<>();

    void add(Field field) {
        fields.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), value(field));
    }

    /** The text of a field; empty where it is absent or blank. */
    Optional<String> text(String name) {
        return raw(name).map(MailHeaders::decoded).filter(text -> !text.isEmpty());
    }

    /** As {@link #text}, encoded words left alone. */
    Optional<String> raw(String name) {
        return Optional.ofNullable(fields.get(name)).filter(text -> !text.isBlank());
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Text with its encoded words decoded; one that is broken stays as it is. */
    static String decoded(String text) {
        String decoded = text;
        if (text.contains("=?")) {
            try {
                decoded = DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT, WINDOWS_1252);
            } catch (IllegalArgumentException e) {
                decoded = text;
            }
        }
        return TextCleaner.withoutOddCharacters(decoded).replaceAll("\\s+", " ").strip();
    }

    private static String value(Field field) {
        ByteSequence raw = field.getRaw();
        String line = raw == null ? field.getName() + ":" + field.getBody() : text(raw);
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).replace("\r", "").replace("\n", "").strip();
        return value.length() > MAX_CHARS
                ? value.substring(0, TextCleaner.cutBefore(value, MAX_CHARS))
                : value;
    }

    private static String text(ByteSequence raw) {
        byte[] bytes = raw.toByteArray();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS_1252);
        }
    }
}
