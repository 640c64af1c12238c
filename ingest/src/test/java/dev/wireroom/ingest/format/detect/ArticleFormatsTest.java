package dev.wireroom.ingest.format.detect;

import static dev.wireroom.ingest.format.Fixtures.accepted;
import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static dev.wireroom.ingest.format.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wireroom.ingest.format.ParseResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleFormatsTest {

    private static final int MUTATIONS = 400;

    @Test
    void tellsFormatsApartByContent() {
        assertThat(accepted(" {\"title\": \"t\"}").getFormat()).isEqualTo("wireroom-json");
        assertThat(accepted("{\"uri\": \"urn:1\", \"headline\": \"h\"}").getFormat())
                .isEqualTo("ninjs/1");
        assertThat(accepted("{\"uri\": \"urn:1\", \"headlines\": []}").getFormat())
                .isEqualTo("ninjs/2");
        assertThat(accepted("{\"uri\": \"urn:1\", \"pubStatus\": \"usable\"}").getFormat())
                .isEqualTo("ninjs/3");
        assertThat(accepted("A headline\n\nA text.").getFormat()).isEqualTo("text/plain");
        assertThat(accepted(bytes("nitf/upper-case-tags.xml")).getFormat()).isEqualTo("nitf");
        assertThat(accepted(bytes("newsml-g2/no-guid.xml")).getFormat()).isEqualTo("newsml-g2");
        assertThat(accepted(bytes("newsml-1.2/canceled.xml")).getFormat()).isEqualTo("newsml/1");
        assertThat(refused("<kml><Placemark/></kml>").get(0).code())
                .isEqualTo("unsupported-format");
    }

    @Test
    void readsJsonBehindAByteOrderMark() {
        assertThat(accepted("\uFEFF{\"title\": \"t\"}").getTitle()).isEqualTo("t");
        byte[] utf16 = "\uFEFF{\"title\": \"t\"}".getBytes(StandardCharsets.UTF_16BE);
        assertThat(accepted(utf16).getTitle()).isEqualTo("t");
    }

    @Test
    void parsesEachLineOfNdjsonByItself() {
        byte[] lines =
                utf8("{\"title\": \"a\"}\r\n\n{\"title\": 1}\n{\"uri\": \"urn:1\"}\n{broken\n");
        List<ParsedItem> items = ArticleFormats.parseEach(lines, arrival());
        assertThat(items).extracting(ParsedItem::number).containsExactly(1, 3, 4, 5);
        assertThat(accepted(items.get(0).result()).getTitle()).isEqualTo("a");
        assertThat(refused(items.get(1).result()).get(0).field()).isEqualTo("/title");
        assertThat(accepted(items.get(2).result()).getFormat()).isEqualTo("ninjs/1");
        assertThat(refused(items.get(3).result()).get(0).code()).isEqualTo("malformed-json");
    }

    @Test
    void takesOneLineForABatchOnlyWhereTheSenderSaysSo() {
        byte[] line = utf8("{\"title\": \"a\"}\n");
        assertThat(ArticleFormats.isBatch(line, arrival())).isFalse();
        assertThat(ArticleFormats.isBatch(line, arrival().as("application/x-ndjson"))).isTrue();
    }

    @Test
    void parsesEachElementOfAnArrayByItself() {
        List<ParsedItem> items =
                ArticleFormats.parseEach(utf8("[{\"title\": \"a\"}, 7]"), arrival());
        assertThat(accepted(items.get(0).result()).getTitle()).isEqualTo("a");
        assertThat(refused(items.get(1).result()).get(0).code()).isEqualTo("wrong-type");
    }

    @Test
    void refusesNestingWithoutEnd() {
        String deep = "{\"title\": \"t\", \"x-deep\": " + "[".repeat(100_000);
        assertThat(refused(deep).get(0).code()).isEqualTo("malformed-json");
    }

    @Test
    void readsHtmlNestedWithoutEnd() {
        String deep = "<div>".repeat(50_000) + "core";
        String document = "{\"title\": \"t\", \"bodyHtml\": \"%s\"}".formatted(deep);
        assertThat(accepted(document).getBody()).isEqualTo("core");
    }

    @Test
    void refusesEmptyInput() {
        assertThat(refused("").get(0).code()).isEqualTo("empty-document");
        ParseResult json = ArticleFormats.parse(new byte[0], arrival().as("application/json"));
        assertThat(refused(json).get(0).code()).isEqualTo("empty-document");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261123})
    void neverThrowsWhateverTheBytes(long seed) {
        Random random = new Random(seed);
        List<byte[]> seeds =
                List.of(
                        bytes("ninjs/examples/1.4-complex.json"),
                        bytes("ninjs/examples/2.1-ap-image.json"),
                        bytes("ninjs/examples/3.0-tt-four-renderings-of-one-body.json"),
                        bytes("text/blog-post-with-related-widget.txt"),
                        utf8(
                                "{\"title\": \"t\", \"embargoedUntil\": \"2026\", \"media\":"
                                        + " [{}]}\n"
                                        + "{}"));
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = mutate(seeds.get(i % seeds.size()), random);
            assertThatCode(() -> ArticleFormats.parseEach(mutant, arrival()))
                    .as("seed %d, mutation %d", seed, i)
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] mutant = original.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(3)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] = (byte) "{}[]\":,0n\\".charAt(random.nextInt(10));
                default -> {
                    int length = random.nextInt(mutant.length - at);
                    System.arraycopy(
                            original, random.nextInt(original.length - length), mutant, at, length);
                }
            }
        }
        return random.nextInt(4) == 0
                ? java.util.Arrays.copyOf(mutant, random.nextInt(mutant.length))
                : mutant;
    }
}
