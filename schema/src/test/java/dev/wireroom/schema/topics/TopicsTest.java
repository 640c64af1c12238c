package dev.wireroom.schema.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EnrichedArticle;
import org.junit.jupiter.api.Test;

final class TopicsTest {

    @Test
    void everyTopicHasThePrefixAndTheInstallationsNumbers() {
        Topics topics = new Topics("test.", 3, 2);
        assertThat(topics.all())
                .extracting(Topic::name)
                .containsExactly(
                        "test.articles",
                        "test.enriched",
                        "test.deadletters",
                        "test.ledger",
                        "test.sources",
                        "test.feed-states",
                        "test.sink-errors",
                        "test.replays",
                        "test.lake-errors",
                        "test.lake-control");
        assertThat(topics.all())
                .allSatisfy(t -> assertThat(t.replicationFactor()).isEqualTo((short) 2));
        assertThat(topics.enriched().partitions()).isEqualTo(3);
        assertThat(topics.lakeControl().partitions()).as("in order").isEqualTo(1);
    }

    @Test
    void theLogOfRecordIsCompactedNotBeforeAWeek() {
        assertThat(new Topics("w.", 1, 1).articles().config())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("min.compaction.lag.ms", "604800000");
    }

    @Test
    void replaysArePartitionedAsArticlesAndForgottenAfterADay() {
        Topics topics = new Topics("w.", 5, 1);
        assertThat(topics.replays().partitions()).isEqualTo(topics.articles().partitions());
        assertThat(topics.replays().config())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "86400000");
        assertThat(topics.replays().valueSchema()).contains(EnrichedArticle.getClassSchema());
    }

    @Test
    void subjectsFollowTopicNameStrategy() {
        Topic enriched = new Topics("wireroom.", 1, 1).enriched();
        assertThat(enriched.subject()).isEqualTo("wireroom.enriched-value");
        assertThat(enriched.valueSchema()).contains(EnrichedArticle.getClassSchema());
    }
}
