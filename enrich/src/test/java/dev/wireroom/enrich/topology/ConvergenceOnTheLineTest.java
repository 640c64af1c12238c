package dev.wireroom.enrich.topology;

import static dev.wireroom.enrich.topology.ArticleBuilder.MORNING;
import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.PublishingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ConvergenceTest shows of the rule holds for what leaves the line, restarts included. */
class ConvergenceOnTheLineTest {

    /** What the last record of an article on wireroom.enriched says. */
    private record Last(PublishingStatus status, @Nullable String title, @Nullable String body) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theLastRecordOfEveryArticleIsTheSameInWhateverOrderAllIsPushed(long seed) {
        Random random = new Random(seed);
        List<Article> history = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            history.add(version(random, n));
        }
        Map<String, Last> inOrder = end(history, random);
        for (int order = 0; order < 4; order++) {
            List<Article> pushed = new ArrayList<>(history);
            pushed.addAll(history.subList(0, 20));
            Collections.shuffle(pushed, random);

            assertThat(end(pushed, random)).as("seed %d", seed).isEqualTo(inOrder);
        }
    }

    private static Map<String, Last> end(List<Article> pushed, Random random) {
        Map<String, Last> last = new HashMap<>();
        Line line = new Line();
        try {
            for (Article article : pushed) {
                line.push(article);
                line.advance(Duration.ofSeconds(random.nextInt(120)));
                read(line, last);
                if (random.nextInt(20) == 0) {
                    line = line.restartedAfter(Duration.ofSeconds(random.nextInt(300)));
                }
            }
            for (int tick = 0; tick < 10; tick++) {
                line.advance(Duration.ofHours(1)); // a few embargoes are let go at a time
            }
            read(line, last);
            assertThat(line.embargoes().all()).isExhausted();
        } finally {
            line.close();
        }
        return last;
    }

    private static void read(Line line, Map<String, Last> last) {
        for (EnrichedArticle enriched : line.enriched()) {
            Article article = enriched.getArticle();
            last.put(
                    enriched.getArticleId(),
                    new Last(article.getPublishingStatus(), article.getTitle(), article.getBody()));
        }
    }

    private static Article version(Random random, int n) {
        ArticleBuilder article =
                anArticle()
                        .withId("id-" + random.nextInt(8))
                        .titled("Version " + random.nextInt(3))
                        .saying("words number " + random.nextInt(3))
                        .made(MORNING.plusSeconds(60L * n));
        return switch (random.nextInt(5)) {
            case 0 -> article.canceled().build();
            case 1 -> article.withheld().until(MORNING.plusSeconds(random.nextInt(7_200))).build();
            default -> article.build();
        };
    }
}
