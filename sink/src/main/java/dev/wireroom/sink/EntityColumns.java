package dev.wireroom.sink;

import static dev.wireroom.sink.Column.Type.INTEGER;
import static dev.wireroom.sink.Column.Type.REAL;
import static dev.wireroom.sink.Column.Type.TEXT;
import static dev.wireroom.sink.Column.Type.TIMESTAMPTZ;

import dev.wireroom.contract.Entity;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.Sentiment;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of entities and mentions. */
final class EntityColumns {

    /**
     * An entity in its article.
     *
     * @param ordinal rank in the article from 0
     */
    record Placed(String articleId, Instant receivedAt, int ordinal, Entity entity) {}

    /**
     * A mention of an entity.
     *
     * @param ordinal rank among the entity's mentions from 0
     */
    record PlacedMention(String articleId, String entityId, int ordinal, Mention mention) {}

    /** All of {@code entity}. */
    static final List<Column<Placed>> ENTITY =
            List.of(
                    new Column<>("entity_id", TEXT, e -> e.entity().getEntityId()),
                    new Column<>("type", TEXT, e -> e.entity().getType().name()),
                    new Column<>("name", TEXT, e -> e.entity().getName()),
                    new Column<>("wikidata_id", TEXT, e -> e.entity().getWikidataId()),
                    new Column<>("first_seen_at", TIMESTAMPTZ, Placed::receivedAt));

    /** All of {@code article_entity}. */
    static final List<Column<Placed>> ARTICLE_ENTITY =
            List.of(
                    new Column<>("article_id", TEXT, Placed::articleId),
                    new Column<>("entity_id", TEXT, e -> e.entity().getEntityId()),
                    new Column<>("ordinal", INTEGER, Placed::ordinal),
                    new Column<>("name", TEXT, e -> e.entity().getName()),
                    new Column<>("salience", REAL, e -> e.entity().getSalience()),
                    new Column<>("mentions", INTEGER, e -> e.entity().getMentions().size()),
                    new Column<>("sentiment_label", TEXT, sentiment(s -> s.getLabel().name())),
                    new Column<>("sentiment_score", REAL, sentiment(Sentiment::getScore)),
                    new Column<>("sentiment_confidence", REAL, sentiment(Sentiment::getConfidence)),
                    new Column<>("received_at", TIMESTAMPTZ, Placed::receivedAt));

    /** All of {@code mention}. */
    static final List<Column<PlacedMention>> MENTION =
            List.of(
                    new Column<>("article_id", TEXT, PlacedMention::articleId),
                    new Column<>("entity_id", TEXT, PlacedMention::entityId),
                    new Column<>("ordinal", INTEGER, PlacedMention::ordinal),
                    new Column<>("field", TEXT, m -> m.mention().getField()),
                    new Column<>("begin_offset", INTEGER, m -> m.mention().getBegin()),
                    new Column<>("end_offset", INTEGER, m -> m.mention().getEnd()),
                    new Column<>("text", TEXT, m -> m.mention().getText()),
                    new Column<>("confidence", REAL, m -> m.mention().getConfidence()));

    private EntityColumns() {}

    private static Function<Placed, @Nullable Object> sentiment(Function<Sentiment, Object> value) {
        return e -> {
            Sentiment sentiment = e.entity().getSentiment();
            return sentiment == null ? null : value.apply(sentiment);
        };
    }
}
