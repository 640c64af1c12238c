package dev.wireroom.sink;

import static dev.wireroom.sink.AnEnriched.anEnriched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.EntityType;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An entity that many articles of a batch name, on a real PostgreSQL. */
class SharedEntityIT {

    private TestDatabase database;
    private TestRegistry registry;
    private RunningTask task;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
        registry = new TestRegistry();
        task = new RunningTask(database.url(), registry);
    }

    @AfterEach
    void stop() throws SQLException {
        task.close();
        registry.close();
        database.close();
    }

    private static EnrichedArticle naming(
            String article, String name, int receivedSecond, @Nullable String wikidata) {
        EnrichedArticle enriched =
                anEnriched(article).naming("person:kerry", name, EntityType.PERSON).build();
        enriched.getArticle().setReceivedAt(AnEnriched.RECEIVED.plusSeconds(receivedSecond));
        enriched.getEntities().get(0).setWikidataId(wikidata);
        return enriched;
    }

    @Test
    void isNamedAsInTheFirstArticleAndLinkedAsInAnyThatLinksIt() throws SQLException {
        task.put(
                naming("third", "J. Kerry", 30, "Q22316"),
                naming("first", "John Kerry", 10, null),
                naming("second", "Kerry", 20, null));

        assertThat(
                        database.one(
                                """
                                SELECT name, wikidata_id,
                                       first_seen_at - timestamptz '%s' = interval '10 s'
                                FROM entity\
                                """
                                        .formatted(AnEnriched.RECEIVED)))
                .isEqualTo("John Kerry|Q22316|t");
        assertThat(database.rows("SELECT name FROM article_entity ORDER BY received_at"))
                .containsExactly("John Kerry", "Kerry", "J. Kerry");
    }

    @Test
    void isLinkedLaterAndKeepsItsFirstLink() throws SQLException {
        task.put(naming("first", "John Kerry", 10, null));
        task.put(naming("second", "Kerry", 20, "Q22316"));
        task.put(naming("third", "Kerry", 30, "Q1"));

        assertThat(database.one("SELECT name, wikidata_id FROM entity"))
                .isEqualTo("John Kerry|Q22316");
    }

    @Test
    void isNotNamedByAStateThatANewerOneKeepsOut() throws SQLException {
        task.put(anEnriched("storm").revision(2).build());
        task.put(naming("storm", "John Kerry", 10, "Q22316"));

        assertThat(database.rows("SELECT * FROM entity")).isEmpty();
        assertThat(database.rows("SELECT * FROM mention")).isEmpty();
    }
}
