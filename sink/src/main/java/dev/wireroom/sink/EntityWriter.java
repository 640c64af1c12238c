package dev.wireroom.sink;

import dev.wireroom.sink.RowChange.Named;
import dev.wireroom.sink.RowChange.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes whom and what the articles of a batch speak of, within the batch's transaction: only of
 * those whose state became the stored one, in place of what was there.
 */
final class EntityWriter {

    /** Entities are shared between tasks: all take them in this order, so that none deadlock. */
    private static final Comparator<Named> BY_ENTITY = Comparator.comparing(Named::entityId);

    private EntityWriter() {}

    /**
     * Writes them.
     *
     * @param won articles whose last state in the batch is stored now
     */
    static void write(Connection connection, Batch batch, Set<String> won) throws SQLException {
        if (won.isEmpty()) {
            return;
        }
        boolean gone = forget(connection, won) > 0;
        List<Store> stored = stored(batch, won);
        List<Named> named =
                stored.stream().flatMap(s -> s.entities().stream()).sorted(BY_ENTITY).toList();
        if (!named.isEmpty()) {
            Collection<Row> entities = distinct(named);
            Staging.stage(connection, entities);
            BatchWriter.update(connection, MergeSql.ENTITIES);
            if (entities.stream().anyMatch(entity -> entity.value("wikidata_id") != null)) {
                BatchWriter.update(connection, MergeSql.ENTITY_LINKS);
            }
            Staging.store(
                    connection,
                    named.stream().map(Named::place).toList(),
                    stored.stream().flatMap(s -> s.mentions().stream()).toList());
        }
        if (gone) {
            BatchWriter.update(connection, MergeSql.ORPHANED_ENTITIES);
        }
    }

    private static int forget(Connection connection, Set<String> articles) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MergeSql.FORGET_ENTITIES)) {
            statement.setArray(1, connection.createArrayOf("text", articles.toArray()));
            return statement.executeUpdate();
        }
    }

    private static List<Store> stored(Batch batch, Set<String> won) {
        List<Store> stored = new ArrayList<>();
        for (Batch.State state : batch.states()) {
            if (state.latest()
                    && state.change() instanceof Store store
                    && won.contains(store.position().articleId())) {
                stored.add(store);
            }
        }
        return stored;
    }

    /**
     * Of each entity what was received first, and what first links it where that does not: the rest
     * would add nothing.
     */
    private static Collection<Row> distinct(List<Named> named) {
        Map<String, Row> first = new TreeMap<>();
        Map<String, Row> linked = new TreeMap<>();
        for (Named one : named) {
            first.merge(one.entityId(), one.entity(), EntityWriter::earlier);
            if (one.entity().value("wikidata_id") != null) {
                linked.putIfAbsent(one.entityId(), one.entity());
            }
        }
        List<Row> entities = new ArrayList<>(first.values());
        entities.addAll(linked.values());
        return entities;
    }

    private static Row earlier(Row a, Row b) {
        return seen(b).isBefore(seen(a)) ? b : a;
    }

    private static Instant seen(Row entity) {
        return (Instant) Objects.requireNonNull(entity.value("first_seen_at"));
    }
}
