package dev.wireroom.launcher.ledger;

import dev.wireroom.launcher.Style;
import dev.wireroom.launcher.TextTable;
import dev.wireroom.ledger.Balance;
import dev.wireroom.ledger.Missing;
import dev.wireroom.ledger.Repair;
import dev.wireroom.ledger.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An audit for a person: both balances, what they mean, which ids are missing. */
public final class AuditText {

    private static final int SHOWN_IDS = 20;

    private final Style style;

    public AuditText(Style style) {
        this.style = style;
    }

    public String of(Audit audit) {
        StringBuilder text = new StringBuilder(window(audit.window())).append('\n');
        if (audit.balances().isEmpty()) {
            return text.append("Nothing came in.\n").toString();
        }
        text.append('\n').append(tables(audit.balances())).append('\n');
        notes(audit).forEach(note -> text.append(note).append('\n'));
        audit.balances().forEach(balance -> explain(balance, text));
        compared(audit, text);
        repaired(audit.repair(), text);
        return text.append(verdict(audit)).append('\n').toString();
    }

    private static String window(Window window) {
        return window.until().equals(Window.OPEN)
                ? "Arrivals since %s".formatted(window.since())
                : "Arrivals from %s to %s".formatted(window.since(), window.until());
    }

    private String tables(List<Balance> balances) {
        List<Balance> rows = new ArrayList<>(balances);
        if (balances.size() > 1) {
            rows.add(Balance.total(balances));
        }
        TextTable enrich =
                TextTable.of(
                        "source",
                        ">acknowledged",
                        ">accepted",
                        ">new",
                        ">updated",
                        ">corrected",
                        ">withdrawn",
                        ">unchanged",
                        ">late",
                        ">dead",
                        ">held",
                        ">difference");
        TextTable sink =
                TextTable.of(
                        "source",
                        ">enriched",
                        ">stored",
                        ">deleted",
                        ">refused",
                        ">expired",
                        ">difference");
        for (Balance row : rows) {
            enrich.row(
                    row.source(),
                    number(row.acknowledged()),
                    number(row.accepted()),
                    number(row.fresh()),
                    number(row.updated()),
                    number(row.corrected()),
                    number(row.withdrawn()),
                    number(row.unchanged()),
                    number(row.late()),
                    number(row.deadLettered()),
                    number(row.held()),
                    number(Math.max(0, row.doorDifference()) + row.enrichDifference()));
            sink.row(
                    row.source(),
                    number(row.enriched()),
                    number(row.stored()),
                    number(row.deleted()),
                    number(row.refused()),
                    number(row.expired()),
                    number(row.storeDifference()));
        }
        return style.bold("What came in, and what enrich made of it")
                + "\n"
                + enrich
                + "\n"
                + style.bold("What enrich put out, and what the sink did with it")
                + "\n"
                + sink;
    }

    /** What a newcomer may wonder about, where it is not zero. */
    private static List<String> notes(Audit audit) {
        Balance total = Balance.total(audit.balances());
        List<String> notes = new ArrayList<>();
        note(notes, total.unchanged(), "unchanged: came again as they were");
        note(notes, total.late(), "late: older than what was known already");
        note(notes, total.held(), "held: embargoed, not to be seen before their time");
        note(notes, total.deadLettered(), "dead: could not go on; see 'wireroom tail deadletters'");
        note(notes, total.refused(), "refused by the sink; see table refused_record");
        note(
                notes,
                total.expired(),
                "expired: older than retention keeps when they came, so not stored");
        note(
                notes,
                audit.balances().stream().mapToLong(b -> Math.max(0, -b.doorDifference())).sum(),
                "accepted that no one acknowledged: written to Kafka directly, or counted by an"
                        + " ingest that was killed");
        if (!notes.isEmpty()) {
            notes.add("");
        }
        return notes;
    }

    private static void note(List<String> notes, @Nullable Long count, String meaning) {
        if (count != null && count != 0) {
            notes.add("  %s %s".formatted(number(count), meaning));
        }
    }

    private void explain(Balance balance, StringBuilder text) {
        line(
                text,
                balance,
                balance.doorDifference(),
                "acknowledged, but not read from the log of record");
        line(text, balance, balance.enrichDifference(), "in the log of record, without an outcome");
        line(text, balance, balance.storeDifference(), "put out by enrich, but not in storage");
        if (balance.hasSurplus()) {
            text.append(
                    style.yellow(
                            "%s: counted more often than it came in; sent again, or stored anew%n"
                                    .formatted(balance.source())));
        }
    }

    private void line(StringBuilder text, Balance balance, @Nullable Long difference, String what) {
        if (difference != null && difference > 0) {
            text.append(
                    style.red("%s: %s %s%n".formatted(balance.source(), number(difference), what)));
        }
    }

    private void compared(Audit audit, StringBuilder text) {
        if (audit.underWay() > 0) {
            text.append(
                    "%s under way: not yet read by enrich or the sink; wait longer with --wait 1m%n"
                            .formatted(number(audit.underWay())));
        }
        if (audit.comparison() == null) {
            return;
        }
        List<Missing> missing = audit.comparison().missing();
        text.append(
                "%s ids compared by their keys, %s missing%n"
                        .formatted(
                                number((long) audit.comparison().compared()),
                                number((long) missing.size())));
        if (missing.isEmpty()) {
            return;
        }
        TextTable ids = TextTable.of("  missing", "source", "from", "last seen at");
        missing.stream()
                .limit(SHOWN_IDS)
                .forEach(
                        one ->
                                ids.row(
                                        "  " + one.id(),
                                        one.source(),
                                        one.from().name().toLowerCase(Locale.ROOT),
                                        one.lastSeen().toString()));
        text.append(ids);
        if (missing.size() > SHOWN_IDS) {
            text.append(
                    "  and %s more; --json has them all%n"
                            .formatted(number((long) missing.size() - SHOWN_IDS)));
        }
    }

    private void repaired(Repair.@Nullable Sent sent, StringBuilder text) {
        if (sent == null) {
            return;
        }
        text.append(
                "Repair %s sent %d again to enrich and %d to storage%n"
                        .formatted(sent.id(), sent.toEnrich(), sent.toStorage()));
        sent.failures()
                .forEach(failure -> text.append(style.red("  not sent: " + failure)).append('\n'));
    }

    private String verdict(Audit audit) {
        if (audit.closes()) {
            return style.green("The ledger closes.");
        }
        if (audit.underWay() > 0) {
            return style.yellow("The ledger does not close yet.");
        }
        boolean named = audit.comparison() != null && !audit.comparison().missing().isEmpty();
        return style.red(
                "The ledger does not close."
                        + (named && audit.repair() == null
                                ? " --repair sends the missing again."
                                : ""));
    }

    private static String number(@Nullable Long count) {
        return count == null ? "?" : String.format(Locale.ROOT, "%,d", count);
    }
}
