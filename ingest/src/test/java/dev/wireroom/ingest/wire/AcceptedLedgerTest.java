package dev.wireroom.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AcceptedLedgerTest {

    private final List<LedgerEntry> sent = new ArrayList<>();
    private boolean away;

    private final AcceptedLedger ledger =
            new AcceptedLedger(
                    entry -> {
                        if (away) {
                            return CompletableFuture.failedFuture(new TimeoutException("away"));
                        }
                        sent.add(entry);
                        return CompletableFuture.completedFuture(null);
                    },
                    "ingest-1",
                    Clock.fixed(Instant.parse("2026-11-23T10:02:00Z"), ZoneOffset.UTC));

    @Test
    void countsPerSourceAndMinuteOfTheRecord() {
        ledger.accepted("a", Instant.parse("2026-11-23T10:00:59.999Z"));
        ledger.accepted("a", Instant.parse("2026-11-23T10:01:00Z"));
        ledger.accepted("a", Instant.parse("2026-11-23T10:01:30Z"));
        ledger.accepted("b", Instant.parse("2026-11-23T10:01:30Z"));
        ledger.flush();
        assertThat(sent)
                .extracting(LedgerEntry::getSourceId, LedgerEntry::getMinute, LedgerEntry::getCount)
                .containsExactlyInAnyOrder(
                        tuple("a", Instant.parse("2026-11-23T10:00:00Z"), 1L),
                        tuple("a", Instant.parse("2026-11-23T10:01:00Z"), 2L),
                        tuple("b", Instant.parse("2026-11-23T10:01:00Z"), 1L));
        assertThat(sent)
                .allSatisfy(
                        entry -> {
                            assertThat(entry.getStage()).isEqualTo(Stage.INGEST);
                            assertThat(entry.getOutcome()).isEqualTo(LedgerOutcome.ACCEPTED);
                            assertThat(entry.getInstance()).isEqualTo("ingest-1");
                        });
    }

    @Test
    void sendsACountOnce() {
        ledger.accepted("a", Instant.EPOCH);
        ledger.flush();
        ledger.flush();
        assertThat(sent).hasSize(1);
    }

    @Test
    void keepsWhatCouldNotBeSentForTheNextTime() {
        away = true;
        ledger.accepted("a", Instant.EPOCH);
        ledger.flush();
        away = false;
        ledger.accepted("a", Instant.EPOCH);
        ledger.flush();
        assertThat(sent).extracting(LedgerEntry::getCount).containsExactly(2L);
    }
}
