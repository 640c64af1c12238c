package dev.wireroom.enrich.topology;

import static dev.wireroom.enrich.topology.ArticleBuilder.MORNING;
import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerOnTheLineTest {

    /** Where and when a record was accepted. */
    private record Window(String sourceId, Instant minute) {}

    @Test
    void countsInTheMinuteInWhichTheRecordWasAccepted() {
        try (Line line = new Line()) {
            line.push(anArticle().build());
            line.advance(Duration.ofMinutes(5));

            LedgerEntry entry = line.ledgerEntries().getFirst();
            assertThat(entry.getMinute()).isEqualTo(MORNING);
            assertThat(entry.getSourceId()).isEqualTo("example-daily");
            assertThat(entry.getStage()).isEqualTo(Stage.ENRICH);
            assertThat(entry.getOutcome()).isEqualTo(LedgerOutcome.NEW);
            assertThat(entry.getCount()).isEqualTo(1);
            assertThat(entry.getInstance()).isEqualTo("test");
        }
    }

    @Test
    void tellsEachCountOnce() {
        try (Line line = new Line()) {
            line.push(anArticle().build());

            assertThat(line.ledgerEntries()).hasSize(1);
            assertThat(line.ledgerEntries()).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void closesOverAnyHistory(long seed) {
        Random random = new Random(seed);
        Map<Window, Long> accepted = new HashMap<>();
        List<LedgerEntry> ledger = new ArrayList<>();
        int enriched = 0;
        int dead = 0;
        try (Line line = new Line()) {
            for (int i = 0; i < 400; i++) {
                accepted.merge(push(line, random), 1L, Long::sum);
                if (random.nextInt(5) == 0) {
                    line.advance(Duration.ofSeconds(random.nextInt(90)));
                    ledger.addAll(line.ledgerEntries());
                }
            }
            line.advance(Duration.ofHours(3)); // every embargo ends
            ledger.addAll(line.ledgerEntries());
            enriched = line.enriched().size();
            dead = line.deadLetters().size();
            assertThat(line.embargoes().all()).isExhausted();
        }

        Map<Window, Long> settled = new HashMap<>();
        Map<LedgerOutcome, Long> outcomes = new EnumMap<>(LedgerOutcome.class);
        for (LedgerEntry entry : ledger) {
            settled.merge(
                    new Window(entry.getSourceId(), entry.getMinute()),
                    entry.getCount(),
                    Long::sum);
            outcomes.merge(entry.getOutcome(), entry.getCount(), Long::sum);
        }
        assertThat(settled).isEqualTo(accepted);
        assertThat(outcomes)
                .as("every outcome must occur, or this shows little")
                .containsOnlyKeys(
                        LedgerOutcome.NEW,
                        LedgerOutcome.UPDATED,
                        LedgerOutcome.CORRECTED,
                        LedgerOutcome.WITHDRAWN,
                        LedgerOutcome.UNCHANGED,
                        LedgerOutcome.LATE,
                        LedgerOutcome.DEAD_LETTERED);
        assertThat(outcomes.get(LedgerOutcome.DEAD_LETTERED)).isEqualTo(dead);
        assertThat(
                        outcomes.get(LedgerOutcome.NEW)
                                + outcomes.get(LedgerOutcome.UPDATED)
                                + outcomes.get(LedgerOutcome.CORRECTED)
                                + outcomes.get(LedgerOutcome.WITHDRAWN))
                .isEqualTo(enriched);
    }

    /** Pushes one record of any kind and tells where the ledger must show it. */
    private static Window push(Line line, Random random) {
        Instant minute = line.now().truncatedTo(ChronoUnit.MINUTES);
        if (random.nextInt(10) == 0) {
            byte[] garbage = new byte[random.nextInt(40)];
            random.nextBytes(garbage);
            line.pushRaw(Line.utf8("garbage"), garbage, new RecordHeaders());
            return new Window("?", minute);
        }
        Article article = anyArticle(line.now(), random);
        line.push(article);
        return new Window(article.getSourceId(), minute);
    }

    private static Article anyArticle(Instant now, Random random) {
        ArticleBuilder article =
                anArticle()
                        .from("source-" + random.nextInt(3))
                        .withId("id-" + random.nextInt(12))
                        .saying("words number " + random.nextInt(4));
        if (random.nextInt(3) > 0) {
            article.made(MORNING.plusSeconds(random.nextInt(10_000)));
        }
        return switch (random.nextInt(12)) {
            case 0 -> article.canceled().build();
            case 1 -> article.asCorrection().build();
            case 2 -> article.withheld().until(now.plusSeconds(random.nextInt(3_600))).build();
            case 3 -> article.saying("an " + WordListAnnotator.POISON + " text").build();
            default -> article.build();
        };
    }
}
