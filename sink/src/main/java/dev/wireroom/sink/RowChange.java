package dev.wireroom.sink;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What one record of wireroom.enriched means to the database. */
sealed interface RowChange {

    /** A new state of an article, with or without content. */
    sealed interface ArticleChange extends RowChange permits Store, Withdraw {

        Position position();

        /** Values of {@link ArticleColumns#ALL}. */
        Row article();

        /** When it came, or its embargo ended: from when on retention counts. */
        default Instant keptFrom() {
            Instant received = (Instant) Objects.requireNonNull(article().value("received_at"));
            return article().value("embargoed_until") instanceof Instant released
                            && released.isAfter(received)
                    ? released
                    : received;
        }

        default String sourceId() {
            return (String) Objects.requireNonNull(article().value("source_id"));
        }

        /** The minute of the ledger. */
        default Instant acceptedAt() {
            return (Instant) Objects.requireNonNull(article().value("origin_timestamp"));
        }

        default int partition() {
            return (Integer) Objects.requireNonNull(article().value("enriched_partition"));
        }
    }

    /**
     * A state to keep with everything in it.
     *
     * @param entities each with its place in the article, most salient first
     * @param mentions values of {@link EntityColumns#MENTION}
     */
    record Store(Position position, Row article, List<Named> entities, List<Row> mentions)
            implements ArticleChange {}

    /**
     * An entity that an article names.
     *
     * @param entity values of {@link EntityColumns#ENTITY}
     * @param place values of {@link EntityColumns#ARTICLE_ENTITY}
     */
    record Named(Row entity, Row place) {

        String entityId() {
            return (String) Objects.requireNonNull(entity.value("entity_id"));
        }
    }

    /** A withdrawal: ids, times and status stay, content goes, that of earlier revisions too. */
    record Withdraw(Position position, Row article) implements ArticleChange {}

    /** A record that can't be stored, however often it is tried. */
    record Refused(Refusal refusal) implements RowChange {}
}
