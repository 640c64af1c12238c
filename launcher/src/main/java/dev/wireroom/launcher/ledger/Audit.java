package dev.wireroom.launcher.ledger;

import dev.wireroom.ledger.Balance;
import dev.wireroom.ledger.MissingArticles;
import dev.wireroom.ledger.Repair;
import dev.wireroom.ledger.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of the ledger found.
 *
 * @param balances of each source asked for
 * @param underWay records that had not been read when the waiting ended
 * @param comparison null where keys were not compared
 * @param repair null where nothing was sent again
 */
public record Audit(
        Window window,
        List<Balance> balances,
        long underWay,
        MissingArticles.@Nullable Result comparison,
        Repair.@Nullable Sent repair) {

    public Audit {
        balances = List.copyOf(balances);
    }

    /** Whether every count adds up and, where keys were compared, no id is missing. */
    public boolean closes() {
        return balances.stream().allMatch(Balance::closes)
                && (comparison == null || comparison.missing().isEmpty());
    }

    Audit with(MissingArticles.Result compared) {
        return new Audit(window, balances, underWay, compared, repair);
    }

    Audit with(Repair.Sent sent) {
        return new Audit(window, balances, underWay, comparison, sent);
    }
}
