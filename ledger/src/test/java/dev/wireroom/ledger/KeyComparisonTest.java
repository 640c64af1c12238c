package dev.wireroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ledger.KeyComparison.Expected;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeyComparisonTest {

    private final KeyComparison keys = new KeyComparison();
    private final Map<String, Integer> stored = new HashMap<>();
    private long offset;

    @Test
    void namesWhatEnrichNeverPutOutAndWhereItStands() {
        arrives("a");
        arrives("b");
        Place second = arrives("b");
        keys.passedEnrich("a");
        assertThat(keys.notEnriched())
                .containsExactly(new Missing("b", "demo", Missing.From.ENRICHED, second));
    }

    @Test
    void whatIsDeadIsNotMissing() {
        arrives("a");
        keys.deadLettered("a");
        assertThat(keys.notEnriched()).isEmpty();
    }

    @Test
    void anArticleThatOnlyWaitsForItsTimeIsNotMissing() {
        keys.arrived("a", "demo", place("articles"), true);
        assertThat(keys.notEnriched()).isEmpty();
    }

    @Test
    void anArticleThatCameBeforeItsEmbargoedRevisionIsMissing() {
        Place first = arrives("a");
        keys.arrived("a", "demo", place("articles"), true);
        assertThat(keys.notEnriched()).extracting(Missing::lastSeen).containsExactly(first);
    }

    @Test
    void anArrivalBehindAnEmbargoedOneIsMissing() {
        keys.arrived("a", "demo", place("articles"), true);
        arrives("a");
        assertThat(keys.notEnriched()).extracting(Missing::id).containsExactly("a");
    }

    @Test
    void namesWhatTheStoreDoesNotHaveAtItsRevision() throws SQLException {
        enriched("gone", 1);
        enriched("behind", 1);
        Place latest = enriched("behind", 2);
        enriched("there", 2);
        enriched("ahead", 1);
        stored.putAll(Map.of("behind", 1, "there", 2, "ahead", 3));
        assertThat(keys.notStored(2, this::absent))
                .extracting(Missing::id)
                .containsExactly("behind", "gone");
        assertThat(keys.notStored(2, this::absent).getFirst())
                .isEqualTo(new Missing("behind", "demo", Missing.From.STORAGE, latest));
    }

    @Test
    void asksTheStoreForEveryIdOnceInBatches() throws SQLException {
        for (int i = 0; i < 5; i++) {
            enriched("id-" + i, 1);
        }
        List<Integer> sizes = new java.util.ArrayList<>();
        keys.notStored(
                2,
                batch -> {
                    sizes.add(batch.size());
                    return List.of();
                });
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    private List<Expected> absent(List<Expected> batch) {
        return batch.stream()
                .filter(of -> stored.getOrDefault(of.id(), 0) < of.revision())
                .toList();
    }

    private Place arrives(String id) {
        Place at = place("articles");
        keys.arrived(id, "demo", at, false);
        return at;
    }

    private Place enriched(String id, int revision) {
        Place at = place("enriched");
        keys.enriched(id, "demo", revision, at);
        return at;
    }

    private Place place(String topic) {
        return new Place(topic, 0, offset++);
    }
}
