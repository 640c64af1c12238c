package dev.wireroom.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.schema.serde.TrustedContracts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The load holds what the faults are to break, and knows what it must come to. */
final class RevisionLoadTest {

    private static final int RECORDS = 3000;

    @BeforeAll
    static void trustTheContracts() {
        TrustedContracts.install();
    }

    private static List<EnrichedArticle> records(RevisionLoad load) {
        return Stream.generate(load::next).limit(RECORDS).toList();
    }

    @Test
    void theSameSeedMakesTheSameRecords() {
        assertThat(records(new RevisionLoad(7))).isEqualTo(records(new RevisionLoad(7)));
        assertThat(records(new RevisionLoad(7))).isNotEqualTo(records(new RevisionLoad(8)));
    }

    @Test
    void revisionsCountUpAndOlderOnesComeAgainAfterNewer() {
        Map<String, Integer> highest = new HashMap<>();
        int late = 0;
        for (EnrichedArticle record : records(new RevisionLoad(7))) {
            int number = record.getRevision().getNumber();
            int before = highest.getOrDefault(record.getArticleId(), 0);
            assertThat(number).isLessThanOrEqualTo(before + 1);
            late += number < before ? 1 : 0;
            highest.merge(record.getArticleId(), number, Math::max);
        }
        assertThat(late).isPositive();
    }

    @Test
    void expectsTheHighestRevisionAndNoContentUpToAWithdrawal() {
        RevisionLoad load = new RevisionLoad(7);
        long withdrawals =
                records(load).stream()
                        .filter(r -> r.getRevision().getOutcome() == RevisionOutcome.WITHDRAWN)
                        .map(r -> r.getArticleId() + r.getRevision().getNumber())
                        .distinct()
                        .count();

        assertThat(
                        load.expected().stream()
                                .flatMap(article -> article.revisions().stream())
                                .filter(revision -> revision.content().isEmpty()))
                .hasSize((int) withdrawals)
                .isNotEmpty();
        assertThat(load.expected())
                .anySatisfy(
                        article -> {
                            assertThat(article.latest().content()).isPresent();
                            assertThat(article.revisions())
                                    .anyMatch(
                                            revision ->
                                                    revision.content().isPresent()
                                                            && article.visible(revision).isEmpty());
                        });
    }
}
