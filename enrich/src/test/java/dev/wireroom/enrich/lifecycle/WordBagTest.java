package dev.wireroom.enrich.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordBagTest {

    @Test
    void countsRepeatsAsAMultiset() {
        WordBag before = WordBag.of("a a b c");
        WordBag after = WordBag.of("a b b d");

        assertThat(after.minus(before)).isEqualTo(2);
        assertThat(before.minus(after)).isEqualTo(2);
    }

    @Test
    void hasNoWordsWhereThereIsOnlySpace() {
        assertThat(WordBag.of(" \n\t ").size()).isZero();
        assertThat(WordBag.decode(WordBag.of("").encode()).size()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void comesBackFromItsBytesAndAgreesWithListArithmetic(long seed) {
        Random random = new Random(seed);
        List<String> first = words(random);
        List<String> second = words(random);
        WordBag a = WordBag.of(String.join(" ", first));
        WordBag b = WordBag.of(String.join("\n", second));

        assertThat(WordBag.decode(a.encode())).isEqualTo(a);
        assertThat(WordBag.decode(a.encode()).minus(b)).isEqualTo(minus(first, second));
    }

    private static int minus(List<String> these, List<String> those) {
        List<String> left = new ArrayList<>(these);
        those.forEach(left::remove);
        return left.size();
    }

    private static List<String> words(Random random) {
        List<String> words = new ArrayList<>();
        int count = random.nextInt(300);
        for (int i = 0; i < count; i++) {
            words.add(Integer.toString(random.nextInt(100), 36) + "ß".repeat(random.nextInt(3)));
        }
        return words;
    }
}
