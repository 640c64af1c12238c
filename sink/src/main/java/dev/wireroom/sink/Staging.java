package dev.wireroom.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * How rows reach the database: what has to be merged by way of temporary tables, the rest straight
 * into its table. The temporary ones belong to a connection and empty themselves at the end of each
 * transaction.
 */
final class Staging {

    private static final String COPY = "COPY %s (%s) FROM STDIN (FORMAT binary)";

    private static final String COPY_ARTICLES =
            COPY.formatted("stage_article", names(ArticleColumns.ALL) + ", latest");
    private static final String COPY_ENTITIES =
            COPY.formatted("stage_entity", names(EntityColumns.ENTITY));
    private static final String COPY_ARTICLE_ENTITIES =
            COPY.formatted("article_entity", names(EntityColumns.ARTICLE_ENTITY));
    private static final String COPY_MENTIONS =
            COPY.formatted("mention", names(EntityColumns.MENTION));

    private Staging() {}

    /**
     * Makes the tables on a new connection. Joins of a batch with a table of any size must be index
     * look-ups, so the other kinds of join are off: a batch is small. Which side comes first still
     * depends on the tables' size, so the connection must not keep plans made when they were empty.
     */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET jit = off");
            statement.execute("SET enable_hashjoin = off");
            statement.execute("SET enable_mergejoin = off");
            statement.execute(
                    """
                    CREATE TEMPORARY TABLE stage_article
                        (LIKE article, latest boolean NOT NULL) ON COMMIT DELETE ROWS\
                    """);
            statement.execute("ALTER TABLE stage_article ALTER stored_at SET DEFAULT now()");
            statement.execute(
                    "CREATE TEMPORARY TABLE stage_entity (LIKE entity) ON COMMIT DELETE ROWS");
            statement.execute(
                    """
                    CREATE TEMPORARY TABLE stage_gone (entity_id text NOT NULL)
                        ON COMMIT DELETE ROWS\
                    """);
        }
        connection.commit();
    }

    /** Copies the states of a batch, to be merged. */
    static void stage(Connection connection, Batch batch) throws SQLException {
        CopyFormat articles = new CopyFormat();
        for (Batch.State state : batch.states()) {
            articles.add(state.change().article(), state.latest());
        }
        copy(connection, COPY_ARTICLES, articles);
    }

    /** Copies entities, to be merged. */
    static void stage(Connection connection, Collection<Row> entities) throws SQLException {
        CopyFormat rows = new CopyFormat();
        entities.forEach(rows::add);
        copy(connection, COPY_ENTITIES, rows);
    }

    /**
     * Copies what belongs to one article alone where it is to stay: nothing is there to merge it
     * with.
     *
     * @param places in the order in which the entities' rows may be locked
     */
    static void store(Connection connection, Collection<Row> places, Collection<Row> mentions)
            throws SQLException {
        CopyFormat rows = new CopyFormat();
        places.forEach(rows::add);
        copy(connection, COPY_ARTICLE_ENTITIES, rows);
        rows = new CopyFormat();
        mentions.forEach(rows::add);
        copy(connection, COPY_MENTIONS, rows);
    }

    private static void copy(Connection connection, String sql, CopyFormat rows)
            throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            byte[] bytes = rows.finish();
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static String names(List<? extends Column<?>> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
