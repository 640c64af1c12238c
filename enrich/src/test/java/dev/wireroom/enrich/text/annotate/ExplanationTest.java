package dev.wireroom.enrich.text.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.enrich.text.Analysis;
import dev.wireroom.enrich.text.Annotation;
import dev.wireroom.enrich.text.DocumentSentiment;
import dev.wireroom.enrich.text.Language;
import dev.wireroom.enrich.text.Provenance;
import dev.wireroom.enrich.text.Sentiment;
import dev.wireroom.enrich.text.TextDocument;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

    @ParameterizedTest
    @CsvSource({"0.104, 0.1, +0.00", "0.1, 0.104, +0.00", "0.1, 0.2, +0.10", "0.2, 0.1, -0.10"})
    void roundsAScoreAndNeverToLessThanNothing(double negative, double positive, String shown) {
        Sentiment sentiment = Sentiment.of(negative, 1 - negative - positive, positive);
        Annotation annotation =
                new Annotation(
                        "a",
                        new Language("en", 1, Language.Source.DETECTED),
                        new Analysis.Analysed(),
                        new DocumentSentiment(sentiment, "mean", 1),
                        List.of(),
                        List.of(),
                        new Provenance("model", "1", "digest", "model-1"));

        assertThat(Explanation.plain(TextDocument.of("a", "", "It rains."), annotation))
                .contains("sentiment  neutral  " + shown);
    }
}
