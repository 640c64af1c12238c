package dev.wireroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BalanceTest {

    private static final Window EVER = new Window(Instant.EPOCH, Window.OPEN);

    private final LedgerBook book = new LedgerBook(EVER);

    @Test
    void closesWhenEveryRecordHasAnOutcome() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 9);
        count(Stage.ENRICH, LedgerOutcome.NEW, 4);
        count(Stage.ENRICH, LedgerOutcome.UPDATED, 1);
        count(Stage.ENRICH, LedgerOutcome.WITHDRAWN, 1);
        count(Stage.ENRICH, LedgerOutcome.UNCHANGED, 1);
        count(Stage.ENRICH, LedgerOutcome.LATE, 1);
        count(Stage.ENRICH, LedgerOutcome.DEAD_LETTERED, 1);
        Balance balance = only(new StoredCounts(5, 1, 0, 0));
        assertThat(balance.enrichDifference()).isZero();
        assertThat(balance.storeDifference()).isZero();
        assertThat(balance.closes()).isTrue();
    }

    @Test
    void whatWaitsForItsTimeIsNotMissing() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 3);
        count(Stage.ENRICH, LedgerOutcome.ACCEPTED, 3);
        count(Stage.ENRICH, LedgerOutcome.NEW, 1);
        count(Stage.ENRICH, LedgerOutcome.HELD, 2);
        assertThat(only(new StoredCounts(1, 0, 0, 0)).closes()).isTrue();

        count(Stage.ENRICH, LedgerOutcome.HELD, -1);
        Balance balance = only(new StoredCounts(1, 0, 0, 0));
        assertThat(balance.closes()).isFalse();
        assertThat(balance.enrichDifference()).isEqualTo(1);
    }

    @Test
    void whatWasAcknowledgedAndIsNotInTheLogIsMissingAtTheDoor() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 5);
        count(Stage.ENRICH, LedgerOutcome.ACCEPTED, 4);
        count(Stage.ENRICH, LedgerOutcome.NEW, 4);
        Balance balance = only(new StoredCounts(4, 0, 0, 0));
        assertThat(balance.doorDifference()).isEqualTo(1);
        assertThat(balance.enrichDifference()).isZero();
        assertThat(balance.closes()).isFalse();
    }

    @Test
    void whatCamePastTheDoorIsNotMissing() {
        count(Stage.ENRICH, LedgerOutcome.ACCEPTED, 2);
        count(Stage.ENRICH, LedgerOutcome.NEW, 1);
        count(Stage.ENRICH, LedgerOutcome.DEAD_LETTERED, 1);
        Balance balance = only(new StoredCounts(1, 0, 0, 0));
        assertThat(balance.doorDifference()).isEqualTo(-2);
        assertThat(balance.closes()).isTrue();
        assertThat(balance.hasSurplus()).isFalse();
    }

    @Test
    void oneSourcesSurplusDoesNotHideAnothersLoss() {
        count("one", Stage.INGEST, LedgerOutcome.ACCEPTED, 1);
        count("two", Stage.ENRICH, LedgerOutcome.NEW, 1);
        List<Balance> balances = book.balances(Map.of("two", new StoredCounts(1, 0, 0, 0)));
        assertThat(balances).extracting(Balance::closes).containsExactly(false, true);
        assertThat(balances.getLast().hasSurplus()).isTrue();
        assertThat(Balance.total(balances).enrichDifference()).isZero();
    }

    @Test
    void aSourceThatOnlyTheStoreKnowsIsShown() {
        assertThat(only(new StoredCounts(1, 0, 0, 0)).storeDifference()).isEqualTo(-1);
    }

    @Test
    void minutesOutsideTheWindowDoNotCount() {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        LedgerBook hour = new LedgerBook(new Window(noon, noon.plusSeconds(3600)));
        for (int minute : List.of(-1, 0, 59, 60)) {
            hour.add(
                    entry("demo", Stage.INGEST, LedgerOutcome.ACCEPTED, 1)
                            .setMinute(noon.plusSeconds(60L * minute))
                            .build());
        }
        assertThat(hour.balances(Map.of()).getFirst().acknowledged()).isEqualTo(2);
    }

    @Test
    void showsWhatIsMissingAndWhere() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 3);
        count(Stage.ENRICH, LedgerOutcome.NEW, 2);
        Balance balance = only(new StoredCounts(1, 0, 0, 0));
        assertThat(balance.enrichDifference()).isEqualTo(1);
        assertThat(balance.storeDifference()).isEqualTo(1);
    }

    @Test
    void aDeadLetterOfTheSinkBalancesTheStore() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 1);
        count(Stage.ENRICH, LedgerOutcome.NEW, 1);
        assertThat(only(new StoredCounts(0, 0, 1, 0)).storeDifference()).isZero();
    }

    @Test
    void whatRetentionDidNotStoreBalancesTheStore() {
        count(Stage.ENRICH, LedgerOutcome.NEW, 3);
        Balance balance = only(new StoredCounts(1, 0, 0, 2));
        assertThat(balance.storeDifference()).isZero();
        assertThat(Balance.total(List.of(balance, balance)).expired()).isEqualTo(4);
    }

    @Test
    void entriesOfTheSameKeyAddUp() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 2);
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 3);
        assertThat(only(StoredCounts.NONE).accepted()).isEqualTo(5);
    }

    @Test
    void aStoreThatCannotBeReadIsUnknownNotZero() {
        count(Stage.ENRICH, LedgerOutcome.NEW, 1);
        Balance balance = book.balances(null).getFirst();
        assertThat(balance.stored()).isNull();
        assertThat(balance.storeDifference()).isNull();
    }

    @Test
    void theSinksEntriesAreNotCountedTwice() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 1);
        count(Stage.ENRICH, LedgerOutcome.NEW, 1);
        count(Stage.SINK, LedgerOutcome.DEAD_LETTERED, 1);
        assertThat(only(new StoredCounts(0, 0, 1, 0)).deadLettered()).isZero();
    }

    private Balance only(StoredCounts stored) {
        List<Balance> balances = book.balances(Map.of("demo", stored));
        assertThat(balances).hasSize(1);
        return balances.getFirst();
    }

    private void count(Stage stage, LedgerOutcome outcome, long count) {
        count("demo", stage, outcome, count);
    }

    private void count(String source, Stage stage, LedgerOutcome outcome, long count) {
        book.add(entry(source, stage, outcome, count).build());
    }

    private static LedgerEntry.Builder entry(
            String source, Stage stage, LedgerOutcome outcome, long count) {
        return LedgerEntry.newBuilder()
                .setSourceId(source)
                .setStage(stage)
                .setOutcome(outcome)
                .setMinute(Instant.EPOCH)
                .setCount(count)
                .setEmittedAt(Instant.EPOCH)
                .setInstance("test");
    }
}
