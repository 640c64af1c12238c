package dev.wireroom.ingest.format.detect;

import dev.wireroom.ingest.format.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Files that are no text, known by how they begin. They are refused by name instead of being read
 * as text, which nearly any bytes would pass for.
 */
final class ForeignFormat {

    /** How a kind of file begins; some do so a few bytes in. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Magic(int at, byte[] bytes, String name, String fix) {
        boolean begins(byte[] content, int offset, int length) {
            if (at + bytes.length > length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (content[offset + at + i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final String SEND_TEXT =
            "Send the text itself: plain text, HTML, or a news format.";
    private static final String UNPACK = "Unpack it and send what is in it.";
    private static final String LINK =
            "Send the article that it goes with, and link to the file there.";

    private static final List<Magic> MAGICS =
            List.of(
                    magic(0, "%PDF-", "a PDF document", SEND_TEXT),
                    magic(0, "{\\rtf", "an RTF document", "Save it as plain text or HTML."),
                    magic(0, "PK\u0003\u0004", "a ZIP archive or an Office document", UNPACK),
                    magic(0, "PK\u0005\u0006", "an empty ZIP archive", UNPACK),
                    magic(0, "\u001F\u008B", "compressed by gzip", UNPACK),
                    magic(4, "1AY&SY", "compressed by bzip2", UNPACK),
                    magic(0, "\u00FD7zXZ\u0000", "compressed by xz", UNPACK),
                    magic(0, "(\u00B5/\u00FD", "compressed by zstd", UNPACK),
                    magic(0, "7z\u00BC\u00AF'\u001C", "a 7z archive", UNPACK),
                    magic(0, "Rar!\u001A\u0007", "a RAR archive", UNPACK),
                    magic(257, "ustar\u0000", "a tar archive", UNPACK),
                    magic(
                            0,
                            "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1",
                            "an old Office document or an Outlook message",
                            "Save it as plain text or HTML, a message as .eml."),
                    magic(0, "\u0089PNG\r\n\u001A\n", "a PNG picture", LINK),
                    magic(0, "\u00FF\u00D8\u00FF", "a JPEG picture", LINK),
                    magic(0, "GIF87a", "a GIF picture", LINK),
                    magic(0, "GIF89a", "a GIF picture", LINK),
                    magic(0, "II*\u0000", "a TIFF picture", LINK),
                    magic(0, "MM\u0000*", "a TIFF picture", LINK),
                    magic(8, "WEBPVP8", "a WebP picture", LINK),
                    magic(8, "WAVEfmt ", "a WAVE recording", LINK),
                    magic(4, "ftypisom", "an MP4 video", LINK),
                    magic(4, "ftypmp4", "an MP4 video", LINK),
                    magic(4, "ftypqt  ", "a QuickTime video", LINK),
                    magic(4, "ftypheic", "a HEIF picture", LINK),
                    magic(4, "ftypavif", "an AVIF picture", LINK),
                    magic(0, "ID3\u0003", "an MP3 recording", LINK),
                    magic(0, "ID3\u0004", "an MP3 recording", LINK),
                    magic(0, "OggS\u0000", "an Ogg recording", LINK),
                    magic(0, "\u001AE\u00DF\u00A3", "a Matroska or WebM video", LINK),
                    magic(0, "SQLite format 3\u0000", "an SQLite database", SEND_TEXT),
                    magic(0, "\u007FELF", "a program", SEND_TEXT),
                    magic(0, "\u00CA\u00FE\u00BA\u00BE", "a program", SEND_TEXT));

    private ForeignFormat() {}

    /** The fault of a document that is no text; empty for anything else. */
    static Optional<Fault> refusal(byte[] content, int offset, int length) {
        for (Magic magic : MAGICS) {
            if (magic.begins(content, offset, length)) {
                return Optional.of(
                        new Fault(
                                "unsupported-format",
                                "",
                                "",
                                "The document is %s, which is not read.".formatted(magic.name()),
                                magic.fix()));
            }
        }
        return Optional.empty();
    }

    private static Magic magic(int at, String bytes, String name, String fix) {
        return new Magic(at, bytes.getBytes(StandardCharsets.ISO_8859_1), name, fix);
    }
}
