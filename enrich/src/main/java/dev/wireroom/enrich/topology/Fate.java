package dev.wireroom.enrich.topology;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.enrich.state.RawRecord;
import java.util.List;

/**
 * What has become of a record of wireroom.articles so far. Every record ends as one of the last
 * three.
 */
sealed interface Fate {

    /** It could be read. */
    record Arrived(Article article, RawRecord raw) implements Fate {}

    /** It goes on downstream. */
    record Enriched(EnrichedArticle article) implements Fate {}

    /** It ends here, as it should: unchanged or late. */
    record Settled(Counted counted) implements Fate {

        static Settled as(LedgerOutcome outcome, Article article, RawRecord raw) {
            return new Settled(Counted.enriching(article.getSourceId(), outcome, raw.timestamp()));
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

    /** What of it is counted where it ends; what goes on is counted at the end of the line. */
    static List<Counted> counted(Fate fate) {
        return switch (fate) {
            case Settled it -> List.of(it.counted());
            case Dead it -> List.of(Counted.dead(it.letter()));
            case Arrived it -> List.of();
            case Enriched it -> List.of();
        };
    }
}
