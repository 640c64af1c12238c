package dev.wireroom.ingest.feed;

import static dev.wireroom.ingest.feed.FeedStateFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.FeedSymptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymptomsTest {

    @Test
    void countsPollsAndKeepsSinceWhen() {
        List<FeedSymptom> first =
                Symptoms.merge(List.of(), List.of(found("a", "one"), found("a", "two")), NOW);
        List<FeedSymptom> second =
                Symptoms.merge(first, List.of(found("a", "three")), NOW.plusSeconds(60));
        assertThat(second).hasSize(1);
        assertThat(second.get(0).getCount()).isEqualTo(2);
        assertThat(second.get(0).getFirstSeenAt()).isEqualTo(NOW);
        assertThat(second.get(0).getLastSeenAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(second.get(0).getMessage()).isEqualTo("three");
    }

    @Test
    void dropsWhatDidNotComeBackForAMonth() {
        List<FeedSymptom> known = Symptoms.merge(List.of(), List.of(found("a", "one")), NOW);
        assertThat(Symptoms.merge(known, List.of(), NOW.plus(Duration.ofDays(29)))).hasSize(1);
        assertThat(Symptoms.merge(known, List.of(), NOW.plus(Duration.ofDays(31)))).isEmpty();
    }

    @Test
    void boundsWhatAHostileFeedCanFillTheStateWith() {
        List<Symptoms.Found> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(found("code-" + i, "x".repeat(10_000)));
        }
        List<FeedSymptom> kept = Symptoms.merge(List.of(), many, NOW);
        assertThat(kept).hasSize(Symptoms.MOST);
        assertThat(kept).allMatch(symptom -> symptom.getMessage().length() <= 500);
    }

    private static Symptoms.Found found(String code, String message) {
        return new Symptoms.Found(code, message, "");
    }
}
