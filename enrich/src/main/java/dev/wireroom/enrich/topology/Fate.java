package dev.wireroom.enrich.topology;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.enrich.state.RawRecord;
import java.util.List;

/**
 * What has become of a record of wireroom.articles so far. Every record ends enriched, dead, or
 * noted in the ledger as unchanged or late.
 */
sealed interface Fate {

    /** It could be read. */
    record Arrived(Article article, RawRecord raw) implements Fate {}

    /** It goes on downstream. */
    record Enriched(EnrichedArticle article) implements Fate {}

    /** Only the ledger hears of it: it ends here, begins to wait for its time, or waits no more. */
    record Noted(Counted counted) implements Fate {

        static Noted as(LedgerOutcome outcome, String sourceId, RawRecord raw) {
            return new Noted(Counted.enriching(sourceId, outcome, raw.timestamp()));
        }
    }

    /** It can't go on. */
    record Dead(DeadLetter letter) implements Fate {}

    /** Zero or one. */
    static List<EnrichedArticle> enriched(Fate fate) {
        return fate instanceof Enriched it ? List.of(it.article()) : List.of();
    }

    /** Zero or one. */
    static List<DeadLetter> deadLetters(Fate fate) {
        return fate instanceof Dead it ? List.of(it.letter()) : List.of();
    }

    /** What of it is counted here; what goes on is counted at the end of the line. */
    static List<Counted> counted(Fate fate) {
        return switch (fate) {
            case Noted it -> List.of(it.counted());
            case Dead it -> List.of(Counted.dead(it.letter()));
            case Arrived it -> List.of();
            case Enriched it -> List.of();
        };
    }
}
