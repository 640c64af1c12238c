package dev.wireroom.launcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.launcher.Style;
import dev.wireroom.ledger.Balance;
import dev.wireroom.ledger.Missing;
import dev.wireroom.ledger.MissingArticles;
import dev.wireroom.ledger.Place;
import dev.wireroom.ledger.StoredCounts;
import dev.wireroom.ledger.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AuditTextTest {

    private static final Window DAY =
            new Window(
                    Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));

    private final AuditText text = new AuditText(Style.plain());

    @Test
    void saysThatItClosesAndWhatTheUnusualNumbersMean() {
        Audit audit =
                new Audit(
                        DAY,
                        List.of(balance(9, 7, 2), balance("quiet", 1, 1, 0, 1)),
                        0,
                        null,
                        null);
        assertThat(text.of(audit))
                .startsWith("Arrivals from 2026-11-23T00:00:00Z to 2026-11-24T00:00:00Z\n")
                .contains("total", "2 held: embargoed", "The ledger closes.\n")
                .doesNotContain("late:", "missing");
    }

    @Test
    void saysWhereWhatIsMissingAndHowToRepairIt() {
        List<Missing> missing =
                IntStream.range(0, 25)
                        .mapToObj(
                                i ->
                                        new Missing(
                                                "id-%02d".formatted(i),
                                                "demo",
                                                Missing.From.ENRICHED,
                                                new Place("wireroom.articles", 3, i)))
                        .toList();
        Audit audit =
                new Audit(
                        DAY,
                        List.of(balance(32, 7, 0)),
                        0,
                        new MissingArticles.Result(32, missing),
                        null);
        assertThat(text.of(audit))
                .contains(
                        "demo: 25 in the log of record, without an outcome\n",
                        "32 ids compared by their keys, 25 missing\n",
                        "id-19",
                        "wireroom.articles-3@19",
                        "and 5 more; --json has them all",
                        "The ledger does not close. --repair sends the missing again.\n")
                .doesNotContain("id-20");
    }

    @Test
    void aDifferenceWithRecordsUnderWayIsNoLossYet() {
        Audit audit = new Audit(DAY, List.of(balance(9, 7, 0)), 2, null, null);
        assertThat(text.of(audit)).contains("2 under way", "The ledger does not close yet.\n");
    }

    @Test
    void aStoreThatCannotBeReadDoesNotClose() {
        Balance unknown =
                Balance.of("demo", Map.of(), Map.of(LedgerOutcome.NEW, 1L), /* store= */ null);
        assertThat(text.of(new Audit(DAY, List.of(unknown), 0, null, null)))
                .contains("?")
                .endsWith("The ledger does not close.\n");
    }

    private static Balance balance(long accepted, long fresh, long held) {
        return balance("demo", accepted, fresh, held, fresh);
    }

    private static Balance balance(
            String source, long accepted, long fresh, long held, long stored) {
        return Balance.of(
                source,
                Map.of(LedgerOutcome.ACCEPTED, accepted),
                Map.of(
                        LedgerOutcome.ACCEPTED,
                        accepted,
                        LedgerOutcome.NEW,
                        fresh,
                        LedgerOutcome.HELD,
                        held),
                new StoredCounts(stored, 0, 0, 0));
    }
}
