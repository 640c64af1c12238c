package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of content says by itself, be it NITF, XHTML or plain text.
 *
 * @param body plain text; empty where there is none
 * @param note a note to editors
 * @param rights usage terms
 */
record Story(
        Optional<String> title,
        Optional<String> byline,
        List<String> authors,
        Optional<String> dateline,
        Optional<String> summary,
        Optional<String> note,
        Optional<String> rights,
        String body,
        List<MediaLink> media) {

    /** A story of which nothing is known but its text. */
    static Story ofBody(String body) {
        return new Story(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                body,
                List.of());
    }

    /** The body without a first paragraph that only repeats the title. */
    static String withoutTitle(String body, @Nullable String title) {
        int end = body.indexOf("\n\n");
        if (title == null || end < 0) {
            return body;
        }
        String first = XmlElement.collapsed(body.substring(0, end));
        return first.equalsIgnoreCase(XmlElement.collapsed(title)) ? body.substring(end + 2) : body;
    }
}
