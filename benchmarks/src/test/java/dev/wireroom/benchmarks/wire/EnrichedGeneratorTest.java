package dev.wireroom.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.Mention;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EnrichedGeneratorTest {

    @Test
    void mentionsStandWhereTheySay() {
        EnrichedGenerator records = new EnrichedGenerator(1, 300, Duration.ofSeconds(1));
        int mentions = 0;
        for (int i = 0; i < 50; i++) {
            EnrichedArticle record = records.next();
            assertThat(record.getEntities()).hasSizeBetween(5, 10);
            Set<String> ids = new HashSet<>();
            for (Entity entity : record.getEntities()) {
                assertThat(ids.add(entity.getEntityId())).isTrue();
                for (Mention mention : entity.getMentions()) {
                    mentions++;
                    assertThat(
                                    String.valueOf(record.getArticle().getBody())
                                            .substring(mention.getBegin(), mention.getEnd()))
                            .isEqualTo(mention.getText())
                            .isEqualTo(entity.getName());
                }
            }
        }
        assertThat(mentions / 50).isBetween(10, 20);
    }

    @Test
    void sameSeedMakesTheSameRecordsAndNoTwoAreOneArticle() {
        EnrichedGenerator one = new EnrichedGenerator(2, 30, Duration.ofSeconds(1));
        EnrichedGenerator other = new EnrichedGenerator(2, 30, Duration.ofSeconds(1));
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            EnrichedArticle record = one.next();
            assertThat(record).isEqualTo(other.next());
            assertThat(ids.add(record.getArticleId())).isTrue();
            assertThat(record.getArticle().getReceivedAt()).isEqualTo(one.receivedAt(i));
        }
    }
}
