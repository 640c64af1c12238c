package dev.wireroom.enrich.text.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.wireroom.enrich.text.BrokenText;
import dev.wireroom.enrich.text.Field;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.enrich.text.model.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our wordpieces against the Hugging Face tokenizer, which the model's vocabulary was made for. */
class WordPiecesTest {
    private static Windows windows;
    private static HuggingFaceTokenizer reference;

    @BeforeAll
    static void load() throws IOException {
        windows =
                new Windows(
                        new WordPieces(ModelFiles.load(ModelVariant.FAST).vocabulary()), 1_000_000);
        try (InputStream stream =
                WordPiecesTest.class.getResourceAsStream(
                        "/dev/wireroom/enrich/model/fast/tokenizer.json")) {
            reference =
                    HuggingFaceTokenizer.newInstance(
                            stream, Map.of("truncation", "false", "padding", "false"));
        }
    }

    @AfterAll
    static void close() {
        reference.close();
    }

    @Test
    void cutsTheSeedArticleAsHuggingFaceDoes() throws IOException {
        try (InputStream stream =
                WordPiecesTest.class.getResourceAsStream(
                        "/dev/wireroom/enrich/text/us-to-russia-lets-talk-about-syria.txt")) {
            assertSame(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void cutsBrokenTextAsHuggingFaceDoes(long seed) {
        // The native tokenizer takes UTF-8, which has no lone surrogates; unassigned code points
        // differ by Unicode version;
        // and it joins words across control characters that are line ends (U+0085), where we end
        // them.
        StringBuilder text = new StringBuilder();
        BrokenText.of(seed, 200)
                .codePoints()
                .filter(
                        c ->
                                c < 0x250 && (c >= 0x20 || c == '\n') && c != 0x85
                                        || c > 0x2000 && c < 0x2030
                                        || c >= 0x4E00 && c < 0x9FFF
                                        || c > 0x1F000 && c < 0x1F650)
                .forEach(text::appendCodePoint);
        assertSame(text.toString());
    }

    private static void assertSame(String text) {
        Encoding expected = reference.encode(text);
        List<Window> cut = windows.of(Field.BODY, text, new Span(0, text.length()), 0);

        assertThat(cut).hasSize(1);
        assertThat(cut.get(0).ids()).isEqualTo(expected.getIds());
    }
}
