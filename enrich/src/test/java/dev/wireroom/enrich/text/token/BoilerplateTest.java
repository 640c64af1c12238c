package dev.wireroom.enrich.text.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoilerplateTest {

    @ParameterizedTest
    @CsvSource({
        "'The talks failed.\n\nRelated', 1",
        "'The talks failed.\n\nRelated\n\nObama visits Cuba\n\nIran deal holds', 1",
        "'The talks failed.\n\nShare this:\n\nLike this:\n\nLoading...', 1",
        "'The talks failed.\n\nRelated countries met.', 2",
        "'Related', 1",
        "'The talks failed.\n\nRelated\n\nThe talks went on for three days.', 3"
    })
    void leavesOutThePageAroundTheArticle(String body, int own) {
        List<Span> sentences = SentenceSplitter.split(body, body.length());

        assertThat(Boilerplate.ownSentences(body, sentences)).isEqualTo(own);
    }
}
