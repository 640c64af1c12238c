package dev.wireroom.launcher.push;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One article to send, or one array of them.
 *
 * @param origin file, and line where it has several, for messages
 * @param mediaType what it is sent as
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Document(String origin, byte[] content, String mediaType) {
    private static final int LINE_FEED = '\n';

    /** A file's documents, told by content: a document a line in NDJSON, else the file is one. */
    public static List<Document> in(String file, byte[] content) {
        if (startsWith('[', content)) {
            return List.of(new Document(file, content, ArticleFormats.JSON));
        }
        if (ArticleFormats.isBatch(content, Arrival.from("unknown", Instant.EPOCH))) {
            return lines(file, content);
        }
        boolean json = startsWith('{', content);
        // what is not JSON the server tells by its content, as it does with files and feeds
        return List.of(
                new Document(file, content, json ? ArticleFormats.JSON : ArticleFormats.UNKNOWN));
    }

    private static List<Document> lines(String file, byte[] content) {
        List<Document> documents = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 1;
        for (int i = 0; i <= content.length; i++) {
            if (i < content.length && content[i] != LINE_FEED) {
                line.write(content[i]);
                continue;
            }
            byte[] bytes = line.toByteArray();
            if (!new String(bytes, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
                documents.add(new Document(file + " line " + number, bytes, ArticleFormats.NDJSON));
            }
            line.reset();
            number++;
        }
        return documents;
    }

    private static boolean startsWith(char wanted, byte[] content) {
        for (byte b : content) {
            boolean skipped =
                    Character.isWhitespace(b)
                            || b == (byte) 0xEF
                            || b == (byte) 0xBB
                            || b == (byte) 0xBF;
            if (!skipped) {
                return b == wanted;
            }
        }
        return false;
    }
}
