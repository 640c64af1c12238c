package dev.wireroom.enrich.topology;

import static dev.wireroom.enrich.topology.ArticleBuilder.MORNING;
import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import dev.wireroom.enrich.state.RawRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.state.KeyValueIterator;
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

            List<LedgerEntry> entries = line.ledgerEntries();
            assertThat(entries)
                    .extracting(LedgerEntry::getOutcome)
                    .containsExactlyInAnyOrder(LedgerOutcome.ACCEPTED, LedgerOutcome.NEW);
            assertThat(entries)
                    .allSatisfy(
                            entry -> {
                                assertThat(entry.getMinute()).isEqualTo(MORNING);
                                assertThat(entry.getSourceId()).isEqualTo("example-daily");
                                assertThat(entry.getStage()).isEqualTo(Stage.ENRICH);
                                assertThat(entry.getCount()).isEqualTo(1);
                                assertThat(entry.getInstance()).isEqualTo("test");
                            });
        }
    }

    @Test
    void tellsEachCountOnce() {
        try (Line line = new Line()) {
            line.push(anArticle().build());

            assertThat(line.ledgerEntries()).hasSize(2);
            assertThat(line.ledgerEntries()).isEmpty();
        }
    }

    @Test
    void whatWaitsIsHeldUntilItsTime() {
        try (Line line = new Line()) {
            line.push(anArticle().withheld().until(MORNING.plusSeconds(600)).build());
            assertThat(line.ledger(Stage.ENRICH))
                    .isEqualTo(Map.of(LedgerOutcome.ACCEPTED, 1L, LedgerOutcome.HELD, 1L));

            line.advance(Duration.ofMinutes(10));
            assertThat(line.ledgerEntries())
                    .extracting(
                            LedgerEntry::getOutcome, LedgerEntry::getCount, LedgerEntry::getMinute)
                    .containsExactlyInAnyOrder(
                            tuple(LedgerOutcome.HELD, -1L, MORNING),
                            tuple(LedgerOutcome.NEW, 1L, MORNING));
        }
    }

    @Test
    void whatAnotherSourceOvertakesLeavesTheBooksOfItsOwn() {
        try (Line line = new Line()) {
            line.push(
                    anArticle()
                            .from("early")
                            .ofPublisher("example")
                            .withheld()
                            .until(MORNING.plusSeconds(600))
                            .build());
            line.push(anArticle().from("kill").ofPublisher("example").canceled().build());

            assertThat(line.ledgerEntries())
                    .extracting(
                            LedgerEntry::getSourceId,
                            LedgerEntry::getOutcome,
                            LedgerEntry::getCount)
                    .containsExactlyInAnyOrder(
                            tuple("early", LedgerOutcome.ACCEPTED, 1L),
                            tuple("early", LedgerOutcome.LATE, 1L),
                            tuple("kill", LedgerOutcome.ACCEPTED, 1L),
                            tuple("kill", LedgerOutcome.WITHDRAWN, 1L));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void closesOverAnyHistoryAfterEveryFlush(long seed) {
        Random random = new Random(seed);
        Map<Window, Long> pushed = new HashMap<>();
        Books books = new Books();
        try (Line line = new Line()) {
            for (int i = 0; i < 400; i++) {
                pushed.merge(push(line, random), 1L, Long::sum);
                if (random.nextInt(5) == 0) {
                    line.advance(Duration.ofSeconds(random.nextInt(90)));
                    books.take(line);
                    assertThat(books.accepted).isEqualTo(pushed);
                    assertThat(books.becameOfThem()).isEqualTo(pushed);
                    assertThat(books.held).isEqualTo(waiting(line));
                }
            }
            line.advance(Duration.ofHours(3)); // every embargo ends
            books.take(line);
            assertThat(line.embargoes().all()).isExhausted();
            assertThat(books.held).isEmpty();
            assertThat(books.settled).isEqualTo(books.accepted).isEqualTo(pushed);

            assertThat(books.outcomes)
                    .as("every outcome must occur, or this shows little")
                    .containsOnlyKeys(
                            LedgerOutcome.ACCEPTED,
                            LedgerOutcome.NEW,
                            LedgerOutcome.UPDATED,
                            LedgerOutcome.CORRECTED,
                            LedgerOutcome.WITHDRAWN,
                            LedgerOutcome.UNCHANGED,
                            LedgerOutcome.LATE,
                            LedgerOutcome.DEAD_LETTERED,
                            LedgerOutcome.HELD);
            assertThat(books.outcomes.get(LedgerOutcome.DEAD_LETTERED))
                    .isEqualTo(line.deadLetters().size());
            assertThat(
                            books.outcomes.get(LedgerOutcome.NEW)
                                    + books.outcomes.get(LedgerOutcome.UPDATED)
                                    + books.outcomes.get(LedgerOutcome.CORRECTED)
                                    + books.outcomes.get(LedgerOutcome.WITHDRAWN))
                    .isEqualTo(line.enriched().size());
        }
    }

    /** The ledger as someone who reads the topic adds it up. */
    private static final class Books {

        final Map<Window, Long> accepted = new HashMap<>();
        final Map<Window, Long> held = new HashMap<>();
        final Map<Window, Long> settled = new HashMap<>();
        final Map<LedgerOutcome, Long> outcomes = new EnumMap<>(LedgerOutcome.class);

        /** Reads until all that came out by now is told. */
        void take(Line line) {
            List<LedgerEntry> entries = line.ledgerEntries();
            while (!entries.isEmpty()) {
                for (LedgerEntry entry : entries) {
                    enter(entry);
                }
                entries = line.ledgerEntries();
            }
        }

        private void enter(LedgerEntry entry) {
            Window window = new Window(entry.getSourceId(), entry.getMinute());
            Map<Window, Long> book =
                    switch (entry.getOutcome()) {
                        case ACCEPTED -> accepted;
                        case HELD -> held;
                        default -> settled;
                    };
            book.merge(window, entry.getCount(), Long::sum);
            held.remove(window, 0L);
            outcomes.merge(entry.getOutcome(), entry.getCount(), Long::sum);
        }

        Map<Window, Long> becameOfThem() {
            Map<Window, Long> all = new HashMap<>(settled);
            held.forEach((window, count) -> all.merge(window, count, Long::sum));
            return all;
        }
    }

    /** What lies under embargo, by its own word. */
    private static Map<Window, Long> waiting(Line line) {
        Map<Window, Long> waiting = new HashMap<>();
        try (KeyValueIterator<String, RawRecord> all = line.embargoes().all()) {
            all.forEachRemaining(
                    entry ->
                            waiting.merge(
                                    new Window(
                                            line.article(entry.value.value()).getSourceId(),
                                            Instant.ofEpochMilli(entry.value.timestamp())
                                                    .truncatedTo(ChronoUnit.MINUTES)),
                                    1L,
                                    Long::sum));
        }
        return waiting;
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
                        .ofPublisher(random.nextInt(3) == 0 ? "publisher" : null)
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
