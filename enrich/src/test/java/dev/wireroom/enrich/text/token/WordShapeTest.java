package dev.wireroom.enrich.text.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordShapeTest {

    @ParameterizedTest
    @CsvSource({
        "word, LOWER",
        "Word, INITIAL",
        "WORD, ALL_CAPS",
        "McDonald, MIXED",
        "iPhone, MIXED",
        "F16, DIGIT",
        "1990, DIGIT",
        "A, SINGLE_CAPITAL",
        "a, LOWER",
        "'.', PUNCTUATION",
        "Émile, INITIAL",
        "北, LOWER",
        "É, SINGLE_CAPITAL",
        "—, PUNCTUATION",
        "𝒦, SINGLE_CAPITAL"
    })
    void tellsHowAWordIsWritten(String word, WordShape shape) {
        assertThat(WordShape.of(word, 0, word.length())).isEqualTo(shape);
    }
}
