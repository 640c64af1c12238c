package dev.wireroom.enrich.text.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.enrich.text.BrokenText;
import dev.wireroom.enrich.text.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
    private static final int MAX_PIECES = 20;
    private final Windows windows = new Windows(new WordPieces(vocabulary()), MAX_PIECES);

    private static Map<String, Integer> vocabulary() {
        Map<String, Integer> vocabulary = new HashMap<>();
        for (String piece :
                List.of(
                        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "word", "##s", ",", ".", "kerry",
                        "a")) {
            vocabulary.put(piece, vocabulary.size());
        }
        return vocabulary;
    }

    @Test
    void givesEveryPieceTheShapeOfItsWord() {
        Window window = windows.of(Field.TITLE, "Words A, kerry", new Span(0, 14), 3).get(0);

        assertThat(window.ids()).containsExactly(2, 4, 5, 9, 6, 8, 3);
        assertThat(window.shapes()).containsExactly(0, 2, 2, 7, 6, 1, 0);
        assertThat(window.marks(0, 2)).containsExactly(0, 1, 1, 1, 0, 0, 0);
        assertThat(window.field()).isEqualTo(Field.TITLE);
        assertThat(window.sentence()).isEqualTo(3);
    }

    @Test
    void cutsAnOverlongSentenceAfterPunctuation() {
        String text = "word ".repeat(14) + "word, " + "word ".repeat(30);
        List<Window> cut = windows.of(Field.BODY, text, new Span(0, text.length()), 0);

        assertThat(cut.get(0).text()).endsWith("word,");
        assertThat(cut.stream().mapToInt(Window::tokens).sum()).isEqualTo(46);
    }

    @Test
    void centresAPassageOfAnOverlongSentence() {
        String text = "word ".repeat(50) + "Kerry " + "word ".repeat(50);
        Window window =
                windows.around(Field.BODY, text, new Span(0, text.length()), 0, new Span(250, 255));

        assertThat(window.ids()).hasSize(MAX_PIECES + 2);
        assertThat(window.begin(window.tokens() / 2 - 1)).isBetween(240, 260);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void coversEveryTokenOfAnyTextWithinTheLimit(long seed) {
        String text = BrokenText.of(seed, 500);
        BasicTokenizer.Tokens tokens = BasicTokenizer.tokenize(text, 0, text.length());
        int next = 0;
        for (Window window : windows.of(Field.BODY, text, new Span(0, text.length()), 0)) {
            assertThat(window.ids().length).isBetween(3, Math.max(MAX_PIECES, 102) + 2);
            for (int token = 0; token < window.tokens(); token++, next++) {
                assertThat(window.begin(token)).isEqualTo(tokens.begins()[next]);
                assertThat(window.token(token))
                        .isEqualTo(text.substring(window.begin(token), window.end(token)));
            }
        }
        assertThat(next).as("seed %d", seed).isEqualTo(tokens.size());
    }

    @Test
    void takesAHundredThousandLettersWithoutASpaceAsOneUnknownWord() {
        String text = "x".repeat(100_000);
        List<Window> cut = windows.of(Field.BODY, text, new Span(0, text.length()), 0);

        assertThat(cut).hasSize(1);
        assertThat(cut.get(0).ids()).containsExactly(2, 1, 3);
        assertThat(cut.get(0).end(0)).isEqualTo(100_000);
    }
}
