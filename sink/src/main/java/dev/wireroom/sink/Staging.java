package dev.wireroom.sink;

import dev.wireroom.sink.RowChange.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Temporary tables that a batch is copied into before it is merged. They belong to a connection and
 * empty themselves at the end of each transaction.
 */
final class Staging {

    private static final String COPY = "COPY %s (%s) FROM STDIN (FORMAT binary)";

    private static final String COPY_ARTICLES =
            COPY.formatted("stage_article", names(ArticleColumns.ALL) + ", latest");
    private static final String COPY_ENTITIES =
            COPY.formatted("stage_entity", names(EntityColumns.ENTITY));
    private static final String COPY_MENTIONS =
            COPY.formatted("stage_mention", names(EntityColumns.MENTION));

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
                    """
                    CREATE TEMPORARY TABLE stage_entity
                        (LIKE article_entity, type text NOT NULL, wikidata_id text)
                        ON COMMIT DELETE ROWS\
                    """);
            statement.execute(
                    "CREATE TEMPORARY TABLE stage_mention (LIKE mention) ON COMMIT DELETE ROWS");
            statement.execute(
                    """
                    CREATE TEMPORARY TABLE stage_won (article_id text PRIMARY KEY)
                        ON COMMIT DELETE ROWS\
                    """);
            statement.execute(
                    """
                    CREATE TEMPORARY TABLE stage_gone (entity_id text NOT NULL)
                        ON COMMIT DELETE ROWS\
                    """);
        }
        connection.commit();
    }

    /** Copies a batch; entities and mentions of the last state of each article only. */
    static void fill(Connection connection, Batch batch) throws SQLException {
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        CopyFormat articles = new CopyFormat();
        CopyFormat entities = new CopyFormat();
        CopyFormat mentions = new CopyFormat();
        for (Batch.State state : batch.states()) {
            articles.add(state.change().article(), state.latest());
            if (state.latest() && state.change() instanceof Store store) {
                store.entities().forEach(entities::add);
                store.mentions().forEach(mentions::add);
            }
        }
        copy(copies, COPY_ARTICLES, articles);
        copy(copies, COPY_ENTITIES, entities);
        copy(copies, COPY_MENTIONS, mentions);
    }

    private static void copy(CopyManager copies, String sql, CopyFormat rows) throws SQLException {
        CopyIn copy = copies.copyIn(sql);
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
