package dev.wireroom.ledger;

import dev.wireroom.ledger.KeyComparison.Expected;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which revisions the store has, retired, or refused for good. Not thread-safe, like its
 * connection.
 */
final class StoredArticles {

    private static final String REVISIONS =
            """
            SELECT article_id, max(revision) FROM (
                SELECT article_id, revision FROM article WHERE article_id = ANY (?)
                UNION ALL
                SELECT article_id, retired_revision FROM gone_article
                WHERE article_id = ANY (?) AND retired_revision IS NOT NULL) AS known
            GROUP BY article_id\
            """;

    private static final String REFUSED =
            """
            SELECT topic, enriched_partition, enriched_offset FROM refused_record
            WHERE (topic, enriched_partition, enriched_offset) IN
                (SELECT * FROM unnest(?::text[], ?::integer[], ?::bigint[]))\
            """;

    private final Connection connection;

    StoredArticles(Connection connection) {
        this.connection = connection;
    }

    /**
     * Those that the store has in no such revision, nor a later one, and did not refuse; what
     * retention took is not among them.
     */
    List<Expected> absent(List<Expected> batch) throws SQLException {
        Map<String, Integer> revisions = revisions(batch);
        List<Expected> absent =
                batch.stream()
                        .filter(of -> revisions.getOrDefault(of.id(), 0) < of.revision())
                        .toList();
        if (absent.isEmpty()) {
            return absent;
        }
        Set<Place> refused = refused(absent);
        return absent.stream().filter(of -> !refused.contains(of.at())).toList();
    }

    private Map<String, Integer> revisions(List<Expected> batch) throws SQLException {
        Map<String, Integer> revisions = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(REVISIONS)) {
            Array ids = array("text", batch.stream().map(Expected::id).toList());
            query.setArray(1, ids);
            query.setArray(2, ids);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    revisions.put(row.getString(1), row.getInt(2));
                }
            }
        }
        return revisions;
    }

    private Set<Place> refused(List<Expected> batch) throws SQLException {
        List<Place> places = new ArrayList<>();
        batch.forEach(of -> places.add(of.at()));
        Set<Place> refused = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(REFUSED)) {
            query.setArray(1, array("text", places.stream().map(Place::topic).toList()));
            query.setArray(2, array("integer", places.stream().map(Place::partition).toList()));
            query.setArray(3, array("bigint", places.stream().map(Place::offset).toList()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    refused.add(new Place(row.getString(1), row.getInt(2), row.getLong(3)));
                }
            }
        }
        return refused;
    }

    private Array array(String type, List<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }
}
