package dev.wireroom.launcher.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {
    @Test
    void leavesWhatIsNoJsonToTheServer() {
        assertThat(in("US to Russia\n\nOn Friday …"))
                .extracting(Document::mediaType)
                .containsExactly("application/octet-stream");
        assertThat(in("\uFEFF {\n \"title\": \"One\"\n}"))
                .extracting(Document::mediaType)
                .containsExactly("application/json");
    }

    @Test
    void sendsAnArrayWhole() {
        assertThat(in("[{\"title\":\"One\"},{\"title\":\"Two\"}]"))
                .extracting(Document::mediaType)
                .containsExactly("application/json");
    }

    @Test
    void takesEveryLineOfNdjsonForADocumentAndNamesIt() {
        assertThat(in("{\"title\":\"One\"}\n\n{\"title\":\"Two\"}"))
                .extracting(Document::origin, document -> text(document), Document::mediaType)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "file line 1", "{\"title\":\"One\"}", "application/x-ndjson"),
                        org.assertj.core.groups.Tuple.tuple(
                                "file line 3", "{\"title\":\"Two\"}", "application/x-ndjson"));
    }

    private static List<Document> in(String content) {
        return Document.in("file", content.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Document document) {
        return new String(document.content(), StandardCharsets.UTF_8);
    }
}
