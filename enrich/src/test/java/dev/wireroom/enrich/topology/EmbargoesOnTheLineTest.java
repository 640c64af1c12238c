package dev.wireroom.enrich.topology;

import static dev.wireroom.enrich.topology.ArticleBuilder.MORNING;
import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EnrichedArticle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many articles whose embargoes end at one instant. */
class EmbargoesOnTheLineTest {

    private static final int BURST = 1_000;
    private static final Duration UNTIL = Duration.ofHours(1);

    private final Line line = new Line();

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void aBurstGoesAtOnceButNoLongerAtATimeThanTheBudgetAllows() {
        hold(BURST);
        line.advance(UNTIL.minusMillis(1));
        assertThat(released()).isEmpty();

        line.advance(Duration.ofMillis(250));
        assertThat(released()).hasSize(Line.RELEASES);

        List<String> released = new ArrayList<>();
        int punctuations = 0;
        while (line.embargoes().all().hasNext()) {
            line.advance(Duration.ofMillis(1));
            List<String> now = released();
            assertThat(now).hasSizeLessThanOrEqualTo(Line.RELEASES);
            released.addAll(now);
            punctuations++;
        }
        assertThat(released).hasSize(BURST - Line.RELEASES).doesNotHaveDuplicates();
        assertThat(punctuations)
                .as("one a millisecond, as long as there is more")
                .isEqualTo(BURST / Line.RELEASES - 1);
    }

    @Test
    void newsHasItsTurnBetweenReleases() {
        hold(3 * Line.RELEASES);
        line.advance(UNTIL.plusMillis(250));
        assertThat(released()).hasSize(Line.RELEASES);

        line.push(anArticle().titled("News").build());

        assertThat(line.enriched())
                .extracting(e -> e.getArticle().getTitle())
                .containsExactly("News");
    }

    @Test
    void onceNothingIsLeftItGoesBackToItsUsualInterval() {
        hold(Line.RELEASES + 1);
        line.advance(UNTIL.plusMillis(250));
        line.advance(Duration.ofMillis(1));
        assertThat(released()).hasSize(Line.RELEASES + 1);

        line.push(anArticle().withId("later").withheld().until(line.now().plusMillis(2)).build());
        line.advance(Duration.ofMillis(2));
        assertThat(released()).isEmpty();
        line.advance(Duration.ofMillis(248));
        assertThat(released()).hasSize(1);
    }

    @Test
    void theBudgetOfAllPartitionsStaysFarBelowTheTransactionsTimeLimit() {
        Duration limit = Duration.ofSeconds(10);
        for (int partitions : List.of(1, 12, 48, 500)) {
            assertThat(
                            ReleaseBudget.of(limit, partitions)
                                    .perPunctuation()
                                    .multipliedBy(partitions))
                    .isLessThanOrEqualTo(limit.dividedBy(4));
        }
        assertThat(ReleaseBudget.of(limit, 12).perPunctuation()).isEqualTo(Duration.ofMillis(100));
    }

    private List<String> released() {
        return line.enriched().stream().map(EnrichedArticle::getArticleId).toList();
    }

    private void hold(int articles) {
        for (int i = 0; i < articles; i++) {
            line.push(
                    anArticle().withId("held-" + i).withheld().until(MORNING.plus(UNTIL)).build());
        }
    }
}
