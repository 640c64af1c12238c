package dev.wireroom.console.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.console.line.SourceBalance.StoredCounts;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourceBalanceTest {

    private final LedgerBook book = new LedgerBook();

    @Test
    void closesWhenEveryRecordHasAnOutcome() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 9);
        count(Stage.ENRICH, LedgerOutcome.NEW, 4);
        count(Stage.ENRICH, LedgerOutcome.UPDATED, 1);
        count(Stage.ENRICH, LedgerOutcome.WITHDRAWN, 1);
        count(Stage.ENRICH, LedgerOutcome.UNCHANGED, 1);
        count(Stage.ENRICH, LedgerOutcome.LATE, 1);
        count(Stage.ENRICH, LedgerOutcome.DEAD_LETTERED, 1);
        SourceBalance balance = only(new StoredCounts(5, 1, 0));
        assertThat(balance.enrichDifference()).isZero();
        assertThat(balance.storeDifference()).isZero();
    }

    @Test
    void showsWhatIsMissingAndWhere() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 3);
        count(Stage.ENRICH, LedgerOutcome.NEW, 2);
        SourceBalance balance = only(new StoredCounts(1, 0, 0));
        assertThat(balance.enrichDifference()).isEqualTo(1);
        assertThat(balance.storeDifference()).isEqualTo(1);
    }

    @Test
    void aDeadLetterOfTheSinkBalancesTheStore() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 1);
        count(Stage.ENRICH, LedgerOutcome.NEW, 1);
        assertThat(only(new StoredCounts(0, 0, 1)).storeDifference()).isZero();
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
        SourceBalance balance = book.balances(null).getFirst();
        assertThat(balance.stored()).isNull();
        assertThat(balance.storeDifference()).isNull();
    }

    @Test
    void theSinksEntriesAreNotCountedTwice() {
        count(Stage.INGEST, LedgerOutcome.ACCEPTED, 1);
        count(Stage.ENRICH, LedgerOutcome.NEW, 1);
        count(Stage.SINK, LedgerOutcome.DEAD_LETTERED, 1);
        assertThat(only(new StoredCounts(0, 0, 1)).deadLettered()).isZero();
    }

    private SourceBalance only(StoredCounts stored) {
        List<SourceBalance> balances = book.balances(Map.of("demo", stored));
        assertThat(balances).hasSize(1);
        return balances.getFirst();
    }

    private void count(Stage stage, LedgerOutcome outcome, long count) {
        book.add(
                LedgerEntry.newBuilder()
                        .setSourceId("demo")
                        .setStage(stage)
                        .setOutcome(outcome)
                        .setMinute(Instant.EPOCH)
                        .setCount(count)
                        .setEmittedAt(Instant.EPOCH)
                        .setInstance("test")
                        .build());
    }
}
