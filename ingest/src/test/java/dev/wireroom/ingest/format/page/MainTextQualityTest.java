package dev.wireroom.ingest.format.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.ingest.format.Fixtures;
import dev.wireroom.ingest.format.page.DevelopmentPages.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of the articles on the development pages is found, and how little else. */
class MainTextQualityTest {

    private record Scored(Page page, double tokens, double shingles) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {20261123, 7, 4711})
    void findsTheTextOfTheDevelopmentPages(long seed) {
        List<Scored> scored = new ArrayList<>();
        for (Page page : DevelopmentPages.all(new Random(seed))) {
            String text = text(page);
            scored.add(
                    new Scored(
                            page,
                            TokenScores.of(text, page.gold(), 1).f1(),
                            TokenScores.of(text, page.gold(), 4).f1()));
        }
        double tokens = scored.stream().mapToDouble(Scored::tokens).average().orElse(0);
        double shingles = scored.stream().mapToDouble(Scored::shingles).average().orElse(0);
        System.out.printf(
                "seed %d: %d pages, token F1 %.4f, 4-gram F1 %.4f; the worst:%n",
                seed, scored.size(), tokens, shingles);
        scored.stream()
                .sorted(Comparator.comparingDouble(Scored::tokens))
                .limit(8)
                .forEach(s -> System.out.printf("  %.3f %s%n", s.tokens, s.page.name()));
        assertThat(tokens).as("token F1, seed %d", seed).isGreaterThanOrEqualTo(0.97);
        assertThat(shingles).as("4-gram F1, seed %d", seed).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void scoresLessWhereTextIsMissingOrTooMuch() {
        assertThat(TokenScores.of("a b c", "a b c", 1).f1()).isEqualTo(1);
        assertThat(TokenScores.of("a b", "a b c d", 1).recall()).isEqualTo(0.5);
        assertThat(TokenScores.of("a b c d", "a b", 1).precision()).isEqualTo(0.5);
        assertThat(TokenScores.of("x", "a", 1).f1()).isZero();
    }

    private static String text(Page page) {
        Article article =
                Fixtures.accepted(PageParser.parse(Fixtures.utf8(page.html()), Fixtures.arrival()));
        return article.getBody() == null ? "" : article.getBody();
    }
}
