package dev.wireroom.ingest.format.ninjs;

import static dev.wireroom.ingest.format.Fixtures.accepted;
import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** IPTC's own validation suite: what should pass is trimmed, what should fail is whole. */
class NinjsSuiteTest {

    private static final Path DOCUMENTED = Path.of("..", "docs", "formats-ninjs.md");

    /** A row of the documented table. */
    record Row(String file, String outcome, String code, String pointer) {}

    static List<String> shouldPass() throws IOException, URISyntaxException {
        return names("ninjs/should_pass");
    }

    static List<Row> shouldFail() throws IOException {
        return Files.readAllLines(DOCUMENTED).stream()
                .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .filter(cells -> cells.size() == 7)
                .filter(cells -> cells.get(1).matches("[\\d.x]+(_dev)?/\\d+_.*"))
                .map(
                        cells ->
                                new Row(
                                        cells.get(1),
                                        cells.get(2),
                                        cells.get(3),
                                        cells.get(4).replace("`", "")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shouldPass")
    void acceptsWhatShouldPass(String name) {
        Article article = accepted(bytes("ninjs/should_pass/" + name));
        assertThat(article.getFormat()).startsWith("ninjs/");
        assertThat(article.getExternalId()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("shouldFail")
    void doesWithWhatShouldFailWhatTheDocumentationSays(Row row) {
        String fixture = "ninjs/should_fail/" + row.file() + ".json";
        ParseResult result = ArticleFormats.parse(bytes(fixture), arrival());
        if (row.outcome().equals("refused")) {
            Fault fault = refused(result).get(0);
            assertThat(fault.code()).isEqualTo(row.code());
            assertThat(fault.field()).isEqualTo(row.pointer());
        } else {
            assertThat(row.outcome()).isEqualTo("accepted, warned");
            assertThat(accepted(result).getWarnings())
                    .extracting(ParseWarning::getCode, ParseWarning::getField)
                    .contains(tuple(row.code(), row.pointer()));
        }
    }

    @Test
    void documentsEveryFileThatShouldFail() throws IOException, URISyntaxException {
        List<String> files = names("ninjs/should_fail");
        assertThat(files).hasSizeGreaterThan(60);
        assertThat(shouldFail())
                .extracting(row -> row.file() + ".json")
                .containsExactlyInAnyOrderElementsOf(files);
    }

    private static List<String> names(String folder) throws IOException, URISyntaxException {
        Path root =
                Path.of(
                        Objects.requireNonNull(NinjsSuiteTest.class.getResource("/" + folder))
                                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
