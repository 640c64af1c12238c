package dev.wireroom.enrich.topology;

import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DuplicateKind;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.NearDuplicate;
import dev.wireroom.contract.SharedPassage;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DuplicatesOnTheLineTest {

    private static final String STORY = words(1, 120);

    private final Line line = new Line();

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void aCopyUnderAnotherKeySaysWhatItIsACopyOf() {
        Article original = anArticle().from("agency").saying(STORY).build();
        line.push(original);
        line.push(anArticle().from("paper").saying(STORY).build());

        NearDuplicate duplicate = line.enriched().getLast().getDuplicate();
        assertThat(duplicate.getDuplicateOf()).isEqualTo(original.getArticleId());
        assertThat(duplicate.getKind()).isEqualTo(DuplicateKind.IDENTICAL);
        assertThat(duplicate.getPassages())
                .containsExactly(new SharedPassage(0, STORY.length(), 0, STORY.length()));
    }

    @Test
    void anEditedCopyPointsAtThePassagesItShares() {
        String edited = "An introduction of the paper. " + STORY;
        line.push(anArticle().from("agency").saying(STORY).build());
        line.push(anArticle().from("paper").saying(edited).build());

        NearDuplicate duplicate = line.enriched().getLast().getDuplicate();
        assertThat(duplicate.getKind()).isEqualTo(DuplicateKind.SYNDICATED);
        SharedPassage longest = duplicate.getPassages().getFirst();
        assertThat(edited.substring(longest.getBegin(), longest.getEnd()))
                .isEqualTo(STORY.substring(longest.getOtherBegin(), longest.getOtherEnd()))
                .hasSizeGreaterThan(STORY.length() / 2);
    }

    @Test
    void anArticleIsNoCopyOfItsOwnEarlierRevision() {
        line.push(anArticle().saying(STORY).build());
        line.push(anArticle().saying(STORY + " One more.").build());

        assertThat(line.enriched()).extracting(EnrichedArticle::getDuplicate).containsOnlyNulls();
    }

    @Test
    void theOriginalDoesNotBecomeACopyOfItsCopyWhenItIsUpdated() {
        line.push(anArticle().from("agency").saying(STORY).build());
        line.advance(Duration.ofMinutes(1));
        line.push(anArticle().from("paper").saying(STORY).build());
        line.advance(Duration.ofMinutes(1));
        line.push(anArticle().from("agency").saying(STORY + " One more.").build());

        assertThat(line.enriched().getLast().getDuplicate()).isNull();
    }

    @Test
    void whatWasWithdrawnIsNoOriginalAnyMore() {
        line.push(anArticle().from("agency").saying(STORY).build());
        line.push(anArticle().from("agency").saying(STORY).canceled().build());
        line.push(anArticle().from("paper").saying(STORY).build());

        assertThat(line.enriched().getLast().getDuplicate()).isNull();
    }

    @Test
    void unrelatedTextsAreNoCopies() {
        line.push(anArticle().from("agency").saying(STORY).build());
        line.push(anArticle().from("paper").saying(words(2, 120)).build());

        assertThat(line.enriched().getLast().getDuplicate()).isNull();
    }

    @Test
    void copiesAreForgottenAfterTheRetention() {
        line.push(anArticle().from("agency").saying(STORY).build());
        line.advance(Duration.ofDays(4));
        line.push(anArticle().from("paper").saying(STORY).build());

        assertThat(line.enriched().getLast().getDuplicate()).isNull();
    }

    private static String words(long seed, int count) {
        Random random = new Random(seed);
        return random.ints(count, 100_000, 1_000_000)
                .mapToObj(n -> "w" + n)
                .collect(Collectors.joining(" "));
    }
}
