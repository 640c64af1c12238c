package dev.wireroom.enrich.text.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.enrich.text.BrokenText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceSplitterTest {

    /** The sentences of a text, whose ends are marked with a pipe here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "He spoke. | She left.",
                "has been stepping up support for Bashar al-Assad’s regime recently.|On September"
                        + " 5, Kerry warned Lavrov.",
                "The U.S. Army left. | The U.S. was gone.",
                "He lives in the U.S. | He likes it.",
                "US Defense Secretary Ashton B. Carter met Sergei K. Shoigu.",
                "Mr. Kerry met Gen. John W. Nicholson Jr. in Kabul. | Dr. No stayed.",
                "Apple Inc. said so. | Shares of Apple Inc. fell.",
                "“We will win.” | “No, we will,” he said.",
                "“Will we win?” he asked. | She laughed.",
                "He said “she told me ‘I won’t.’” | Then he left.",
                "a diplomatic step forward. | emphasizing that they could not have come at a better"
                        + " time.",
                "It rose 2.5 percent to $1.25 a share. | Oil fell.",
                "It happened at 5 p.m. on Friday. | Nobody died.",
                "Visit www.example.com or Booking.com today. | Thanks.",
                "What a day! | What now? | Nothing.",
                "Let’s talk… about Syria.",
                "Kim Jong Un (pictured) met Moon. | (They shook hands.) | Then they parted.",
                "The U . S . State Department said so . | Officials agreed .",
                "\" It is over , \" he said . | \" We won . \" | The crowd cheered .",
                "He met J. K. Rowling. | It was fun.",
                "No. 5 is alive. | See fig. 3 for more.",
                "WASHINGTON (Reuters) - The Senate voted on Friday. | It passed.",
                "He was born on Sept. 5 in Wash. and died in Jan. 1990. | His son lives.",
                "Who will win?Nobody knows. | Fine.",
            })
    void endsSentencesWhereAReaderWould(String marked) {
        // A pipe with spaces stands for one space, a pipe without for none.
        List<String> expected =
                Arrays.stream(marked.split("\\s?\\|\\s?", -1)).map(String::strip).toList();
        String text = marked.replace(" | ", " ").replace("|", "");
        if (marked.contains("?Nobody")) {
            expected = List.of("Who will win?", "Nobody knows.", "Fine.");
        }

        assertThat(texts(text)).isEqualTo(expected);
    }

    @Test
    void endsSentencesAtParagraphsHeadlinesAndBullets() {
        String text =
                "SYRIA TALKS RESUME\n\n"
                        + "By Jane Doe\n\n"
                        + "The parties agreed to\n\n"
                        + "- stop the bombing\n"
                        + "- free Mr. Smith\n"
                        + "• leave\n\n"
                        + "Related";

        assertThat(texts(text))
                .containsExactly(
                        "SYRIA TALKS RESUME",
                        "By Jane Doe",
                        "The parties agreed to",
                        "- stop the bombing",
                        "- free Mr. Smith",
                        "• leave",
                        "Related");
    }

    @Test
    void joinsLinesThatWereOnlyWrapped() {
        String text =
                "The foreign ministers of both countries met in Geneva on Friday and\n"
                        + "agreed to resume military talks about Syria, according to a joint\n"
                        + "statement that the United States and Russia published after the\n"
                        + "meeting. It was their first meeting since the beginning of the war\n"
                        + "in which both have taken sides.\n";

        assertThat(texts(text))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("It was their first")
                .endsWith("taken sides.");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void losesNothingButSpaceOfAnyText(long seed) {
        String text = BrokenText.of(seed, 400);
        StringBuilder between = new StringBuilder();
        int end = 0;
        for (Span sentence : SentenceSplitter.split(text, text.length())) {
            assertThat(sentence.begin()).isGreaterThanOrEqualTo(end);
            assertThat(sentence.end()).isGreaterThan(sentence.begin());
            between.append(text, end, sentence.begin());
            end = sentence.end();
        }
        between.append(text, end, text.length());

        assertThat(between.codePoints()).as("seed %d", seed).allMatch(Characters::isSpace);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ". ", "\"", " \" . ", "a", "A. ", "\n", "a.A", "\n- ", "('"})
    void takesLinearTimeOnAnyRepetition(String unit) {
        String text = unit.repeat(200_000 / unit.length());

        Assertions.assertTimeout(
                Duration.ofSeconds(20), () -> SentenceSplitter.split(text, text.length()));
    }

    private static List<String> texts(String text) {
        return SentenceSplitter.split(text, text.length()).stream()
                .map(span -> text.substring(span.begin(), span.end()))
                .toList();
    }
}
