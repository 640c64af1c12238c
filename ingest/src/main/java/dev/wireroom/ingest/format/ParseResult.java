package dev.wireroom.ingest.format;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ParseWarning;
import java.util.ArrayList;
import java.util.List;

/** What a parser made of one document. */
public sealed interface ParseResult {

    /**
     * The document was understood.
     *
     * @param articles its articles, each with the warnings about itself; a feed has many, most
     *     formats one
     * @param warnings what was doubtful about the document around them
     */
    record Parsed(List<Article> articles, List<ParseWarning> warnings) implements ParseResult {
        public Parsed {
            articles = List.copyOf(articles);
            warnings = List.copyOf(warnings);
        }

        /**
         * Puts the warnings about the document onto its first article, for a way in that hands on
         * articles alone: what was left out of a news message must not go unsaid.
         */
        public Parsed toldByFirst() {
            if (!articles.isEmpty() && !warnings.isEmpty()) {
                Article first = articles.get(0);
                List<ParseWarning> all = new ArrayList<>(first.getWarnings());
                all.addAll(warnings);
                first.setWarnings(all);
            }
            return this;
        }
    }

    /**
     * The document was not understood; nothing of it is used.
     *
     * @param faults every fault found, at least one, the first the most telling
     */
    record Refused(List<Fault> faults) implements ParseResult {
        public Refused {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a fault");
            }
        }

        public Fault first() {
            return faults.get(0);
        }
    }

    static Parsed parsed(Article article) {
        return new Parsed(List.of(article), List.of());
    }

    static Refused refused(Fault fault) {
        return new Refused(List.of(fault));
    }
}
