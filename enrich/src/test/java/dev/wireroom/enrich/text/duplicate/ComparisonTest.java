package dev.wireroom.enrich.text.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.wireroom.enrich.text.BrokenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final String WIRE =
            "GENEVA (AP) — The foreign ministers of Norland and Suria agreed on Friday to resume"
                + " talks on a cease-fire that collapsed in March, diplomats said. The two met for"
                + " three hours in a hotel on the lake, their first meeting since the shelling of"
                + " the border town of Karim killed at least forty people. “We have a common text,"
                + " and we have a date,” said Anna Holm, the mediator for the United Nations. She"
                + " would not say what the text contains. Both armies have moved artillery back"
                + " from the river, according to satellite photographs published this week, but"
                + " neither has given up the bridges. Aid groups warned that winter would reach the"
                + " camps before any truce does. More than two hundred thousand people have fled"
                + " the valley since the spring, most of them on foot.";
    private static final String OTHER =
            "The central bank of Norland raised its key rate by half a point on Thursday, the third"
                + " increase this year, and said that it would not hesitate to go further if prices"
                + " kept rising. Economists had expected a quarter point. The crown gained two"
                + " percent against the euro within the hour, and shares of exporters fell."
                + " Governor Lars Berg told reporters that wages were growing faster than anyone"
                + " had thought possible a year ago.";

    @Test
    void callsTheSameWordsIdenticalWhateverTheTypography() {
        String respaced =
                WIRE.replace(" ", "  ").replace("“", "\"").replace("”", "\"").replace("—", "-");
        Duplicate duplicate = compare(respaced, WIRE);

        assertThat(duplicate.kind()).isEqualTo(DuplicateKind.IDENTICAL);
        assertThat(duplicate.score()).isEqualTo(1);
        assertThat(duplicate.passages())
                .singleElement()
                .satisfies(
                        passage -> {
                            assertThat(passage.otherBegin()).isZero();
                            assertThat(passage.otherEnd()).isEqualTo(WIRE.length() - 1);
                        });
    }

    @Test
    void callsAnEditedCopySyndicatedAndShowsWhatBothHave() {
        String edited =
                WIRE.replace("GENEVA (AP) — ", "")
                                .replace("at least forty people", "more than 40 civilians")
                        + " This story was updated with a comment.";
        Duplicate duplicate = compare(edited, WIRE);

        assertThat(duplicate.kind()).isEqualTo(DuplicateKind.SYNDICATED);
        assertThat(duplicate.score()).isBetween(0.75, 0.95);
        assertThat(duplicate.passages())
                .hasSize(2)
                .allSatisfy(
                        passage ->
                                assertThat(edited.substring(passage.begin(), passage.end()))
                                        .isEqualTo(
                                                WIRE.substring(
                                                        passage.otherBegin(), passage.otherEnd())));
    }

    @Test
    void callsACopyWithinALongerArticlePartial() {
        String quoting =
                OTHER
                        + " "
                        + WIRE.substring(0, WIRE.indexOf("Both armies"))
                        + OTHER.replace("bank", "office")
                                .replace("rate", "price")
                                .replace("hour", "day");
        Duplicate duplicate = compare(quoting, WIRE);

        assertThat(duplicate.kind()).isEqualTo(DuplicateKind.PARTIAL);
        assertThat(duplicate.score()).isBetween(0.5, 0.8);
        assertThat(duplicate.passages().get(0).words()).isGreaterThan(70);
    }

    @Test
    void leavesArticlesOnTheSameSubjectAlone() {
        assertThat(Comparison.compare(Fingerprint.of("a", OTHER), Fingerprint.of("b", WIRE)))
                .isEmpty();
        assertThat(Comparison.compare(Fingerprint.of("a", ""), Fingerprint.of("b", WIRE)))
                .isEmpty();
        assertThat(
                        Comparison.compare(
                                Fingerprint.of(
                                        "a",
                                        OTHER
                                                + " “We have a common text, and we have a date,”"
                                                + " said Anna Holm."),
                                Fingerprint.of("b", WIRE)))
                .isEmpty();
    }

    @Test
    void choosesTheClosestOfSeveral() {
        Fingerprint article = Fingerprint.of("new", WIRE + " Updated.");
        List<Fingerprint> candidates =
                List.of(
                        Fingerprint.of("new", WIRE),
                        Fingerprint.of("other", OTHER),
                        Fingerprint.of("half", WIRE.substring(0, WIRE.length() / 2)),
                        Fingerprint.of("wire", WIRE));

        assertThat(Comparison.best(article, candidates))
                .get()
                .extracting(Duplicate::duplicateOf)
                .isEqualTo("wire");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bringsEditedCopiesTogetherAndStrangersApart(long seed) {
        Random random = new Random(seed);
        int met = 0;
        int strangersMet = 0;
        for (int trial = 0; trial < 50; trial++) {
            String text = words(random, 400);
            String copy = edited(text, random, 0.1);
            met += meet(text, copy) ? 1 : 0;
            strangersMet += meet(text, words(random, 400)) ? 1 : 0;
        }

        assertThat(met).as("seed %d", seed).isGreaterThanOrEqualTo(49);
        assertThat(strangersMet).isZero();
    }

    private static boolean meet(String one, String other) {
        List<String> shared = new ArrayList<>(Sketch.keys(Fingerprint.of("a", one)));
        shared.retainAll(Sketch.keys(Fingerprint.of("b", other)));
        return !shared.isEmpty();
    }

    private static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < count; word++) {
            text.append("word").append(random.nextInt(3_000)).append(' ');
        }
        return text.toString();
    }

    private static String edited(String text, Random random, double share) {
        StringBuilder copy = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            copy.append(random.nextDouble() < share ? "edit" + random.nextInt(3_000) : word)
                    .append(' ');
        }
        return copy.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void survivesSerialisationOfAnyText(long seed) {
        String text = BrokenText.of(seed, 300);
        Fingerprint fingerprint = Fingerprint.of("id-" + seed, text);

        assertThat(Fingerprint.fromBytes(fingerprint.toBytes())).isEqualTo(fingerprint);
        assertThat(fingerprint.toBytes().length).isLessThan(20 + 12 * fingerprint.words());
        for (int word = 0; word < fingerprint.words(); word++) {
            assertThat(fingerprint.end(word)).isLessThanOrEqualTo(text.length());
        }
    }

    @Test
    void refusesBytesThatAreNoFingerprint() {
        assertThatThrownBy(() -> Fingerprint.fromBytes(new byte[] {9}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fingerprint.fromBytes(new byte[] {1, 3, 'a'}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsTheWorkOnTwoMegabytesOfOneWord() {
        Fingerprint fingerprint = Fingerprint.of("a", "Syria ".repeat(350_000));

        assertThat(fingerprint.words()).isEqualTo(Fingerprint.MAX_WORDS);
        assertThat(Sketch.keys(fingerprint)).hasSize(1);
        assertThat(Comparison.compare(fingerprint, Fingerprint.of("b", "Syria ".repeat(300))))
                .get()
                .extracting(Duplicate::kind)
                .isNotEqualTo(DuplicateKind.IDENTICAL);
    }

    @Test
    void scoresByTheShareOfCommonRuns() {
        // 10 of 16 runs of five words in one are in the other, whose 12 runs include 2 of its own.
        String one = "a b c d e f g h i j k l m n o p q r s t";
        String other = "a b c d e f g h i j k l m n X Y";

        assertThat(compare(one, other).score()).isCloseTo(10.0 / 18, within(1e-9));
    }

    private static Duplicate compare(String article, String other) {
        return Comparison.compare(
                        Fingerprint.of("article", article), Fingerprint.of("other", other))
                .orElseThrow();
    }
}
