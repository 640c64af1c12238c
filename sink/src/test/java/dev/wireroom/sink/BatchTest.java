package dev.wireroom.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static RowChange state(String article, int revision, Instant enrichedAt, long offset) {
        Position position = new Position(article, revision, enrichedAt, offset);
        return new RowChange.Store(position, Row.of(List.of(), ""), List.of(), List.of());
    }

    private static List<String> states(RowChange... changes) {
        return Batch.of(Arrays.asList(changes)).states().stream()
                .map(
                        s ->
                                s.change().position().articleId()
                                        + s.change().position().revision()
                                        + "@"
                                        + s.change().position().offset()
                                        + (s.latest() ? " latest" : ""))
                .sorted()
                .toList();
    }

    @Test
    void theHighestRevisionIsTheLatestInWhateverOrderTheyCame() {
        assertThat(states(state("a", 3, NOON, 7), state("a", 1, NOON, 8), state("b", 2, NOON, 9)))
                .containsExactly("a1@8", "a3@7 latest", "b2@9 latest");
    }

    @Test
    void ofTheSameRevisionTheOneEnrichedLaterStays() {
        assertThat(states(state("a", 1, NOON.plusSeconds(1), 7), state("a", 1, NOON, 8)))
                .containsExactly("a1@7 latest");
        assertThat(states(state("a", 1, NOON, 7), state("a", 1, NOON, 8)))
                .containsExactly("a1@8 latest");
    }
}
