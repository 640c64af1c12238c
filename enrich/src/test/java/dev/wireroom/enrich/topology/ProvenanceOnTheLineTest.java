package dev.wireroom.enrich.topology;

import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.FieldChange;
import dev.wireroom.contract.Provenance;
import dev.wireroom.contract.RevisionOutcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvenanceOnTheLineTest {

    private static final String FULL = "one two three four five six seven eight";

    private final Line line = new Line();

    @AfterEach
    void close() {
        line.close();
    }

    private static ArticleBuilder inFeed(String source) {
        return anArticle().from(source).ofPublisher("example").saying(FULL);
    }

    @Test
    void theSameItemInTwoFeedsOfOnePublisherIsOneArticleWithTwoProvenances() {
        line.push(inFeed("example-top").build());
        line.push(inFeed("example-world").build());

        List<EnrichedArticle> enriched = line.enriched();
        assertThat(enriched).hasSize(2);
        EnrichedArticle second = enriched.getLast();
        assertThat(second.getArticleId()).isEqualTo(enriched.getFirst().getArticleId());
        assertThat(second.getProvenances())
                .extracting(Provenance::getSourceId)
                .containsExactly("example-top", "example-world");
        assertThat(second.getRevision().getOutcome()).isEqualTo(RevisionOutcome.UPDATED);
        assertThat(second.getRevision().getChanges())
                .containsExactly(new FieldChange("provenances", 1, 0));
    }

    @Test
    void aWayThatIsKnownAddsNothing() {
        line.push(inFeed("example-top").build());
        line.push(inFeed("example-world").build());
        line.push(inFeed("example-top").build());
        line.push(inFeed("example-world").build());

        assertThat(line.enriched()).hasSize(2);
    }

    @Test
    void aWayBeyondThoseThatAreKeptIsNoUpdateOfEachDelivery() {
        for (int feed = 0; feed < 40; feed++) {
            line.push(inFeed("example-" + feed).build());
        }
        assertThat(line.enriched()).hasSize(32);

        line.push(inFeed("example-39").build());
        assertThat(line.enriched()).isEmpty();
    }

    @Test
    void aTeaserInASecondFeedDoesNotOverwriteTheText() {
        line.push(inFeed("example-top").build());
        line.push(inFeed("example-world").saying("one two three").build());
        line.push(inFeed("example-world").saying("one two three").build());
        assertThat(line.enriched()).hasSize(1);

        line.push(inFeed("example-top").saying(FULL + " nine").build());

        EnrichedArticle next = line.enriched().getLast();
        assertThat(next.getArticle().getBody()).isEqualTo(FULL + " nine");
        assertThat(next.getProvenances()).hasSize(2);
    }

    @Test
    void aFullTextInASecondFeedReplacesTheTeaserOfTheFirst() {
        line.push(inFeed("example-top").saying("one two three").build());
        line.push(inFeed("example-world").build());

        EnrichedArticle second = line.enriched().getLast();
        assertThat(second.getArticle().getBody()).isEqualTo(FULL);
        assertThat(second.getRevision().getChanges())
                .contains(new FieldChange("body", 5, 0), new FieldChange("provenances", 1, 0));
    }

    @Test
    void sourcesWithoutACommonPublisherShareNothing() {
        line.push(anArticle().from("a").build());
        line.push(anArticle().from("b").build());

        assertThat(line.enriched())
                .extracting(e -> e.getRevision().getOutcome())
                .containsExactly(RevisionOutcome.NEW, RevisionOutcome.NEW);
    }
}
